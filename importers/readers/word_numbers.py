"""The numbers of Word's lists as Word prints them: a value and the name of a number format to characters."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# Beyond this value every format is printed in Arabic digits, as Word does with what it cannot write.
_LARGEST = 32_767
_LARGEST_LETTERS = 780  # 30 times the alphabet
_LARGEST_ROMAN = 3_999

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PLAIN = "〇一二三四五六七八九"
_WITH_ZERO = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

# Number formats that are no number at all: a sign before the paragraph, or nothing.
BULLET = "bullet"
NONE = "none"


def word_number(value: int, number_format: str) -> str:
    """`value` in a format of Word (`w:numFmt`); Arabic digits where the format is unknown or has no such number."""
    if number_format in (NONE, BULLET):
        return ""
    write = _FORMATS.get(number_format)
    if write is None or not 0 < value <= _LARGEST:
        return str(value)
    return write(value) or str(value)


def _zero(value: int) -> str:
    return f"{value:02d}"


def _full_width(value: int) -> str:
    return str(value).translate(_FULL_WIDTH)


def _in_dash(value: int) -> str:
    return f"- {value} -"


def _lower_letter(value: int) -> str:
    # Word goes on with AA, BB, CC, not with AA, AB, AC.
    rounds, at = divmod(value - 1, len(_LETTERS))
    return _LETTERS[at] * (rounds + 1) if value <= _LARGEST_LETTERS else ""


def _upper_letter(value: int) -> str:
    return _lower_letter(value).upper()


def _lower_roman(value: int) -> str:
    if value > _LARGEST_ROMAN:
        return ""
    written = []
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        written.append(sign * count)
    return "".join(written)


def _upper_roman(value: int) -> str:
    return _lower_roman(value).upper()


def _hex(value: int) -> str:
    return f"{value:X}"


def _ordinal(value: int) -> str:
    teens = value % 100 in (11, 12, 13)
    return f"{value}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def _signs_from(first: str, count: int) -> Callable[[int], str]:
    start = ord(first) - 1
    return lambda value: chr(start + value) if value <= count else ""


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if value <= len(signs) else ""


def _cycle(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12] if value <= 60 else ""


def _digits(signs: str) -> Callable[[int], str]:
    return lambda value: "".join(signs[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    """Tens as people say them, from a hundred on digit by digit: 十, 二十一, 九十九, 一〇〇."""
    if value > 99:
        return _digits(_PLAIN)(value)
    tens, ones = divmod(value, 10)
    return (
        (_PLAIN[tens] if tens > 1 else "") + ("十" if tens else "") + (_PLAIN[ones] if ones else "")
    )


def _thousands(signs: str, units: str, *, one_ten: bool) -> Callable[[int], str]:
    """As people say them: 十二, 一百零二, 一千二百; `one_ten` writes 一十二."""

    def write(value: int) -> str:
        high, low = divmod(value, 10_000)
        words = below(high) + units[3] if high else ""
        if high and 0 < low < 1000:
            words += signs[0]
        words += below(low)
        return words if one_ten or not 10 <= value < 20 else words.removeprefix(signs[1])

    def below(value: int) -> str:
        words = ""
        for at, digit in enumerate(f"{value:04d}"):
            if digit != "0":
                words += signs[0] if words and not _ends_in(words, units, at) else ""
                words += signs[int(digit)] + ("", units[0], units[1], units[2])[3 - at]
        return words

    return write


def _ends_in(words: str, units: str, at: int) -> bool:
    """Whether the digit before position `at` of a group of four was written, so that no zero stands between."""
    return words[-1] == units[3 - at]


def _japanese(signs: str, units: str) -> Callable[[int], str]:
    """百二, not 一百零二."""

    def write(value: int) -> str:
        words = ""
        for worth, unit in ((10_000, units[3]), (1000, units[2]), (100, units[1]), (10, units[0])):
            count, value = divmod(value, worth)
            words += (
                ((signs[count] if count > 1 or worth == 10_000 else "") + unit) if count else ""
            )
        return words + (signs[value] if value else "")

    return write


_THOUSANDS = _thousands(_WITH_ZERO, "十百千万", one_ten=False)

_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": _zero,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _signs_from("①", 20),
    "decimalEnclosedCircleChinese": _signs_from("①", 20),
    "decimalEnclosedFullstop": _signs_from("⒈", 20),
    "decimalEnclosedParen": _signs_from("⑴", 20),
    "numberInDash": _in_dash,
    "lowerLetter": _lower_letter,
    "upperLetter": _upper_letter,
    "lowerRoman": _lower_roman,
    "upperRoman": _upper_roman,
    "hex": _hex,
    "ordinal": _ordinal,
    "ideographDigital": _digits(_PLAIN),
    "japaneseDigitalTenThousand": _digits(_PLAIN),
    "taiwaneseDigital": _digits(_PLAIN),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": _THOUSANDS,
    "taiwaneseCountingThousand": _THOUSANDS,
    "japaneseCounting": _japanese(_PLAIN, "十百千万"),
    "chineseLegalSimplified": _thousands(_LEGAL, "拾佰仟万", one_ten=True),
    "ideographLegalTraditional": _thousands(_LEGAL_TRADITIONAL, "拾佰仟萬", one_ten=True),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "ideographEnclosedCircle": _signs_from("㊀", 10),
}
