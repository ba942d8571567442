"""Which columns a ledger has and how wide they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from exporters.ledger_rows import LedgerRow
from exporters.sheet_style import BODY_SIZE, HEADER_SIZE, PAGES, Page
from exporters.xlsx_layout import (
    MAX_ROW_POINTS,
    line_capacity,
    line_count,
    lines_within,
    text_units,
    width_for,
)
from models.ledger_columns import (
    FILLED_BY_HAND,
    FLAT_COLUMNS,
    MEETING_COLUMNS,
    MIXED_MEETING_COLUMNS,
    OPTIONAL_COLUMNS,
    LedgerColumn,
    LedgerForm,
    LedgerOptions,
    Paper,
    column_title,
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its title and its width in Excel's units."""

    key: LedgerColumn
    title: str
    width: float


# The least and the most of the columns that are as wide as their longest line …
_NARROW = {
    LedgerColumn.ITEM_NO: (9.0, 10.0),
    LedgerColumn.CODE: (8.0, 11.0),
    LedgerColumn.DEADLINE: (8.5, 12.5),
    LedgerColumn.RESPONSIBLE: (11.0, 16.0),
    LedgerColumn.LEAD_PERSON: (8.5, 16.0),
    LedgerColumn.LEAD_OFFICE: (8.5, 18.0),
    LedgerColumn.PERSON: (8.5, 16.0),
    LedgerColumn.REPORTED: (9.0, 14.5),
    LedgerColumn.ASSESSED: (9.0, 12.5),
    LedgerColumn.VERDICT: (9.0, 14.0),
    LedgerColumn.UNIT: (10.0, 18.0),
}

# … and of those that share what is left of the page so that the rows come out low: the least at all, the least
# where an A3 page allows it, and the most.
_SHARING = {
    LedgerColumn.PROBLEM: (12.0, 24.0, 46.0),
    LedgerColumn.MEASURES: (14.0, 24.0, 110.0),
    LedgerColumn.OUTCOMES: (14.0, 24.0, 110.0),
    LedgerColumn.OPINIONS: (10.0, 18.0, 34.0),
    LedgerColumn.EVIDENCE: (8.0, 12.0, 30.0),
    LedgerColumn.REMARKS: (8.0, 14.0, 30.0),
}
_SAMPLE = 200  # rows from which widths are judged
_STEP = 0.5
_TO_LEASTS = 0.8  # how much of the room goes to the leasts before it is shared
_STEEP = 6  # the higher, the more the highest cell of a row counts alone
_ROOT = 1 / _STEEP

# The widths of a flat sheet, which need not fit a page; a range means: as wide as its longest cell asks for.
_FLAT = {
    LedgerColumn.ASPECT: (22.0, 22.0),
    LedgerColumn.MAIN_PROBLEM: (26.0, 40.0),
    LedgerColumn.PROBLEM: (30.0, 60.0),
    LedgerColumn.MEASURES: (44.0, 90.0),
    LedgerColumn.OUTCOMES: (44.0, 90.0),
    LedgerColumn.WHOLE: (60.0, 110.0),
    LedgerColumn.OPINIONS: (24.0, 40.0),
    LedgerColumn.EVIDENCE: (16.0, 30.0),
    LedgerColumn.REMARKS: (20.0, 40.0),
}


def meeting_columns(
    rows: Sequence[LedgerRow], options: LedgerOptions, page: Page
) -> tuple[Column, ...]:
    """The columns of a 会议版; together they fill the page and no more."""
    mixed = any(row.is_whole for row in rows)
    wanted = MIXED_MEETING_COLUMNS if mixed else MEETING_COLUMNS
    chosen = _kept(wanted, rows, options)
    titles = {key: _title(key, rows, LedgerForm.MEETING, options) for key in chosen}
    sharing = [key for key in chosen if key in _SHARING]
    widths = {key: _narrow_width(key, rows, titles[key]) for key in chosen if key in _NARROW}
    if sum(widths.values()) + sum(_SHARING[key][0] for key in sharing) > page.units:
        widths = {key: _NARROW[key][0] for key in widths}
    widths |= _shared(sharing, rows, page, taken=sum(widths.values()))
    return tuple(Column(key, titles[key], widths[key]) for key in chosen)


def flat_columns(rows: Sequence[LedgerRow], options: LedgerOptions) -> tuple[Column, ...]:
    """The columns of a 平表, wide enough that rows seldom have to continue."""
    columns = []
    for key in _kept(FLAT_COLUMNS, rows, options):
        title = _title(key, rows, LedgerForm.FLAT, options)
        if key in _NARROW:
            width = _narrow_width(key, rows, title)
        else:
            width = _width_that_holds(_texts(key, rows), *_FLAT[key])
        columns.append(Column(key, title, width))
    return tuple(columns)


