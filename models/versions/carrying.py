"""沿用上一稿的审核: what a reviewer said of one version, as far as it holds for the next."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from models.annotation import Annotation, Review
from models.edits import EditGroup
from models.ids import NodeId, new_id
from models.node import Node
from models.notice import Notice
from models.operations.draft import Draft
from models.operations.judging import judgement_notes
from models.progress import CancelToken, NeverCancelled, asked
from models.source import Span
from models.versions.corrections import corrected_facts, corrected_node
from models.versions.holding import Holding
from models.versions.problems import Problem, match_problems, problems_of, said_by

LABEL = "沿用上一稿的审核"
_BEFORE = "上一稿"
_NEVER = NeverCancelled()


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken over.

    Attributes:
        group: the edits, as one step; none where there was nothing to take over.
        kept: how many problems keep their conclusion.
        to_review: how many had one and must be looked at again.
        corrected: how many corrections of the reading hold on.
    """

    group: EditGroup
    kept: int
    to_review: int
    corrected: int


def carry_over(old: Notice, new: Notice, cancel: CancelToken = _NEVER) -> Carried:
    """Takes judgements, notes, corrections of the reading, printed 序号 and 经核无误 of `old` over into `new`.

    Where not a word of a problem and of what belongs to it is different, its judgement stands as it is. Else it becomes
    notes, with their authors and times, so that the reviewer decides again. 编码 are not taken over: each is of one row of
    one version, so that a returned workbook finds its way back. What the new version has already stays.
    """
    carrying = _Carrying(old, new, cancel)
    carrying.take_problems()
    carrying.take_others()
    carrying.take_free_notes()
    carrying.take_facts()
    for waiver in sorted(old.outline.waivers(), key=lambda one: (one.written, one.fingerprint)):
        if new.outline.get(waiver.key) is None:
            carrying.draft.put(waiver)
    group = carrying.draft.group(LABEL)
    return Carried(group, carrying.kept, carrying.to_review, carrying.corrected)


