"""Records to JSON-ready values and back, by their dataclass fields; used for the edit log and stored readings."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

from models.annotation import Annotation, Review, Waiver
from models.facts import Claim, Damage, Fact
from models.node import Link, Node
from models.outline import Record

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
}


def encode(value: Any) -> Any:
    """`value` as dicts, lists, strings and numbers; fields that have their default value are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        named = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: encode(held) for field, held in named if held != field.default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(encode(part) for part in value)
    if isinstance(value, tuple | list):
        return [encode(part) for part in value]
    return value


def decode(kind: type[T], value: Any) -> T:
    """The value of type `kind` that `encode` made `value` of.

    Raises:
        ValueError, TypeError, KeyError: if it was not made of one.
    """
    decoded: T = _decode(kind, value)
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


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _decode(kind: Any, value: Any) -> Any:
    if isinstance(kind, NewType):
        kind = kind.__supertype__
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _decode(_without_none(kind), value)
    if origin in (tuple, list, frozenset):
        part = get_args(kind)[0]
        return origin(_decode(part, held) for held in value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _decode(hints[name], held) for name, held in value.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return float(value) if kind is float else value


def _without_none(kind: Any) -> Any:
    (only,) = (part for part in get_args(kind) if part is not type(None))
    return only
