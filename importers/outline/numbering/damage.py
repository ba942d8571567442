"""Marks and dates to 缺字错漏: places where characters were lost, with the reading proposed for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.outline.text.flow import Flow
from importers.outline.words.dates import dates_in, run_candidates, short_runs
from importers.outline.words.forms import Form
from importers.outline.words.marks import Mark
from models.facts import Damage
from models.taken import Taken
from models.values import PartialDate

# The words behind a damaged number that show what was lost. Samples: "4月份", "419-20日"
_CONTEXT = re.compile(r"\d{1,9}(?:-\d{1,3})?(?:年|月|日)?(?:份)?|[一-鿿]{0,4}")
# Before a plain day of a month that was named. Samples: "至28日", "每月15日"
_PLAIN_DAY = re.compile(r"[至到—\-~、和与及月]$|每$|当$|本$")
_SURE, _LIKELY, _DOUBTFUL = 0.9, 0.7, 0.5


def find_damage(flow: Flow, marks: Sequence[Mark]) -> tuple[Damage, ...]:
    """Damaged enumerators and dates, in order."""
    found = [*_mark_damage(flow, marks)]
    taken = Taken(0, len(flow.text))
    for start, end, *_ in found:
        taken.add(start, end)
    for place in (*_date_damage(flow), *_day_damage(flow)):
        if not taken.holds(*place[:2]):
            found.append(place)
            taken.add(*place[:2])
    damage: list[Damage] = []
    for start, end, reading, candidates, confidence in sorted(found):
        span = flow.span(start, end)
        if span is not None:
            damage.append(
                Damage(len(damage) + 1, span, span.of(flow.source), reading, candidates, confidence)
            )
    return tuple(damage)


_Place = tuple[int, int, str, tuple[str, ...], float]


def _mark_damage(flow: Flow, marks: Sequence[Mark]) -> Iterator[_Place]:
    for mark in marks:
        if not mark.damaged or mark.number is None:
            continue
        context = _CONTEXT.match(flow.text, mark.end)
        shown = mark.form is Form.ARABIC_PAREN or mark.start == mark.end
        words = context[0] if context and shown else ""
        bracketed = flow.text[mark.start] == "(" or flow.text[mark.end - 1] == ")"
        yield (
            mark.start,
            mark.end + len(words),
            mark.number + _mended(words),
            (),
            _SURE if bracketed else _LIKELY,
        )


def _mended(words: str) -> str:
    """The words behind a number with the 月 that they lost, where only one reading is possible."""
    whole = next(dates_in(words), None)
    if whole is not None and whole.damaged and len(whole.candidates) == 1:
        return _written(whole.date)
    run = re.fullmatch(r"(\d{2,4})(-\d{1,2})?日", words)
    if not run:
        return words
    options = run_candidates(run[1], 2000)
    return _day_words(options[0]) + f"{run[2] or ''}日" if len(options) == 1 else words


def _day_words(date: PartialDate) -> str:
    return f"{date.month}月{date.day}"


def _date_damage(flow: Flow) -> Iterator[_Place]:
    for date in dates_in(flow.text):
        if date.damaged:
            names = tuple(_written(option) for option in date.candidates)
            confidence = _SURE if len(names) == 1 else _DOUBTFUL
            yield date.start, date.end, names[0], names if len(names) > 1 else (), confidence


def _written(date: PartialDate) -> str:
    day = f"{date.day}日" if date.day is not None else ""
    return f"{date.year}年{date.month}月{day}"


def _day_damage(flow: Flow) -> Iterator[_Place]:
    """Month and day run together; those that may also be a plain day only where others show the fault."""
    runs = list(short_runs(flow.text))
    sure = sum(int(digits) > 31 for _, _, digits in runs)
    for start, end, digits in runs:
        plain = int(digits) <= 31
        if plain and (sure < 2 or _PLAIN_DAY.search(flow.text, max(0, start - 1), start)):
            continue
        options = run_candidates(digits, 2000)
        names = tuple(f"{_day_words(option)}日" for option in options)
        confidence = _DOUBTFUL if plain or len(names) > 1 else _SURE
        yield start, end, names[0], names if len(names) > 1 else (), confidence
