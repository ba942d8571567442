"""The fingerprint of a body: its sentences, by which two texts are held against each other without either text."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.progress import CancelToken, NeverCancelled, asked

_NEVER = NeverCancelled()

# Where squeezed words are parted: ends of sentences, enumerators. Both are left out, so that neither line breaks nor new
# numbers make other sentences. Sample: "(一)关于学习方面1.学习不够经常。一是计划不细;"
_CUT = re.compile(
    r"[。;!?:]+|\(?(?:(?<![一二三四五六七八九十百])[一二三四五六七八九十百]++|(?<!\d)\d++)[).、]+|(?<![一二三四五六七八九十])[一二三四五六七八九十]++是[,、]?"
)
_SHORTEST = 8  # signs; shorter ones (已整改完成) stand in every notice
_SKETCH = 64
_PACKED = struct.Struct("<IH")
_LONGEST = 0xFFFF


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The sentences of a body: hash and length of each, a repeated one once."""

    sentences: Mapping[int, int]

    @property
    def length(self) -> int:
        """How many signs they have together."""
        return sum(self.sentences.values())

    @property
    def sketch(self) -> tuple[int, ...]:
        """The few hashes by which bodies with many common sentences find each other: the lowest."""
        return tuple(sorted(self.sentences)[:_SKETCH])

    def shared(self, other: Fingerprint) -> int:
        """How many signs stand in sentences of both."""
        return sum(length for one, length in self.sentences.items() if one in other.sentences)

    def packed(self) -> bytes:
        """As it is stored."""
        return b"".join(_PACKED.pack(*one) for one in self.sentences.items())


def fingerprint_of(body: str, cancel: CancelToken = _NEVER) -> Fingerprint:
    """The fingerprint of a squeezed body.

    Raises:
        Cancelled: if the user stopped it.
    """
    sentences = (one for one in asked(_parts(body), cancel) if len(one) >= _SHORTEST)
    return Fingerprint({_hash(one): min(len(one), _LONGEST) for one in sentences})


def unpacked(stored: bytes) -> Fingerprint:
    """The fingerprint that was stored.

    Raises:
        ValueError: if these are not the bytes of one.
    """
    try:
        return Fingerprint(dict(_PACKED.iter_unpack(stored)))
    except struct.error as error:
        raise ValueError("no fingerprint") from error


def _parts(body: str) -> Iterator[str]:
    at = 0
    for match in _CUT.finditer(body):
        yield body[at : match.start()]
        at = match.end()
    yield body[at:]


def _hash(words: str) -> int:
    digest = hashlib.blake2b(words.encode("utf-8"), digest_size=4).digest()
    return int.from_bytes(digest, "little")
