"""Records to JSON-ready values and back, by their dataclass fields; used for the edit log and stored readings."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from models.annotation import Annotation, Review, Waiver
from models.facts import Claim, Damage, Fact
from models.node import Link, Node
from models.outline import Record
from models.reading_choice import ReadingChoice
from models.version_order import VersionName, VersionOrder

T = TypeVar("T")

_RECORD_TYPES: dict[str, type[Record]] = {
    "node": Node,
    "link": Link,
    "review": Review,
    "annotation": Annotation,
    "fact": Fact,
    "claim": Claim,
    "damage": Damage,
    "waiver": Waiver,
    "reading": ReadingChoice,
    "version_order": VersionOrder,
    "version_label": VersionName,
}


_PLAIN = frozenset({str, int, float, bool, type(None)})


def encode(value: Any) -> Any:
    """`value` as dicts, lists, strings and numbers; fields that have their default value are left out."""
    kind: Any = type(value)
    return _encoder(kind)(value)


def decode(kind: type[T], value: Any) -> T:
    """The value of type `kind` that `encode` made `value` of.

    Raises:
        ValueError, TypeError, KeyError: if it was not made of one.
    """
    wanted: Any = kind
    decoded: T = _decoder(wanted)(value)
    return decoded


def encode_record(record: Record | None) -> dict[str, Any] | None:
    """A record with its type, or None."""
    return None if record is None else {"type": record.key[0], **encode(record)}


def decode_record(value: dict[str, Any] | None) -> Record | None:
    """The record that `encode_record` made `value` of."""
    if value is None:
        return None
    rest = {name: part for name, part in value.items() if name != "type"}
    return decode(_RECORD_TYPES[str(value["type"])], rest)


# Encoders and decoders are made once a type: a reading has thousands of small values.


@cache
def _encoder(kind: Any) -> Callable[[Any], Any]:
    if is_dataclass(kind):
        return _dataclass_encoder(kind)
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, frozenset):
        return lambda value: sorted(encode(part) for part in value)
    if issubclass(kind, tuple | list):
        return lambda value: [encode(part) for part in value]
    return lambda value: value


def _dataclass_encoder(kind: Any) -> Callable[[Any], dict[str, Any]]:
    names = [field.name for field in fields(kind)]
    defaults = [field.default for field in fields(kind)]
    # The first twice: one name alone would not give a tuple.
    all_of = attrgetter(names[0], *names)

    def encoded(value: Any) -> dict[str, Any]:
        _, *held = all_of(value)
        return {
            name: one if type(one) in _PLAIN else encode(one)
            for name, default, one in zip(names, defaults, held, strict=True)
            if one is not default and one != default
        }

    return encoded


@cache
def _decoder(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, NewType):
        return _decoder(kind.__supertype__)
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional_decoder(kind)
    if origin in (tuple, list, frozenset):
        return _sequence_decoder(kind, origin)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_decoder(kind)
    if isinstance(kind, type) and (issubclass(kind, Enum) or kind is float):
        return kind
    return lambda value: value


def _optional_decoder(kind: Any) -> Callable[[Any], Any]:
    (only,) = (_decoder(part) for part in get_args(kind) if part is not type(None))
    return lambda value: None if value is None else only(value)


def _sequence_decoder(kind: Any, origin: Any) -> Callable[[Any], Any]:
    first, *others = get_args(kind)
    if not others or others[-1] is Ellipsis:
        part = _decoder(first)
        return lambda value: origin([part(held) for held in value])
    parts = [_decoder(one) for one in (first, *others)]
    return lambda value: tuple(read(held) for read, held in zip(parts, value, strict=True))


def _dataclass_decoder(kind: type) -> Callable[[dict[str, Any]], Any]:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    return lambda value: kind(**{name: decoders[name](held) for name, held in value.items()})
