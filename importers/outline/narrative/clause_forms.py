"""What a clause has beside its words: dates, counts, limits, titles; and whether it is a date and nothing else."""

from __future__ import annotations

import re
from functools import cache

from importers.cues import any_word

_LONGEST_DATE = 24
_SPOKEN = "一两二三四五六七八九十"
_BIG = "千万亿"

# Parts of a date. Samples: "2024年", "20231120日", "3月底", "至6月"
_YEAR = r"(?:(?:19|20)\d\d年?)?(?:度)?"
_MONTH = r"(?:\d{1,2}月)?(?:份|底|初|中下旬|中旬|上旬|下旬|以来)?"
_DAY = r"(?:\d{1,4}日)?"
_UNTIL = r"(?:[至到\-]\d{0,2}月?\d{0,4}日?)?"
# Samples: "3月15日,", "2024年1月至6月,", "20231120日,"
_ONLY_DATE = re.compile(rf"{_YEAR}{_MONTH}{_DAY}{_UNTIL}(?:上午|下午)?,?")


def is_only_date(words: str) -> bool:
    """Whether a clause is only a date. Sample: "2024年3月15日,"."""
    return len(words) <= _LONGEST_DATE and _ONLY_DATE.fullmatch(words) is not None


@cache
def form_signals() -> dict[str, re.Pattern[str]]:
    """The signals that are forms, not words; each has its weight in the table `narrative`."""
    return {name: re.compile(source) for name, source in _sources().items()}


def _sources() -> dict[str, str]:
    amount = rf"\d[{_BIG}余多]{{0,4}}"
    return {
        # "3月15日", "6月底", "20231120日"
        "day": r"\d{1,2}月(?:\d{1,2}日|份|底|初|中旬|上旬|下旬)?|\d{2,4}日",
        # "2024年"
        "year": r"(?:19|20)\d\d年(?!\d{1,2}月)",
        # "46.2万元", "12户", "85%", "90余人"
        "count": (
            rf"\d[余多]?[{_BIG}]{{0,3}}[余多]?(?:%|[A-Za-z㎡]|(?!{_any('no_count')})[一-鿿])"
            r"|\d[余多]?[期条](?!\w{0,9}规定)"
        ),
        # "三次", "两批"
        "spelt": rf"[{_SPOKEN}]{_any('spelt_unit')}",
        # "不少于16学时", "5000元以上", "每两年"
        "threshold": (
            rf"(?:{_any('at_least')}|每[一-鿿]{{0,3}})[{_SPOKEN}\d]"
            rf"|(?:\d|[{_SPOKEN}百千万])[一-鿿%]{{0,3}}{_any('or_more')}(?!的?(?:[一-鿿]{{1,4}})?\d)"
        ),
        # "《……通知》"
        "document": r"《[^》]{2,60}》",
        # "52个项目……38.4万元"
        "figures": rf"{amount}[一-鿿%].{{0,80}}{amount}(?![年月日号])[一-鿿%]",
        # "对不达标的,"
        "condition": r"(?<!目)的,\Z",
        # "召开了"
        "perfect": r"[一-鿿](?<![为除])了(?![解如])",
    }


def _any(name: str) -> str:
    return any_word("clauses", name)
