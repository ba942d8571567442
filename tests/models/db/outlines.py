"""Random outlines, with every type of record, and files that hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from models.annotation import Annotation, Opinion, Review, Waiver
from models.edits import Edit
from models.facts import Claim, ClaimSubject, Damage, Fact, FactName, Mention, MentionType, Section
from models.ids import NodeId, new_id
from models.library import ReadFile
from models.node import ALLOWED_PARENTS, Link, Node, NodeKind
from models.notice import Reading, spaced_rank
from models.outline import Outline, Record
from models.source import (
    Cell,
    Clutter,
    Evidence,
    HeadingMark,
    RoleSpan,
    SourceText,
    Span,
    SpanRole,
)
from models.values import LimitClass, NoticeKind, PartialDate, Stage, Status

LENGTH = 400

# Everything a field may hold, but for lone surrogates: NUL, right-to-left signs, signs beyond the BMP.
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
maybe_words = st.none() | words
confidences = st.floats(0, 1)
spans = st.builds(
    lambda start, length: Span(start, min(LENGTH, start + length)),
    st.integers(0, LENGTH - 1),
    st.integers(1, 30),
)
dates = st.builds(PartialDate, st.integers(1900, 2199)) | st.builds(
    PartialDate, st.integers(1900, 2199), st.integers(1, 12), st.none() | st.integers(1, 28)
)
candidates = st.lists(words, max_size=3).map(tuple)

_fields = st.fixed_dictionaries(
    {
        "number": maybe_words,
        "number_printed": maybe_words,
        "wording": maybe_words,
        "status": st.sampled_from(Status),
        "status_quote": maybe_words,
        "limit_class": st.none() | st.sampled_from(LimitClass),
        "deadline": st.none() | dates,
        "deadline_quote": maybe_words,
        "lead_person": maybe_words,
        "lead_office": maybe_words,
        "person": maybe_words,
        "confidence": confidences,
        "page": st.none() | st.integers(1, 999),
        "item_no": maybe_words,
        "touched": st.frozensets(st.sampled_from(["status", "wording", "deadline"])),
    }
)


@st.composite
def node_trees(draw: st.DrawFn, most: int = 12) -> tuple[Node, ...]:
    """Nodes with ids 1, 2, 3 … that may stand where they stand, each with words of its own."""
    nodes: list[Node] = []
    for number in range(1, draw(st.integers(0, most)) + 1):
        parent = draw(st.sampled_from([None, *nodes]))
        above = None if parent is None else parent.kind
        kinds = [kind for kind in NodeKind if above in ALLOWED_PARENTS[kind]]
        if not kinds:
            parent, kinds = None, [NodeKind.ASPECT, NodeKind.PROBLEM]
        first = number * 20
        roles = draw(st.lists(st.sampled_from(SpanRole), max_size=4))
        placed = tuple(
            RoleSpan(Span(first + 4 * at, first + 4 * at + draw(st.integers(1, 4))), role)
            for at, role in enumerate(roles)
        )
        siblings = sum(node.parent == (parent and parent.id) for node in nodes)
        nodes.append(
            Node(
                id=NodeId(number),
                kind=draw(st.sampled_from(kinds)),
                parent=parent and parent.id,
                rank=spaced_rank(siblings),
                spans=placed,
                **draw(_fields),
            )
        )
    return tuple(nodes)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """A machine's reading of `LENGTH` characters."""
    nodes = draw(node_trees())
    facts = {name: draw(_facts(name)) for name in draw(st.sets(st.sampled_from(FactName)))}
    return Reading(
        parser_version=draw(st.integers(1, 99)),
        kind=draw(st.sampled_from(NoticeKind)),
        kind_reason=draw(words),
        facts=tuple(facts.values()),
        claims=tuple(draw(_claims(number)) for number in range(draw(st.integers(0, 3)))),
        mentions=tuple(draw(st.lists(_mentions, max_size=3))),
        damage=tuple(draw(_damage(number)) for number in range(draw(st.integers(0, 3)))),
        clutter=tuple(draw(st.lists(st.builds(Clutter, spans, words), max_size=2))),
        sections=tuple(
            draw(st.lists(st.builds(Section, words, spans, st.integers(1, 9)), max_size=2))
        ),
        nodes=nodes,
        links=tuple(draw(_links(nodes))),
        confidence=draw(confidences),
    )


@st.composite
def record_sets(draw: st.DrawFn) -> tuple[Record, ...]:
    """All types of records of one outline, with ids that are nowhere else, parents first."""
    reading = draw(readings())
    ids = {node.id: NodeId(new_id()) for node in reading.nodes}
    nodes = [
        replace(
            node,
            id=ids[node.id],
            parent=None if node.parent is None else ids[node.parent],
            code=f"T{ids[node.id]}",
        )
        for node in reading.nodes
    ]
    reviewed = draw(st.lists(st.sampled_from(nodes), max_size=4)) if nodes else []
    reviews = {node.id: draw(_reviews(node.id)) for node in reviewed}
    places = st.sampled_from([None, *(node.id for node in nodes)])
    notes = [
        Annotation(new_id(), draw(words), draw(words), draw(words), draw(places), draw(_maybe_span))
        for _ in range(draw(st.integers(0, 3)))
    ]
    waivers = {words_: Waiver(words_, "查过", "甲", "2025") for words_ in draw(st.sets(words))}
    return (
        *nodes,
        *(
            replace(link, outcome=ids[link.outcome], measure=ids[link.measure])
            for link in reading.links
        ),
        *reading.facts,
        *(replace(claim, id=new_id()) for claim in reading.claims),
        *(replace(place, id=new_id()) for place in reading.damage),
        *reviews.values(),
        *notes,
        *waivers.values(),
    )


