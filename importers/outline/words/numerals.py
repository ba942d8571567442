"""Chinese, Arabic, enclosed and other numerals to numbers."""

from __future__ import annotations

FORMAL = "壹贰叁肆伍陆柒捌玖拾"
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {
    **{sign: value for value, sign in enumerate(FORMAL[:9], 1)},
    "〇": 0,
    "两": 2,
    "○": 0,
}
_UNITS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
ORDINARY = "一二三四五六七八九十"  # what lists, dates and columns are numbered with
CHINESE = f"一二三四五六七八九十百零〇两{FORMAL}"

# Signs that stand for a number by themselves, in runs of rising value.
_RUNS = (
    ("①", 1, 20),
    ("⑴", 1, 20),
    ("⒈", 1, 20),
    ("❶", 1, 10),
    ("➀", 1, 10),
    ("㈠", 1, 10),
    ("㊀", 1, 10),
    ("Ⅰ", 1, 12),
    ("ⅰ", 1, 12),
)
SINGLE_SIGNS = {
    chr(ord(first) + step): low + step
    for first, low, high in _RUNS
    for step in range(high - low + 1)
}


# Signs that count by their place in a row.
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROWS = {sign: at for row in (LETTERS,) for at, sign in enumerate(row, 1)}


def chinese_number(words: str) -> int | None:
    """The value of a Chinese numeral up to 9,999, or None. Sample: "二十三" is 23."""
    if not words or any(sign not in _DIGITS and sign not in _UNITS for sign in words):
        return None
    if not any(sign in _UNITS for sign in words):
        return int("".join(str(_DIGITS[sign]) for sign in words))
    total, digit = 0, -1
    for sign in words:
        if sign in _UNITS:
            total += (1 if digit < 0 else digit) * _UNITS[sign]
            digit = -1
        else:
            digit = _DIGITS[sign]
    return total + max(digit, 0)


def number_of(words: str) -> int | None:
    """The value of a numeral in Arabic, Chinese or enclosed form, or of a letter, or None."""
    if words.isascii() and words.isdigit():
        return int(words)
    if words in SINGLE_SIGNS:
        return SINGLE_SIGNS[words]
    return _ROWS[words] if words in _ROWS else chinese_number(words)


def to_chinese(value: int) -> str:
    """A number from 1 to 99 in Chinese. Sample: 23 is "二十三"."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{CHINESE[tens - 1]}十"
    return head + ("" if ones == 0 else CHINESE[ones - 1])