class _Carrying:
    def __init__(self, old: Notice, new: Notice, cancel: CancelToken) -> None:
        self._cancel = cancel
        self._old, self._new = old, new
        self._holding = Holding(old, new)
        self.draft = Draft(new.outline)
        self.kept = self.to_review = self.corrected = 0
        self._done: set[NodeId] = set()
        walked = asked(new.outline.walk(), cancel)
        self._numbers = {node.item_no for node in walked if node.item_no}
        self._noted = {
            (note.node_id, note.words, note.author, note.written)
            for note in new.outline.annotations()
        }

    def take_problems(self) -> None:
        """The lowest problems that are in both, with all below them."""
        olds = {one.id: one for one in problems_of(self._old, self._cancel)}
        news = {one.id: one for one in problems_of(self._new, self._cancel)}
        matched = match_problems(list(olds.values()), list(news.values()), self._cancel)
        for before, after in matched.items():
            self._cancel.check()
            self._take_number(before, after)
            self._take_problem(olds[before], news[after])
        for problem in asked(
            olds.values(), self._cancel
        ):  # what is gone stays with the old version
            self._done |= {problem.id, *(node.id for node in self._old.outline.walk(problem.id))}

    def take_others(self) -> None:
        """What stands above or beside the problems: the same words, the same notes."""
        walked = asked(self._old.outline.walk(), self._cancel)
        free = [node for node in walked if node.id not in self._done]
        others = asked(self._new.outline.walk(), self._cancel)
        for before, after in _same_words(self._old, free, self._new, others):
            self._put_review(replace(self._old.outline.review(before.id), node_id=after.id))
            self._take_notes(before, after)

    def take_free_notes(self) -> None:
        """Notes on no node: on the same words, where these stand once in the new text."""
        for note in self._old.outline.annotations():
            if note.node_id is None:
                self._put_note(self._at_same_words(note))

    def take_facts(self) -> None:
        """Facts, totals and damaged places that a person decided."""
        for record in corrected_facts(self._old.outline, self._new.outline):
            self.draft.put(record)
            self.corrected += 1

    def _take_number(self, old: NodeId, new: NodeId) -> None:
        """The 序号 that people say aloud since it was printed; changed words make no other problem of it."""
        number, node = self._old.outline.node(old).item_no, self.draft.node(new)
        if number is not None and node.item_no is None and number not in self._numbers:
            self._numbers.add(number)
            self.draft.put(replace(node, item_no=number))

    def _take_problem(self, old: Problem, new: Problem) -> None:
        review = self._old.outline.review(old.id)
        had = bool(review.opinions or review.assessed_status)
        is_same = self._holding.holds_on(old, new)
        if is_same:
            self._put_review(replace(review, node_id=new.id))
            self._take_corrections(self._old.outline.node(old.id), self.draft.node(new.id))
            self.kept += had
        else:
            self._put_review(Review(new.id, doubt=review.doubt))
            for note in _as_notes(review, new.id):
                self._put_note(note)
            self.to_review += had
        self._take_notes(self._old.outline.node(old.id), self._new.outline.node(new.id))
        self._take_below(old.id, new.id, is_same=is_same)

    def _take_below(self, old: NodeId, new: NodeId, *, is_same: bool) -> None:
        below = list(self._old.outline.walk(old))
        pairs = {
            before.id: after
            for before, after in _same_words(
                self._old, below, self._new, self._new.outline.walk(new)
            )
        }
        for node in below:
            review = self._old.outline.review(node.id)
            after = pairs.get(node.id)
            if after is not None:
                self._put_review(replace(review, node_id=after.id))
                self._take_notes(node, after)
                if is_same:
                    self._take_corrections(node, self.draft.node(after.id))
                continue
            # The words it was about are gone; the problem is still to be looked into.
            if review.doubt:
                self._put_review(replace(self.draft.review(new), doubt=True))
            for note in (*_as_notes(review, new), *self._old.outline.annotations(node.id)):
                self._put_note(_told_as_before(note, new))

    def _take_corrections(self, old: Node, new: Node) -> None:
        corrected = corrected_node(old, new)
        if corrected is not None:
            self.draft.put(corrected)
            self.corrected += 1

    def _take_notes(self, old: Node, new: Node) -> None:
        for note in self._old.outline.annotations(old.id):
            moved = _moved(note.span, old, new, self._old.text, self._new.text)
            self._put_note(replace(note, id=new_id(), node_id=new.id, span=moved))

    def _at_same_words(self, note: Annotation) -> Annotation:
        if note.span is None:
            return replace(note, id=new_id())
        words = note.span.of(self._old.text)
        at = self._new.text.find(words)
        if at >= 0 and self._new.text.find(words, at + 1) < 0:
            return replace(note, id=new_id(), span=Span(at, at + len(words)))
        said = f"{_BEFORE}批注（原文“{words}”）：{note.words}"
        return replace(note, id=new_id(), span=None, words=said)

    def _put_review(self, review: Review) -> None:
        """Puts a judgement on a node of the new version that had none of its own."""
        if not review.is_empty and self._new.outline.review(review.node_id).is_empty:
            self.draft.put(review)

    def _put_note(self, note: Annotation) -> None:
        said = (note.node_id, note.words, note.author, note.written)
        if said not in self._noted:
            self._noted.add(said)
            self.draft.put(note)


def _as_notes(review: Review, node_id: NodeId) -> list[Annotation]:
    """A judgement that does not stand any more, as notes."""
    notes = judgement_notes(review, node_id, _BEFORE)
    if review.evidence:
        author, written = (notes[-1].author, notes[-1].written) if notes else ("", "")
        words = f"{_BEFORE}佐证：{review.evidence}"
        notes.append(Annotation(new_id(), words, author, written, node_id))
    return notes


def _told_as_before(note: Annotation, node_id: NodeId) -> Annotation:
    words = note.words if note.words.startswith(_BEFORE) else f"{_BEFORE}批注：{note.words}"
    return replace(note, id=new_id(), words=words, node_id=node_id, span=None)


def _same_words(
    old: Notice, before: Iterable[Node], new: Notice, after: Iterable[Node]
) -> Iterator[tuple[Node, Node]]:
    """Nodes of one kind with the same words, first with first."""
    waiting: dict[tuple[object, str], deque[Node]] = defaultdict(deque)
    for node in after:
        waiting[node.kind, said_by(node, new.text)].append(node)
    for node in before:
        words = said_by(node, old.text)
        if words and waiting[node.kind, words]:
            yield node, waiting[node.kind, words].popleft()


def _moved(span: Span | None, old: Node, new: Node, before: str, after: str) -> Span | None:
    """The place in the new text, where the words around it are the very same; else None: the node says where."""
    if span is None or len(old.body) != 1 or len(new.body) != 1:
        return None
    place, target = old.body[0], new.body[0]
    if (
        place.of(before) != target.of(after)
        or not place.start <= span.start < span.end <= place.end
    ):
        return None
    way = target.start - place.start
    return Span(span.start + way, span.end + way)
