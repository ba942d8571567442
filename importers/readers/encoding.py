"""Bytes to text: which encoding it is, how sure that is, and what had to be replaced."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

# Byte order marks, longest first, with the encoding they stand for.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How much of a long text is looked at to judge it.
_SAMPLE = 20_000
# The share of signs that must be plausible in a Chinese text before a guessed encoding is believed.
_PLAUSIBLE = 0.9
# The share of a text that may be broken bytes.
_MOST_BROKEN = 0.01
# A line end that is not LF. Sample: "\r\n"
_LINE_END = re.compile("\r\n?")
# Signs that no text may hold. Sample: "\x00", "\ud800"
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was in and Chinese sentences about what had to be replaced."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """The text of `data`, or None where no encoding fits.

    Order: byte order mark, UTF-16 where zero bytes stand in every second place, strict UTF-8, UTF-16 without zero
    bytes, strict GB18030, then UTF-8 or GB18030 with a few broken bytes; all but the first three only where the
    result looks like Chinese.
    """
    return (
        _marked(data) or _zero_interleaved(data) or _utf8(data) or _guessed(data) or _damaged(data)
    )


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _try(data[len(mark) :], encoding)
            return None if text is None else _cleaned(text, encoding)
    return None


def _zero_interleaved(data: bytes) -> Decoded | None:
    if len(data) % 2 or len(data) < 4:
        return None
    sample = data[: _SAMPLE * 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 2 * 0.05 or min(even, odd) * 4 > max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = _try(data, encoding)
    return _cleaned(text, encoding) if text is not None and _likeness(text) >= _PLAUSIBLE else None


def _utf8(data: bytes) -> Decoded | None:
    text = _try(data, "utf-8")
    return None if text is None else _cleaned(text, "utf-8")


def _guessed(data: bytes) -> Decoded | None:
    found: list[tuple[float, str, str]] = []
    for encoding in ("gb18030", "utf-16-le", "utf-16-be"):
        text = _try(data, encoding)
        if text:
            found.append((_likeness(text), encoding, text))
    if not found:
        return None
    likeness, encoding, text = max(found, key=lambda guess: guess[0])
    return _cleaned(text, encoding) if likeness >= _PLAUSIBLE else None


def _damaged(data: bytes) -> Decoded | None:
    """The text with U+FFFD for bytes that were lost or changed on the way, where they are few."""
    texts = ((data.decode(encoding, "replace"), encoding) for encoding in ("utf-8", "gb18030"))
    text, encoding = min(texts, key=lambda found: found[0].count(_REPLACEMENT))
    broken = text.count(_REPLACEMENT)
    if broken > len(text) * _MOST_BROKEN or _likeness(text) < _PLAUSIBLE:
        return None
    cleaned = _cleaned(text, encoding)
    note = f"文件中有{broken}处字节已损坏，已用“{_REPLACEMENT}”代替，请对照原件核对"
    return replace(cleaned, notes=(note, *cleaned.notes))


def _try(data: bytes, encoding: str) -> str | None:
    """The text, U+FFFD for a last sign that is cut off, as in a file that was not saved or copied to its end."""
    errors = "strict" if encoding == "gb18030" else "surrogatepass"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    try:
        text = decoder.decode(data)
    except UnicodeDecodeError:
        return None
    is_cut = bool(decoder.getstate()[0])
    if is_cut and text.isascii():  # a single odd byte proves no encoding
        return None
    return text + _REPLACEMENT if is_cut else text


def _likeness(text: str) -> float:
    """The share of signs that a Chinese text is made of; rare Han signs count a quarter."""
    sample = text[:_SAMPLE]
    return sum(map(_weight, sample)) / len(sample) if sample else 0.0


def _weight(sign: str) -> float:
    if sign in "\n\r\t\u3000\u00a0" or " " <= sign <= "~":
        return 1.0
    if "\u4e00" <= sign <= "\u9fff":
        return 1.0 if _is_common(sign) else 0.25
    return (
        1.0
        if sign in "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·％①②③④⑤⑥⑦⑧⑨⑩" or "０" <= sign <= "ｚ"
        else 0.0
    )


def _is_common(sign: str) -> bool:
    """Whether a Han sign is among the 6,763 of GB 2312, which no ordinary text leaves much."""
    try:
        return len(sign.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def _cleaned(text: str, encoding: str) -> Decoded:
    text = _LINE_END.sub("\n", text.removeprefix("\ufeff"))
    is_cut = text.endswith(_REPLACEMENT)
    text, replaced = _UNUSABLE.subn(_REPLACEMENT, text)
    notes = [f"文中有{replaced}个无效字符，已用“{_REPLACEMENT}”代替"] if replaced else []
    if is_cut:
        notes.append(f"最后一个字不完整，已用“{_REPLACEMENT}”代替；文件可能没有保存完整")
    return Decoded(text, encoding, tuple(notes))
