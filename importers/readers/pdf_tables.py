"""Tables of PDF pages, found by the lines that are ruled around their cells."""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MOST_PATHS = 20_000  # a page with more is a drawing
_MOST_RULES = 4_000
_MOST_EDGES = 500  # of a table, in either direction
_THICK = 3.0  # points; what is thicker is no rule
_NEAR = 2.0  # points between two rules that are the same
_SHORTEST = 6.0  # points
_COVERED = 0.6  # of the side of a cell that a rule must run along
_FEWEST_CELLS = 4
_BELOW = 60.0  # points below a table in which the words of an open cell may stand

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line: where it stands, from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as it is ruled; rows and columns count from 0 at the top left."""

    table: int
    row: int
    column: int
    rows: int
    columns: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table of a page.

    Attributes:
        columns: where its upright edges stand, from the left.
        rows: where its level edges stand, from the top, as negative heights.
        boxes: its cells, by each row and column they cover.
        open: the columns whose last cell has no rule below, since it goes on on the next page; what is centred in it
            is printed below the table.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    boxes: dict[tuple[int, int], Box]
    open: frozenset[int] = frozenset()

    @property
    def top(self) -> float:
        """The height of its upper edge."""
        return -self.rows[0]

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell around a point, or None."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, -y) - 1
        last = len(self.rows) - 2
        if row > last and column in self.open and -y < self.rows[-1] + _BELOW:
            row = last
        return self.boxes.get((row, column))

    def has_columns_of(self, other: Ruled) -> bool:
        """Whether it may go on with a table of the page before."""
        return len(self.columns) == len(other.columns) and all(
            abs(own - its) < 2 * _NEAR for own, its in zip(self.columns, other.columns, strict=True)
        )


def ruled_tables(page: pdfium.PdfPage, before: Ruled | None = None) -> list[Ruled]:
    """The tables of a page from top to bottom; frames and single rules are none.

    Args:
        page: whose rules are looked at.
        before: the last table of the page before; what goes on with it may have a single row.
    """
    level, upright = _rules(page)
    if len(level) < 2 or len(upright) < 2:
        return []
    drawn = (_table(*group) for group in _groups(level, upright))
    found = [table for table in drawn if table is not None and _is_whole(table, before)]
    found.sort(key=lambda table: table.rows[0])
    return [_numbered(table, number) for number, table in enumerate(found)]


def turned(x: float, y: float, rotation: int) -> Point:
    """A point of a page as a reader of the turned page sees it."""
    match rotation:
        case 90:
            return y, -x
        case 180:
            return -x, -y
        case 270:
            return -y, x
    return x, y


# Rules


def _rules(page: pdfium.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """The level and the upright rules of a page; none where it is a drawing."""
    level: list[Rule] = []
    upright: list[Rule] = []
    rotation = page.get_rotation()
    for count, drawn in enumerate(page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_PATH,))):
        if count > _MOST_PATHS or len(level) + len(upright) > 4 * _MOST_RULES:
            return [], []
        for first, last in _strokes(drawn):
            _add_rule(level, upright, turned(*first, rotation), turned(*last, rotation))
    level, upright = _merged(level), _merged(upright)
    return (level, upright) if len(level) + len(upright) <= _MOST_RULES else ([], [])


def _add_rule(level: list[Rule], upright: list[Rule], first: Point, last: Point) -> None:
    wide, high = abs(first[0] - last[0]), abs(first[1] - last[1])
    if high <= _THICK and wide > _THICK:
        level.append(
            Rule(-(first[1] + last[1]) / 2, min(first[0], last[0]), max(first[0], last[0]))
        )
    elif wide <= _THICK and high > _THICK:
        upright.append(
            Rule((first[0] + last[0]) / 2, -max(first[1], last[1]), -min(first[1], last[1]))
        )


def _strokes(drawn: pdfium.PdfObject) -> Iterator[tuple[Point, Point]]:
    """The straight lines of a path; a bar that is filled counts as one."""
    matrix = drawn.get_matrix()
    points = [_placed(matrix, point) for point in _points(drawn)]
    spread = [point for point, _ in points]
    if len(spread) > 2 and (bar := _bar(spread)) is not None:
        yield bar
        return
    start: Point | None = None
    before: Point | None = None
    for point, kind in points:
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and before is not None:
            yield before, point
        before = point
    if start is not None and before is not None and len(points) > 3:
        yield before, start


def _bar(points: Sequence[Point]) -> tuple[Point, Point] | None:
    """The middle line of a rectangle that is too thin to be one."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    if high - low <= _THICK and right - left > _THICK:
        return (left, (low + high) / 2), (right, (low + high) / 2)
    if right - left <= _THICK and high - low > _THICK:
        return ((left + right) / 2, low), ((left + right) / 2, high)
    return None


