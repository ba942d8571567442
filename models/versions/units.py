"""Whether two printed names are of one unit: drafts write it with and without its place, its party body, in short."""

from __future__ import annotations

import re
from enum import Enum

from models.source import squeeze

_PARTY = re.compile(r"^(?:中国共产党|中共)")
_LONG_FORMS = (("委员会", "委"), ("人民政府", "政府"))
# The party body of a unit behind its name. Sample: "党组" of "交通运输局党组"; but 县委 is the unit itself.
_BODY = re.compile(r"(?:机关)?(?:党组|党委|党工委|党总支|党支部|(?<=[局厅院校团司镇乡道])工?委)$")
# The place before the name. Sample: "云州市临河区" of "云州市临河区市场监督管理局"
_PLACE = re.compile(r".*(?:省|市(?![场政监])|县|区|旗|盟|州)")


class SameUnit(Enum):
    """How surely two names are of one unit."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


def same_unit(one: str, other: str) -> SameUnit:
    """Whether two names are of one unit.

    MAYBE where they are of one place and one may be the other in short: 交通局, 交通运输局.
    """
    short, long = sorted((_core(one), _core(other)), key=len)
    if long.endswith(short):
        return SameUnit.YES
    (place, name), (other_place, other_name) = _parted(short), _parted(long)
    is_one_place = place.endswith(other_place) or other_place.endswith(place)
    return SameUnit.MAYBE if is_one_place and _is_short_for(name, other_name) else SameUnit.NO


def _core(printed: str) -> str:
    """The name without what says of which party body it is; the whole where nothing else is there."""
    name = _PARTY.sub("", squeeze(printed))
    for long, short in _LONG_FORMS:
        name = name.replace(long, short)
    return _BODY.sub("", name) or name


def _parted(name: str) -> tuple[str, str]:
    place = _PLACE.match(name)
    end = place.end() if place else 0
    return name[:end], name[end:]


def _is_short_for(short: str, long: str) -> bool:
    """Whether all signs of a name stand in the longer one, in this order, from its first to its last."""
    rest = iter(long)
    begins_and_ends_alike = (short[:1], short[-1:]) == (long[:1], long[-1:])
    return bool(short) and begins_and_ends_alike and all(sign in rest for sign in short)
