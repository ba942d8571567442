"""The ways to write a number, and where official writing uses each: all that is known of a form but how to see it.

How it is seen is in `marks`.
"""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """How a mark is written; the value is only a name."""

    CHINESE_COMMA = "一、"
    FORMAL = "壹、"
    CHINESE_PAREN = "（一）"
    ARABIC_DOT = "1."
    ARABIC_COMMA = "1、"
    ARABIC_PAREN = "（1）"
    ARABIC_RIGHT = "1）"
    ARABIC_BRACKET = "[1]"
    ARABIC_BARE = "1"
    SINGLE = "①"
    SHI = "一是"
    YAO = "一要"
    PART = "第一部分"
    ORDINAL = "第一，"
    AMONG = "其一，"
    COUNTED = "问题1："
    MEASURE = "措施1："
    COMPOUND = "1-1"
    DEEP_COMPOUND = "1-1-1"
    LETTER = "A."
    LEAD = "针对"
    FIELD = "存在问题："
    PLAIN = ""


# The order in which official writing nests its marks; later ones stand lower, those that are not named lowest.
_CUSTOM = (
    Form.PART,
    Form.FORMAL,
    Form.CHINESE_COMMA,
    Form.ORDINAL,
    Form.CHINESE_PAREN,
    Form.ARABIC_DOT,
    Form.ARABIC_COMMA,
    Form.COUNTED,
    Form.LEAD,
    Form.FIELD,
    Form.ARABIC_PAREN,
    Form.ARABIC_RIGHT,
    Form.SHI,
    Form.SINGLE,
    Form.COMPOUND,
    Form.DEEP_COMPOUND,
)
# Forms that number chapters and aspects, in the order in which chapters are looked for.
TOP_FORMS = (Form.PART, Form.FORMAL, Form.CHINESE_COMMA, Form.CHINESE_PAREN, Form.ORDINAL)
# Forms of lists inside a paragraph that are looked for where their number is lost: what is left of them is no other sign.
LIST_FORMS = frozenset(
    {
        Form.SHI,
        Form.YAO,
        Form.ARABIC_PAREN,
        Form.ARABIC_RIGHT,
        Form.CHINESE_PAREN,
        Form.SINGLE,
        Form.ORDINAL,
        Form.AMONG,
        Form.ARABIC_DOT,
        Form.ARABIC_COMMA,
    }
)
# Forms that other words have too; inside a paragraph they count behind the end of a sentence only. Samples: "二、三", "2、"
COMMON_FORMS = frozenset({Form.FORMAL, Form.CHINESE_COMMA, Form.ARABIC_COMMA, Form.PART})
# Numbers that hold those of the levels above, so that they begin anew with each of these.
COMPOUNDS = frozenset({Form.COMPOUND, Form.DEEP_COMPOUND})
# Headings that are known by their words; there is no number to count on.
UNNUMBERED = frozenset({Form.LEAD, Form.FIELD})


def nesting(form: Form) -> int:
    """How deep official writing nests a form by custom; 0 is the top."""
    if form is Form.PLAIN:
        return -1
    return _CUSTOM.index(form) if form in _CUSTOM else len(_CUSTOM)