def _points(drawn: pdfium.PdfObject) -> Iterator[tuple[Point, int]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium_c.FPDFPath_CountSegments(drawn.raw)
    for at in range(min(count, _MOST_RULES)):
        segment = pdfium_c.FPDFPath_GetPathSegment(drawn.raw, at)
        if segment and pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            yield (x.value, y.value), pdfium_c.FPDFPathSegment_GetType(segment)


def _placed(matrix: pdfium.PdfMatrix, found: tuple[Point, int]) -> tuple[Point, int]:
    point, kind = found
    return matrix.on_point(*point), kind


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with pieces of one line put together."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda one: (round(one.at / _NEAR), one.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - rule.at) < _NEAR and rule.start <= last.end + _NEAR:
            found[-1] = Rule(last.at, last.start, max(last.end, rule.end))
        else:
            found.append(rule)
    return [rule for rule in found if rule.end - rule.start >= _SHORTEST]


# Tables


def _groups(
    level: Sequence[Rule], upright: Sequence[Rule]
) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules that cross or touch each other, table by table."""
    waiting = set(range(len(upright)))
    left = set(range(len(level)))
    while waiting:
        columns, rows = {waiting.pop()}, set[int]()
        fresh = set(columns)
        while fresh:
            touched = {at for at in left if any(_meet(level[at], upright[one]) for one in fresh)}
            left -= touched
            rows |= touched
            fresh = {at for at in waiting if any(_meet(level[one], upright[at]) for one in touched)}
            waiting -= fresh
            columns |= fresh
        yield [level[at] for at in rows], [upright[at] for at in columns]


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _table(level: Sequence[Rule], upright: Sequence[Rule]) -> Ruled | None:
    rows, columns = _edges(level), _edges(upright)
    if len(rows) < 2 or len(columns) < 3 or max(len(rows), len(columns)) > _MOST_EDGES:
        return None
    boxes: dict[tuple[int, int], Box] = {}
    for row in range(len(rows) - 1):
        for column in range(len(columns) - 1):
            if (row, column) not in boxes:
                box = _box((row, column), (rows, columns), (level, upright))
                for covered in _covered(box):
                    boxes.setdefault(covered, box)
    ends = pairwise(columns)
    is_open = {at for at, side in enumerate(ends) if not _is_ruled(level, rows[-1], side)}
    return Ruled(tuple(columns), tuple(rows), boxes, frozenset(is_open))


def _is_whole(table: Ruled, before: Ruled | None) -> bool:
    """Whether it has cells enough for a table, or goes on with the one before."""
    if len(set(table.boxes.values())) >= _FEWEST_CELLS and len(table.rows) > 2:
        return True
    return before is not None and table.has_columns_of(before)


def _edges(rules: Sequence[Rule]) -> list[float]:
    found: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not found or at - found[-1] >= 2 * _NEAR:
            found.append(at)
    return found


def _box(
    place: tuple[int, int],
    edges: tuple[Sequence[float], Sequence[float]],
    rules: tuple[Sequence[Rule], Sequence[Rule]],
) -> Box:
    """The cell whose upper left corner is at a place: as wide and high as no rule runs through it."""
    row, column = place
    rows, columns = edges
    level, upright = rules
    right = column + 1
    while right < len(columns) - 1 and not _is_ruled(
        upright, columns[right], (rows[row], rows[row + 1])
    ):
        right += 1
    below = row + 1
    while below < len(rows) - 1 and not _is_ruled(
        level, rows[below], (columns[column], columns[right])
    ):
        below += 1
    return Box(0, row, column, below - row, right - column, columns[column], columns[right])


def _is_ruled(rules: Iterable[Rule], at: float, side: tuple[float, float]) -> bool:
    """Whether a rule runs along most of the side of a cell."""
    start, end = side
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for rule in rules
        if abs(rule.at - at) < 2 * _NEAR
    )
    return covered >= _COVERED * (end - start)


def _covered(box: Box) -> Iterator[tuple[int, int]]:
    for row in range(box.row, box.row + box.rows):
        for column in range(box.column, box.column + box.columns):
            yield row, column


def _numbered(table: Ruled, number: int) -> Ruled:
    boxes = {place: replace(box, table=number) for place, box in table.boxes.items()}
    return replace(table, boxes=boxes)