def _kept(
    wanted: Iterable[LedgerColumn], rows: Sequence[LedgerRow], options: LedgerOptions
) -> list[LedgerColumn]:
    stays = FILLED_BY_HAND if options.keep_empty else frozenset()
    return [
        key
        for key in wanted
        if key not in OPTIONAL_COLUMNS or key in stays or any(row.cells.get(key) for row in rows)
    ]


def _title(
    key: LedgerColumn, rows: Sequence[LedgerRow], form: LedgerForm, options: LedgerOptions
) -> str:
    return column_title(key, form, options, parted=any(row.is_parted for row in rows))


def _texts(key: LedgerColumn, rows: Iterable[LedgerRow]) -> list[str]:
    return [row.cells[key] for row in rows if row.cells.get(key)]


def _narrow_width(key: LedgerColumn, rows: Iterable[LedgerRow], title: str) -> float:
    least, most = _NARROW[key]
    units = [text_units(line) for text in _texts(key, rows) for line in text.split("\n")]
    wanted = max(width_for(max(units, default=0), BODY_SIZE), least)
    # A title may take two lines.
    return min(max(wanted, width_for(text_units(title) / 2, HEADER_SIZE)), most)


def _shared(
    keys: Sequence[LedgerColumn], rows: Sequence[LedgerRow], page: Page, *, taken: float
) -> dict[LedgerColumn, float]:
    """Widths that fill the page, each step given to the column that lowers the rows most."""
    room = page.units - taken
    widths = _least_widths(keys, room, page)
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    lengths = {key: [_lengths(key, row) for row in sample] for key in keys}
    weights = {key: _weights(lengths[key], widths[key]) for key in keys}
    wider = {key: _weights(lengths[key], widths[key] + _STEP) for key in keys}
    while sum(widths.values()) + _STEP <= room:
        open_keys = [key for key in keys if widths[key] < _SHARING[key][2]]
        if not open_keys:
            break
        grown = min(open_keys, key=lambda key: _height({**weights, key: wider[key]}.values()))
        widths[grown] += _STEP
        weights[grown] = wider[grown]
        wider[grown] = _weights(lengths[grown], widths[grown] + _STEP)
    return widths


def _least_widths(
    keys: Sequence[LedgerColumn], room: float, page: Page
) -> dict[LedgerColumn, float]:
    """Between the two leasts of each column, as far as `room` goes; some of it is left to share."""
    share = page.units / PAGES[Paper.A3].units
    least = {key: _SHARING[key][0] for key in keys}
    more = {key: max(0.0, _SHARING[key][1] * share - least[key]) for key in keys}
    part = min(1.0, max(0.0, _TO_LEASTS * (room - sum(least.values())) / sum(more.values())))
    return {key: int((least[key] + part * more[key]) / _STEP) * _STEP for key in keys}


def _lengths(key: LedgerColumn, row: LedgerRow) -> tuple[int, int]:
    """Signs and line breaks of a cell; an item that stands whole is shared by two."""
    if row.is_whole and key in (LedgerColumn.MEASURES, LedgerColumn.OUTCOMES):
        text = row.cells.get(LedgerColumn.WHOLE, "")
        return len(text) // 2, text.count("\n")
    text = row.cells.get(key, "")
    return len(text), text.count("\n")


def _weights(lengths: Sequence[tuple[int, int]], width: float) -> list[float]:
    """What each cell of a column so wide adds to the height of its row; the highest cell of a row counts most."""
    return [(signs * 2 / (width - 2) + breaks) ** _STEEP for signs, breaks in lengths]


def _height(columns: Iterable[Sequence[float]]) -> float:
    """About how many lines all rows take, by the weights of their cells."""
    rows = map(sum, zip(*columns, strict=True))
    height: float = sum([weight**_ROOT for weight in rows])
    return height


def _width_that_holds(texts: Sequence[str], least: float, most: float) -> float:
    """The least width at which every text fits one row, in steps of two; `most` where none does."""
    lines = lines_within(MAX_ROW_POINTS, BODY_SIZE)
    longest = sorted(texts, key=len)[-50:]

    def holds(width: float) -> bool:
        capacity = line_capacity(width, BODY_SIZE)
        return all(line_count(text, capacity) <= lines for text in longest)

    return _first_width(holds, least, most)


def _first_width(holds: Callable[[float], bool], least: float, most: float) -> float:
    width = least
    while width < most and not holds(width):
        width += 2
    return min(width, most)
