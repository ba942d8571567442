"""How much room words take in a workbook: lines, heights, and where a text is cut that is too long for a row.

Neither Excel nor openpyxl grows a row that holds a merged cell, and none grows past 409 pt, so every height is
computed here. Widths are Excel's: multiples of a digit of the workbook's body font.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache

MAX_ROW_POINTS = 409.0  # Excel's limit is 409.5
MAX_CELL_CHARACTERS = 32_767

# Height of a line by the size of its type, room at top and bottom, and the slack for WPS and substituted fonts.
LINE_FACTOR = 1.35
PADDING_POINTS = 4.0
SLACK = 1.1

_BODY_SIZE = 11.0  # of the Normal style, in whose digits widths are counted
_PIXEL = 0.75

# First a run that may be parted anywhere (its last sign may hold on to what follows), then a blank,
# and what is never parted at the end of a line. Sample: "学习贯彻落", "《通", "2025", "实。”"
_TOKEN = re.compile(
    r"(?P<run>[\u4e00-\u9fff]+(?=[\u4e00-\u9fff]))|[ \u3000]|[“‘（《〈【「『〔(\[]*"
    r"(?:[!#-'*-:<-Z^-~]+|.)?"
    r"[，。、；：？！”’）》〉】」』〕,;:?!.)\]%…]*"
)
_SENTENCE_END = re.compile(r"[。；！？;!?]+[”’）》」』)]*")
_CLAUSE_END = re.compile(r"[，、：,:]+[”’）》」』)]*")
# A number or Latin word that runs up to where a text would be cut. Sample: "2025" of "计划于2025|年"
_NUMBER_END = re.compile(r"[0-9A-Za-z]+\Z")
_CLOSING = frozenset("，。、；：？！”’）》〉】」』〕,;:?!.)]")
_WIDEST = 2.0  # units of the widest sign
_WIDE_LATIN = frozenset("ABCDEFGHKLMNOPQRSTUVWXYZmw@%&")


@cache
def _sign_units(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in "WFA":
        return _WIDEST
    return 1.5 if sign in _WIDE_LATIN else 1.0


def text_units(text: str) -> float:
    """The width of `text` in half-width signs; capitals count more, since substituted fonts are proportional."""
    return sum(map(_sign_units, text))


def line_capacity(width: float, size: float) -> int:
    """How many half-width signs of type `size` fit on a line of a cell `width` wide; even, at least 2."""
    return max(2, int((width - 1) * _BODY_SIZE / size) // 2 * 2)


def width_for(units: float, size: float) -> float:
    """The least width, in steps of a half, at which `units` half-width signs fit on one line."""
    even = math.ceil(units / 2) * 2
    return math.ceil((even * size / _BODY_SIZE + 1) * 2) / 2


def line_count(text: str, capacity: int) -> int:
    """How many lines `text` takes where no line begins with closing or ends with opening punctuation."""
    return sum(_lines_of(line, capacity) for line in text.split("\n"))


def _lines_of(text: str, capacity: int) -> int:
    """How many lines a text without line breaks takes."""
    if len(text) * _WIDEST <= capacity:
        return 1
    line, used = 1, 0.0
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup == "run":
            more, used = _lay_run(len(token), used, capacity)
        else:
            more, used = _lay_token(token, used, capacity)
        line += more
    return line


def _lay_run(signs: int, used: float, capacity: int) -> tuple[int, float]:
    """How many lines are begun by so many wide signs that may be parted, and what the last one holds then."""
    on_a_line = capacity // 2
    beyond = signs - int(capacity - used) // 2
    if beyond <= 0:
        return 0, used + signs * 2
    begun = math.ceil(beyond / on_a_line)
    return begun, (beyond - (begun - 1) * on_a_line) * 2


def _lay_token(token: str, used: float, capacity: int) -> tuple[int, float]:
    units = text_units(token)
    if used + units <= capacity:
        return 0, used + units
    if token.isspace():  # hangs over the end of its line
        return 0, capacity
    if units <= capacity:
        return 1, units
    # Longer than a line: begins a line of its own and is broken wherever that ends.
    more = math.ceil(units / (capacity - 1)) - 1
    return more + (used > 0), units - more * (capacity - 1)


def height_of(lines: int, size: float) -> float:
    """The height of a row that shows `lines` of type `size`, in points, rounded up to whole pixels."""
    points = (lines * size * LINE_FACTOR + PADDING_POINTS) * SLACK
    return math.ceil(points / _PIXEL) * _PIXEL


def text_height(text: str, *, width: float, size: float) -> float:
    """The height at which all of `text` is seen in a cell `width` wide."""
    return height_of(line_count(text, line_capacity(width, size)), size)


def lines_within(points: float, size: float) -> int:
    """How many lines of type `size` a row of that height shows; at least one."""
    lines = math.floor((points / SLACK - PADDING_POINTS) / (size * LINE_FACTOR))
    return max(1, lines if height_of(lines, size) <= points else lines - 1)


def cut_to_fit(text: str, *, capacity: int, lines: int) -> tuple[str, ...]:
    """`text` in pieces of at most `lines` lines each, cut after a line, else a sentence, else a clause.

    Nothing is lost: the pieces joined give `text`, but for the line breaks at which it was cut.
    """
    pieces: list[str] = []
    rest = text
    reach = min(lines * (capacity + 1), MAX_CELL_CHARACTERS)
    while len(rest) > reach or line_count(rest, capacity) > lines:
        rest = rest.lstrip("\n")
        if line_count(rest, capacity) <= lines and len(rest) <= reach:
            break
        end = _fitting(rest, capacity=capacity, lines=lines, reach=min(reach, len(rest)))
        cut = _boundary(rest, end)
        pieces.append(rest[:cut].rstrip("\n"))
        rest = rest[cut:]
    return (*pieces, rest)


def _fitting(text: str, *, capacity: int, lines: int, reach: int) -> int:
    low, high = 1, reach
    while low < high:
        middle = (low + high + 1) // 2
        if line_count(text[:middle], capacity) <= lines:
            low = middle
        else:
            high = middle - 1
    return low


def _boundary(text: str, end: int) -> int:
    if text[end : end + 1] == "\n":
        return end + 1
    least = end // 2
    line_end = text.rfind("\n", least, end)
    if line_end > 0:
        return line_end + 1
    for pattern in (_SENTENCE_END, _CLAUSE_END):
        ends = [match.end() for match in pattern.finditer(text, least, end)]
        ends = [found for found in ends if text[found] not in _CLOSING]
        if ends:
            return ends[-1]
    inside = _NUMBER_END.search(text, 0, end)
    if inside and inside.start() > least and text[end].isascii() and text[end].isalnum():
        return inside.start()
    return end
