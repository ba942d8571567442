"""The values of cells as a spreadsheet displays them, as far as their number formats are common ones."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

# Words that a format prints as they are, and colours and conditions. Samples: '"元"', "[Red]", "\\年", "_)"
_LITERAL = re.compile(r'"[^"]{0,255}"|\\.|\[[^\]]{0,255}\]|_.|\*.')
# The digits behind the point of a format. Sample: "00" in "0.00%"
_DECIMALS = re.compile(r"[0#?]\.([0#?]+)")
# A number of days that a format shows. Sample: "d" in "yyyy/m/d"
_DAY = re.compile(r"d", re.IGNORECASE)
_LONGEST_NUMBER = 10  # significant digits that a cell without format shows


def displayed(value: Any, number_format: str) -> str:
    """`value`, as openpyxl gives it, in the way its cell shows it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return _date(value, number_format)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _date(value: date, number_format: str) -> str:
    plain = _LITERAL.sub("", number_format)
    has_day = bool(_DAY.search(plain)) or plain.strip("@ ;").lower() in ("", "general")
    if "年" in number_format:
        words = f"{value.year}年{value.month}月" + (f"{value.day}日" if has_day else "")
    elif has_day:
        words = f"{value.year:04}-{value.month:02}-{value.day:02}"
    else:
        words = f"{value.year}年{value.month}月"
    if isinstance(value, datetime) and (value.hour or value.minute):
        words += f" {value.hour:02}:{value.minute:02}"
    return words


def _number(value: float, number_format: str) -> str:
    if not isfinite(value):
        return str(value)
    section = number_format.partition(";")[0]
    plain = _LITERAL.sub("", section)
    found = _DECIMALS.search(plain)
    decimals = len(found[1]) if found else 0
    grouping = "," if "#,#" in plain or "0,0" in plain else ""
    if "%" in plain:
        return f"{value * 100:{grouping}.{decimals}f}%"
    if "0" in plain and "E" not in plain.upper():
        return f"{value:{grouping}.{decimals}f}"
    if isinstance(value, int) or (value.is_integer() and abs(value) < 10**11):
        return str(int(value))
    return f"{value:.{_LONGEST_NUMBER}g}"
