"""A laid-out notice to the facts it has once: title, unit, inspection, dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from importers.cues import any_word, group
from importers.outline.facts.inspection_dates import Dated, DateTeller
from importers.outline.facts.metadata import find_metadata
from importers.outline.facts.publication import find_publication
from importers.outline.facts.titles import Printed, Titled, find_title
from importers.outline.facts.units import told_unit
from importers.outline.text.flow import Flow
from importers.outline.text.layout import Layout
from importers.outline.words.numerals import CHINESE
from models.facts import Fact, FactName
from models.source import Span
from models.values import PartialDate

_HEAD = 4000  # signs of the flow in which the inspection is told
_SENTENCE = re.compile(r"[^。\n]*[。\n]?")
# Sample: "二届区委第六轮巡察"
_ROUND = re.compile(
    rf"(?:第?[{CHINESE}\d]{{1,4}}届[一-鿿]{{0,4}}?)?第[{CHINESE}\d]{{1,3}}轮(?:常规|专项)?(?:巡察|巡视)?"
)

# A team that looks back. Sample: "县委巡察“回头看”第一组"
_LOOK_BACK = "(?:“?回头看”?)?"

# The offices of the national auditors. Samples: "审计署驻青州特派员办事处", "审计署驻青州特派办"
_AUDITORS = "驻[一-鿿]{1,8}?特派(?:员办事处|办)"

# The number of a team. Samples: "市委第六巡察组", "县委巡察二组"
_NUMBERED = re.compile(rf"第[{CHINESE}\d]|[{CHINESE}\d]组$")


class FactReader:
    """Reads the facts of one document."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._flow: Flow = layout.flow
        self._head = self._flow.text[:_HEAD]
        self._telling = [
            sentence.span()
            for sentence in _SENTENCE.finditer(self._head)
            if _level_pattern().search(sentence[0]) or _team_pattern().search(sentence[0])
        ]

    def facts(self) -> tuple[Fact, ...]:
        """All facts that were found, in the order of their names."""
        found = dict(self._found())
        published = found.get(FactName.PUBLISHED)
        settled = [_before(fact, published) for fact in found.values()]
        order = list(FactName)
        return tuple(sorted(settled, key=lambda fact: order.index(fact.name)))

    def _found(self) -> Iterator[tuple[FactName, Fact]]:
        title = find_title(self._layout)
        if title.title is not None:
            yield FactName.TITLE, _words_fact(FactName.TITLE, title.title)
        metadata = find_metadata(self._layout)
        unit = self._unit(title, metadata.get(FactName.PUBLISHER))
        if unit is not None:
            yield FactName.UNIT, unit
        yield from metadata.items()
        published = find_publication(self._layout, metadata.get(FactName.WRITTEN))
        if published is not None:
            yield FactName.PUBLISHED, published
        teller = DateTeller(self._head, published.value if published else None)
        days = teller.inspection()
        yield from self._inspection(days[0].start if days else None)
        yield from self._told_dates(teller, days)

    def _unit(self, title: Titled, publisher: Fact | None) -> Fact | None:
        if title.unit is not None:
            return _words_fact(FactName.UNIT, title.unit)
        return told_unit(self._layout, publisher)

    # Inspection

    def _inspection(self, place: int | None) -> Iterator[tuple[FactName, Fact]]:
        """What is told of the inspection; the sentence at `place`, that of its days, goes before others."""
        team = self._team(place)
        if team is not None:
            yield FactName.INSPECTION_TEAM, self._printed(FactName.INSPECTION_TEAM, team)
        for name, told in (
            (FactName.INSPECTION_LEVEL, self._level(place)),
            (FactName.INSPECTION_TYPE, self._told(_type_pattern(), place)),
            (FactName.ROUND, self._told(_ROUND, None)),
        ):
            if told is not None:
                yield name, self._printed(name, told)

    def _level(self, place: int | None) -> re.Match[str] | None:
        """The level of the inspection team, where one is named, in the full words of an earlier place."""
        own, first = (self._told(_team_pattern(), at) for at in (place, None))
        if own is None or first is None:
            return self._told(_level_pattern(), None)
        return first if first["level"].endswith(own["level"]) else own

    def _team(self, place: int | None) -> re.Match[str] | None:
        """The first team that is named by its number, else the first one; a title often leaves the number out."""
        told = self._in_order(_team_pattern(), place)
        return next((team for team in told if _NUMBERED.search(team[0])), told[0] if told else None)

    def _told(self, wanted: re.Pattern[str], place: int | None) -> re.Match[str] | None:
        """The first words of this kind in the title or in a sentence that names the inspection."""
        return next(iter(self._in_order(wanted, place)), None)

    def _in_order(self, wanted: re.Pattern[str], place: int | None) -> list[re.Match[str]]:
        """All words of this kind; those in the sentence at `place` first."""
        told = list(self._all_told(wanted))
        if place is None:
            return told
        signs = ("。", "\n")
        begin = max(self._head.rfind(sign, 0, place) for sign in signs)
        end = min(
            (at for sign in signs if (at := self._head.find(sign, place)) >= 0),
            default=len(self._head),
        )
        return sorted(told, key=lambda match: not begin < match.start() < end)

    def _all_told(self, wanted: re.Pattern[str]) -> Iterator[re.Match[str]]:
        for start, end in self._telling:
            yield from wanted.finditer(self._head, start, end)

    def _printed(self, name: FactName, found: re.Match[str]) -> Fact:
        part: str | int = "level" if name is FactName.INSPECTION_LEVEL else 0
        span = self._flow.span(found.start(part), found.end(part))
        return Fact(name, found[part], span.of(self._flow.source) if span else None, span)

    # Dates

    def _told_dates(
        self, teller: DateTeller, days: tuple[Dated, Dated] | None
    ) -> Iterator[tuple[FactName, Fact]]:
        start, end = days or (None, None)
        for name, date in (
            (FactName.INSPECTION_START, start),
            (FactName.INSPECTION_END, end),
            (FactName.FEEDBACK_DATE, teller.feedback()),
            (FactName.AS_OF, teller.as_of()),
        ):
            if date is not None:
                yield name, self._date_fact(name, date)

    def _date_fact(self, name: FactName, date: Dated) -> Fact:
        span = self._flow.span(date.start, date.end)
        printed = span.of(self._flow.source) if span else None
        return _dated_fact(name, date.candidates, printed, span)


