"""Text to mentions: documents, dates, sums and numbers of people that it names, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.outline.text.flow import Flow
from importers.outline.words.dates import dates_in
from models.facts import Mention, MentionType
from models.source import own_words

# Titles may hold titles. Samples: "《党组会议议事规则》", "《关于印发〈办法〉的通知》", "《贯彻《条例》的意见》"
_DOCUMENT = re.compile(r"《(?:[^《》\n]|《[^《》\n]{0,120}》){2,120}》")
# The number of a document, where a sign shows where it begins. Samples: "(青水党〔2025〕3号)", "》滨财预[2025]12号"
_NUMBER = re.compile(r"(?<=[(》“\n])[一-鿿]{1,8}[〔\[(](?:19|20)\d\d[〕\])]第?\d{1,4}号")
# Samples: "1260万元", "51062.24元", "1.84亿元"
_MONEY = re.compile(
    r"(?<![\d.])(?P<n>\d+(?:,\d{3}){0,6}(?:\.\d+)?)(?:余|多)?(?P<unit>亿|万|千|百)?元"
)
# Samples: "约谈21人", "23人次", "16名"; not the last two digits of a longer number
_PEOPLE = re.compile(r"(?<![\d.])(?P<n>\d+)(?:余|多)?(?:人次|名|人)(?![均大民])")
_UNITS = {"亿": 100_000_000, "万": 10_000, "千": 1_000, "百": 100, None: 1}

_Place = tuple[int, int, MentionType, str]


def find_mentions(flow: Flow) -> tuple[Mention, ...]:
    """All mentions in the order of the text; dates with a year and without damage only."""
    places = sorted(
        [*_documents(flow), *_numbers(flow), *_dates(flow), *_money(flow), *_people(flow)]
    )
    spans = ((flow.span(start, end), kind, value) for start, end, kind, value in places)
    return tuple(Mention(kind, value, span) for span, kind, value in spans if span is not None)


def _documents(flow: Flow) -> Iterator[_Place]:
    for match in _DOCUMENT.finditer(flow.text):
        span = flow.span(*match.span())
        if span is not None:
            title = own_words(flow.source, (span,)).removeprefix("《").removesuffix("》")
            yield *match.span(), MentionType.DOCUMENT, title


def _numbers(flow: Flow) -> Iterator[_Place]:
    for match in _NUMBER.finditer(flow.text):
        yield *match.span(), MentionType.DOCUMENT_NUMBER, match[0]


def _dates(flow: Flow) -> Iterator[_Place]:
    for found in dates_in(flow.text):
        if not found.damaged:
            yield found.start, found.end, MentionType.DATE, str(found.date)


def _money(flow: Flow) -> Iterator[_Place]:
    for match in _MONEY.finditer(flow.text):
        yuan = round(float(match["n"].replace(",", "")) * _UNITS[match["unit"]], 2)
        yield *match.span(), MentionType.MONEY, f"{yuan:.2f}".rstrip("0").rstrip(".")


def _people(flow: Flow) -> Iterator[_Place]:
    for match in _PEOPLE.finditer(flow.text):
        yield *match.span(), MentionType.PEOPLE, match["n"]