@st.composite
def changes(draw: st.DrawFn, records: tuple[Record, ...]) -> tuple[Edit, ...]:
    """Edits, each on what the one before left: fields changed, records taken away and put back."""
    outline = Outline(LENGTH, records)
    made: list[Edit] = []
    for _ in range(draw(st.integers(0, 6))):
        held = outline.records()  # in the order they came in: their ids are others in each run
        if not held:
            break
        before = draw(st.sampled_from(held))
        for edit in _around(before, outline, gone=draw(st.booleans()), typed=draw(words)):
            edit.apply(outline)
            made.append(edit)
    return tuple(made)


def read_file(
    text: str, file_name: str = "甲.txt", reading: Reading | None = None, data: bytes | None = None
) -> ReadFile:
    """A file with `text` that was read as `reading`."""
    held = text.encode("utf-8") if data is None else data
    sha256 = hashlib.sha256(held).hexdigest()
    source = SourceText(
        text,
        file_name,
        sha256,
        "plain_text",
        encoding="gb18030",
        generated=(Span(1, 3),),
        notes=("替换了1个字符",),
    )
    return ReadFile(held, source, reading or Reading(1, NoticeKind.OTHER, "没有问题清单"))


_maybe_span = st.none() | spans
_small = st.integers(0, 9)
evidences = st.builds(
    Evidence,
    pages=st.lists(st.integers(0, LENGTH), max_size=3).map(tuple),
    headings=st.lists(st.builds(HeadingMark, spans, _small), max_size=2).map(tuple),
    cells=st.lists(st.builds(Cell, spans, _small, _small, _small), max_size=2).map(tuple),
    clutter=st.lists(st.builds(Clutter, spans, words), max_size=2).map(tuple),
)
_mentions = st.builds(Mention, st.sampled_from(MentionType), words, spans)


def _facts(name: FactName) -> st.SearchStrategy[Fact]:
    return st.builds(
        Fact, st.just(name), maybe_words, maybe_words, _maybe_span, candidates, st.booleans()
    )


def _claims(number: int) -> st.SearchStrategy[Claim]:
    numbers = st.floats(-1e9, 1e9)
    return st.builds(
        Claim,
        id=st.just(number),
        subject=st.sampled_from(ClaimSubject),
        value=numbers,
        quote=words,
        span=spans,
        subset_of=st.none() | st.integers(0, 999),
        of=st.none() | st.sampled_from(ClaimSubject),
        vague=st.booleans(),
        damaged=st.booleans(),
        candidates=st.lists(numbers, max_size=3).map(tuple),
        lists=st.booleans(),
        confirmed=st.booleans(),
    )


def _damage(number: int) -> st.SearchStrategy[Damage]:
    accepted = st.none() | st.booleans()
    return st.builds(
        Damage, st.just(number), spans, words, words, candidates, confidences, accepted
    )


@st.composite
def _links(draw: st.DrawFn, nodes: tuple[Node, ...]) -> list[Link]:
    outcomes = [node.id for node in nodes if node.kind is NodeKind.OUTCOME]
    measures = [node.id for node in nodes if node.kind is NodeKind.MEASURE]
    if not outcomes or not measures:
        return []
    pairs = draw(st.sets(st.tuples(st.sampled_from(outcomes), st.sampled_from(measures))))
    return [Link(*pair, draw(confidences), draw(words)) for pair in sorted(pairs)]


@st.composite
def _reviews(draw: st.DrawFn, node_id: NodeId) -> Review:
    assessed = draw(st.none() | st.sampled_from(Status))
    review = Review(node_id, assessed, (), draw(st.booleans()), draw(words))
    for stage in draw(st.sets(st.sampled_from(Stage))):
        opinion = Opinion(stage, draw(maybe_words), draw(words), draw(words), draw(words))
        review = review.with_opinion(opinion)
    return review


def _around(before: Record, outline: Outline, *, gone: bool, typed: str) -> Iterator[Edit]:
    match before:
        case Node() if gone:
            below = (outline.node(before.id), *outline.walk(before.id))
            ids = {node.id for node in below}
            attached = [held for held in outline.records() if ids & _node_ids(held)]
            yield from (Edit(held, None) for held in attached)
            yield from (Edit(node, None) for node in reversed(below))
        case Node():
            yield Edit(before, replace(before, wording=typed, touched=frozenset({"wording"})))
        case Review():
            yield Edit(before, None if gone else replace(before, evidence=typed))
        case Annotation():
            yield Edit(before, None if gone else replace(before, words=typed))
        case _ if gone:
            yield Edit(before, None)
            yield Edit(None, before)
        case _:
            yield Edit(before, None)


def _node_ids(record: Record) -> set[NodeId]:
    match record:
        case Link():
            return {record.outcome, record.measure}
        case Review():
            return {record.node_id}
        case Annotation() if record.node_id is not None:
            return {record.node_id}
        case _:
            return set()