def _words_fact(name: FactName, printed: Printed) -> Fact:
    return Fact(name, printed.value, printed.printed, printed.span)


def _dated_fact(
    name: FactName, dates: tuple[PartialDate, ...], printed: str | None, span: Span | None
) -> Fact:
    names = tuple(str(date) for date in dates)
    return Fact(
        name, names[0] if len(names) == 1 else None, printed, span, names if len(names) > 1 else ()
    )


def _before(fact: Fact, published: Fact | None) -> Fact:
    """A doubtful date of something that lies before the publication is the one candidate that does."""
    if (
        fact.value is not None
        or not fact.candidates
        or published is None
        or published.value is None
    ):
        return fact
    left = [date for date in fact.candidates if date <= published.value]
    value = left[0] if len(left) == 1 else None
    return Fact(fact.name, value, fact.printed, fact.span, fact.candidates)


# Patterns


@cache
def _levels() -> str:
    """The source of a pattern for whose inspection it is: a known level, or any body's party committee."""
    behind = (r"[,。;:\n]", *map(re.escape, group("facts", "level_behind")), "^")
    bounds = "|".join(f"(?<={sign})" for sign in behind)
    number = rf"第?[{CHINESE}\d]{{0,2}}"
    team = rf"{number}(?:{_any('team_kind')}?(?:巡察|巡视){number}组|轮|统一|部署)"
    party = rf"(?!{_any('no_level')})[一-鿿]{{1,20}}?{_any('level_party')}"
    return rf"(?:(?:{bounds}){party}(?={team})|{_any('level')})"


@cache
def _team_pattern() -> re.Pattern[str]:
    # Samples: "区委第三巡察组", "中央第七巡视组", "县委巡察二组", "县委提级巡察第一组",
    # "市国资委党委第二巡察组", "中央第七生态环境保护督察组"
    before, behind = rf"第?[{CHINESE}\d]{{0,3}}", rf"(?:第?[{CHINESE}\d]{{1,3}})?"
    kind = rf"{_any('team_kind')}?{_any('inspection')}"
    team = rf"(?:{before}{kind}{_LOOK_BACK}{behind}组|{_AUDITORS})"
    return re.compile(rf"(?P<level>{_levels()}|审计署(?=驻)){team}", re.MULTILINE)


@cache
def _type_pattern() -> re.Pattern[str]:
    # The kind of an inspection, not what else was inspected. Samples: "常规巡察"; not "延伸巡察了3个社区"
    return re.compile(rf"{_any('type')}(?![了至到\d])")


@cache
def _level_pattern() -> re.Pattern[str]:
    # The level before team, round, inspection or plan. Samples: "区委第三巡察组", "根据市委统一部署", "县委巡察"
    numbered = rf"第?[{CHINESE}\d]{{1,3}}(?:轮|巡|专项)"
    planned = r"(?:统一)?(?:部署|安排)|(?:专项|常规)?(?:巡察|巡视)|关于巡察|工作部署"
    done = r"对[一-鿿]{2,24}?(?:开展|进行)[^。,\n]{0,20}?(?:巡察|巡视)"
    return re.compile(rf"(?P<level>{_levels()})的?(?:{numbered}|{planned}|{done})", re.MULTILINE)


def _any(name: str) -> str:
    return any_word("facts", name)
