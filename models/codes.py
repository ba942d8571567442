"""编码: the short codes of notices (JT), lowest problems (JT-027) and measures (JT-027-2)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from models.ids import NodeId
from models.node import Node, NodeKind
from models.progress import CancelToken, NeverCancelled, asked

_NEVER = NeverCancelled()

_LETTERS = 2
_DIGITS = re.compile(r"\d+")
_MOST_DIGITS = 9  # more notices than any workspace holds
_FALLBACK = "TB"

# The common characters of GB 2312 stand in the order of their pinyin: the first code of each initial.
_INITIALS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST_CODES = (
    *(0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC),
    *(0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9),
    0xD4D1,
)
_LAST_CODE = 0xD7F9

# The place a unit belongs to. Sample: "云州市临河区" of "中共云州市临河区交通运输局党组"
_PLACE = re.compile(r"(?:自治区|自治州|自治县|省|市|区|县|旗|盟|州)")
_PLACE_NAME = re.compile(rf".{{2,6}}?{_PLACE.pattern}")
# What says nothing of the unit before its name. Sample: "委" of "中共临河区委宣传部"
_BEFORE = re.compile(r"(?:中国共产党|中共|委员会|委(?!员会)|人民政府)")
# The same behind its name. Sample: "局党组" of "交通运输局党组"
_AFTER = re.compile(r"(?:局|厅|委员会)?(?:机关)?(?:党组|党委|党工委|党总支|党支部|委员会)?$")


def notice_letters(unit: str | None) -> str:
    """Two letters for a unit: the pinyin initials of its own name, without its place and form."""
    letters = "".join(_initials(own_name(unit or "")))[:_LETTERS]
    return letters or _FALLBACK


def own_name(unit: str) -> str:
    """The unit's own name: 交通运输 of 中共云州市临河区交通运输局党组."""
    name = unit.strip()
    last = name
    while match := _BEFORE.match(name) or _PLACE_NAME.match(name):
        rest = name[match.end() :]
        if not _AFTER.sub("", rest):
            break
        last, name = name, rest
    return _AFTER.sub("", name) or last


def free_code(letters: str, taken: Collection[str]) -> str:
    """`letters`, with the lowest number from 2 that is free where they are taken."""
    code, count = letters, 1
    while code in taken:
        count += 1
        code = f"{letters}{count}"
    return code


def code_order(code: str) -> str:
    """What codes are sorted by: JY, JY2, JY13, JY19."""
    return _DIGITS.sub(lambda digits: digits.group().zfill(_MOST_DIGITS), code)


def codes_of(
    nodes: Iterable[Node], notice_code: str, cancel: CancelToken = _NEVER
) -> dict[NodeId, str]:
    """The codes of the nodes of a new notice: its lowest problems and the measures below them, in document order.

    Raises:
        Cancelled: if the user stopped it.
    """
    below: dict[NodeId | None, list[Node]] = defaultdict(list)
    for node in asked(nodes, cancel):
        below[node.parent].append(node)
    for siblings in below.values():
        siblings.sort(key=lambda node: (node.rank, node.id))
    codes: dict[NodeId, str] = {}
    walked = asked(_walk(below, None), cancel)
    lowest = (node for node in walked if _is_lowest_problem(node, below))
    for count, problem in enumerate(lowest, 1):
        codes[problem.id] = code = f"{notice_code}-{count:03}"
        measures = (node for node in _walk(below, problem.id) if node.kind is NodeKind.MEASURE)
        codes.update({measure.id: f"{code}-{row}" for row, measure in enumerate(measures, 1)})
    return codes


def _walk(below: Mapping[NodeId | None, list[Node]], top: NodeId | None) -> Iterator[Node]:
    waiting = list(reversed(below.get(top, ())))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(below.get(node.id, ())))


def _is_lowest_problem(node: Node, below: Mapping[NodeId | None, list[Node]]) -> bool:
    if node.kind is NodeKind.PROBLEM:
        return all(child.kind is not NodeKind.SUB_PROBLEM for child in below.get(node.id, ()))
    return node.kind is NodeKind.SUB_PROBLEM


def _initials(words: str) -> Iterator[str]:
    for sign in words:
        if sign.isascii() and sign.isalpha():
            yield sign.upper()
            continue
        code = int.from_bytes(sign.encode("gb2312", errors="ignore"), "big")
        if _FIRST_CODES[0] <= code <= _LAST_CODE:
            yield _INITIALS[bisect_right(_FIRST_CODES, code) - 1]
