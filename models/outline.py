"""The mutable outline of one notice: its nodes and all that a reviewer may change, with its invariants."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Literal, Protocol

from models.annotation import Annotation, Review, Waiver
from models.errors import EditError
from models.facts import Claim, Damage, Fact, FactName
from models.ids import NodeId, RecordKey
from models.node import ALLOWED_PARENTS, Link, Node, NodeKind
from models.progress import CancelToken, NeverCancelled, asked
from models.reading_choice import ReadingChoice
from models.source import Span
from models.version_order import OfVersions

Record = (
    Node | Link | Review | Annotation | Fact | Claim | Damage | Waiver | ReadingChoice | OfVersions
)

_NEVER = NeverCancelled()


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to the outline.

    Attributes:
        key: the record concerned; for `move` and tree changes always a node's.
        parent: where the node is (before a removal or move) or will be (an insertion).
        row: its place among its siblings there.
        new_parent: for `move`, where it goes.
        new_row: for `move`, its place there once it has left its old one.
    """

    action: Literal["insert", "remove", "move", "update"]
    key: RecordKey
    parent: NodeId | None = None
    row: int = 0
    new_parent: NodeId | None = None
    new_row: int = 0


class OutlineListener(Protocol):
    """Told of each change before and after it is made."""

    def before_change(self, change: Change) -> None:
        """The outline is about to change."""

    def after_change(self, change: Change) -> None:
        """The outline has changed."""


class Outline:
    """All records of one notice that edits may change, and the tree of its nodes.

    Records are immutable; `put` and `remove` replace them whole and keep the invariants: a node's parent exists
    and may bear it, siblings are ordered by rank, no character is an own word of two nodes, spans lie inside the
    source, links join an outcome to a measure, judgements and notes belong to nodes that exist.

    Attributes:
        length: how many code points the source has.
        text: the source that all spans count in; a `Notice` gives it to its outline, empty without one.
    """

    def __init__(
        self, length: int, records: Iterable[Record] = (), cancel: CancelToken = _NEVER
    ) -> None:
        """Builds an outline over a source of `length` code points.

        Raises:
            EditError: if the records break an invariant.
            Cancelled: if the user stopped it; thousands of nodes take seconds.
        """
        self.length = length
        self.text = ""
        self._records: dict[RecordKey, Record] = {}
        self._others: dict[str, dict[RecordKey, Record]] = {}  # by type, all but the nodes
        self._notes: dict[NodeId, set[RecordKey]] = {}
        self._children: dict[NodeId | None, list[tuple[int, NodeId]]] = {None: []}
        self._sub_problems: Counter[NodeId | None] = Counter()
        self._words: list[tuple[int, int, NodeId]] = []
        self._answers: dict[NodeId, set[NodeId]] = {}
        self._answered: dict[NodeId, set[NodeId]] = {}
        self._attached: dict[NodeId, int] = {}
        self._listeners: list[OutlineListener] = []
        nodes: list[Node] = []
        others: dict[str, list[Record]] = {name: [] for name in _LOAD_ORDER}
        for record in asked(records, cancel):
            if isinstance(record, Node):
                nodes.append(record)
            else:
                others[str(record.key[0])].append(record)
        for node in asked(_parents_first(nodes), cancel):
            self.put(node)
        for record in asked(chain.from_iterable(others.values()), cancel):
            self.put(record)

    # Reading

    def get(self, key: RecordKey) -> Record | None:
        """The record at `key`, or None."""
        return self._records.get(key)

    def records(self) -> tuple[Record, ...]:
        """All records, in no particular order."""
        return tuple(self._records.values())

    def record_count(self) -> int:
        """How many records there are."""
        return len(self._records)

    def node(self, node_id: NodeId) -> Node:
        """The node of that id.

        Raises:
            KeyError: if there is none.
        """
        found = self._records[("node", node_id)]
        assert isinstance(found, Node)
        return found

    def has_node(self, node_id: NodeId) -> bool:
        """Whether there is a node of that id."""
        return ("node", node_id) in self._records

    def child_ids(self, parent: NodeId | None) -> list[NodeId]:
        """Ids of the children of `parent` (None: the top), in order."""
        return [node_id for _, node_id in self._children.get(parent, ())]

    def child_count(self, parent: NodeId | None) -> int:
        """How many children `parent` has."""
        return len(self._children.get(parent, ()))

    def child_at(self, parent: NodeId | None, row: int) -> NodeId:
        """The id of child number `row`."""
        return self._children[parent][row][1]

    def row_of(self, node_id: NodeId) -> int:
        """The place of a node among its siblings, from 0."""
        node = self.node(node_id)
        return bisect_left(self._children[node.parent], (node.rank, node_id))

    def children(self, parent: NodeId | None, *kinds: NodeKind) -> list[Node]:
        """The children of `parent`, of `kinds` only where any are given."""
        found = map(self.node, self.child_ids(parent))
        return [node for node in found if not kinds or node.kind in kinds]

    def walk(self, top: NodeId | None = None) -> Iterator[Node]:
        """All nodes below `top`, parents before children, in document order."""
        waiting = self.child_ids(top)[::-1]
        while waiting:
            node_id = waiting.pop()
            yield self.node(node_id)
            waiting += self.child_ids(node_id)[::-1]

    def ancestors(self, node_id: NodeId) -> Iterator[Node]:
        """The nodes above a node, nearest first."""
        parent = self.node(node_id).parent
        while parent is not None:
            node = self.node(parent)
            yield node
            parent = node.parent

    def is_lowest_problem(self, node_id: NodeId) -> bool:
        """Whether it is a problem with no specific problems below it: what a ledger row is made of."""
        kind = self.node(node_id).kind
        if kind is NodeKind.PROBLEM:
            return not self._sub_problems[node_id]
        return kind is NodeKind.SUB_PROBLEM

    def lowest_problems(self, top: NodeId | None = None) -> list[Node]:
        """The lowest problems below `top` (itself included), in document order."""
        nodes = [] if top is None else [self.node(top)]
        return [node for node in (*nodes, *self.walk(top)) if self.is_lowest_problem(node.id)]

    def lowest_problem_of(self, node_id: NodeId) -> Node | None:
        """The lowest problem that a node is or belongs to."""
        for node in (self.node(node_id), *self.ancestors(node_id)):
            if self.is_lowest_problem(node.id):
                return node
        return None

    def item_numbers(self) -> dict[NodeId, str]:
        """序号 of every lowest problem: the frozen one, else the running number.

        After numbers were frozen, an insertion takes the number before it with a suffix (27-1).
        """
        numbers: dict[NodeId, str] = {}
        problems = self.lowest_problems()
        if not any(node.item_no for node in problems):
            return {node.id: str(count) for count, node in enumerate(problems, 1)}
        taken = {node.item_no for node in problems if node.item_no}
        frozen = "0"
        for node in problems:
            frozen = node.item_no or frozen
            numbers[node.id] = node.item_no or _free_suffix(frozen, taken)
            taken.add(numbers[node.id])
        return numbers

    def review(self, node_id: NodeId) -> Review:
        """The judgement of a node; an empty one where nothing has been judged."""
        found = self._records.get(("review", node_id))
        return found if isinstance(found, Review) else Review(node_id)

    def reviews(self) -> list[Review]:
        """The judgements that say something, in no particular order."""
        return [record for record in self._all("review") if isinstance(record, Review)]

    def fact(self, name: FactName) -> Fact | None:
        """The fact of that name, or None."""
        found = self._records.get(("fact", name.value))
        return found if isinstance(found, Fact) else None

    def claims(self) -> list[Claim]:
        """The stated totals, in document order."""
        found = [record for record in self._all("claim") if isinstance(record, Claim)]
        return sorted(found, key=lambda claim: (claim.span, claim.id))

    def damage(self) -> list[Damage]:
        """The damaged places, in document order."""
        found = [record for record in self._all("damage") if isinstance(record, Damage)]
        return sorted(found, key=lambda damage: (damage.span, damage.id))

    def annotations(self, node_id: NodeId | None = None) -> list[Annotation]:
        """The notes of a node, or all of them, oldest first."""
        if node_id is None:
            chosen = self._all("annotation")
        else:
            chosen = [self._records[key] for key in self._notes.get(node_id, ())]
        notes = [record for record in chosen if isinstance(record, Annotation)]
        return sorted(notes, key=lambda note: (note.written, note.id))

    def waivers(self) -> list[Waiver]:
        """The findings that were waived."""
        return [record for record in self._all("waiver") if isinstance(record, Waiver)]

    def link(self, outcome: NodeId, measure: NodeId) -> Link | None:
        """The link between the two, or None."""
        found = self._records.get(("link", outcome, measure))
        return found if isinstance(found, Link) else None

    def answers(self, outcome: NodeId) -> list[NodeId]:
        """The measures that an outcome answers, in document order."""
        return sorted(self._answers.get(outcome, ()), key=self._position)

    def answered_by(self, measure: NodeId) -> list[NodeId]:
        """The outcomes that answer a measure, in document order."""
        return sorted(self._answered.get(measure, ()), key=self._position)

    def node_at(self, offset: int) -> NodeId | None:
        """The node whose own words hold the character at `offset`, or None."""
        at = bisect_left(self._words, (offset + 1,)) - 1
        if at < 0:
            return None
        start, end, node_id = self._words[at]
        return node_id if start <= offset < end else None

    def owners(self, span: Span) -> list[NodeId]:
        """The nodes that own words inside `span`, in document order, each once."""
        at = max(0, bisect_left(self._words, (span.start + 1,)) - 1)
        found: dict[NodeId, None] = {}
        while at < len(self._words) and self._words[at][0] < span.end:
            if self._words[at][1] > span.start:
                found[self._words[at][2]] = None
            at += 1
        return list(found)

    # Changing

    def subscribe(self, listener: OutlineListener) -> None:
        """Tells `listener` of every change from now on."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: OutlineListener) -> None:
        """Stops telling `listener`."""
        self._listeners.remove(listener)

    @contextmanager
    def muted(self) -> Iterator[None]:
        """Tells nobody of the changes made inside; who changes something there also takes it back there."""
        listeners, self._listeners = self._listeners, []
        try:
            yield
        finally:
            self._listeners = listeners

    def put(self, record: Record) -> None:
        """Adds a record, or replaces the one with its key.

        Raises:
            EditError: if that breaks an invariant; nothing is changed then.
        """
        if isinstance(record, Node):
            self._put_node(record)
            return
        self._check_attached(record)
        old = self._records.get(record.key)
        change = Change("update", record.key)
        self._tell_before(change)
        if old is not None:
            self._forget(old)
        self._records[record.key] = record
        self._others.setdefault(str(record.key[0]), {})[record.key] = record
        self._remember(record)
        self._tell_after(change)

    def remove(self, key: RecordKey) -> None:
        """Takes a record out.

        Raises:
            EditError: if there is none, or if others depend on it.
        """
        record = self._records.get(key)
        if record is None:
            raise EditError("要删除的内容已不存在")
        if isinstance(record, Node):
            self._remove_node(record)
            return
        change = Change("update", key)
        self._tell_before(change)
        del self._records[key]
        del self._others[str(key[0])][key]
        self._forget(record)
        self._tell_after(change)

    # Inside

    def _all(self, kind: str) -> list[Record]:
        return list(self._others.get(kind, {}).values())

    def _position(self, node_id: NodeId) -> list[tuple[int, NodeId]]:
        """Where a node stands in the tree: ranks from the top down. An item may have no words of its own."""
        path = [(node.rank, node.id) for node in (self.node(node_id), *self.ancestors(node_id))]
        return path[::-1]

    def _put_node(self, node: Node) -> None:
        self._check_place(node)
        self._check_words(node)
        old = self._records.get(node.key)
        change = self._change_of(node, old if isinstance(old, Node) else None)
        self._tell_before(change)
        if isinstance(old, Node):
            self._unplace(old)
        self._records[node.key] = node
        insort(self._children[node.parent], (node.rank, node.id))
        self._children.setdefault(node.id, [])
        self._sub_problems[node.parent] += node.kind is NodeKind.SUB_PROBLEM
        for span in node.body:
            insort(self._words, (span.start, span.end, node.id))
        self._tell_after(change)

    def _remove_node(self, node: Node) -> None:
        if self._children.get(node.id):
            raise EditError("请先处理下级内容，再删除这一条")
        if self._attached.get(node.id):
            raise EditError("这一条还带有审核、批注或对应关系，须一并删除")
        change = Change("remove", node.key, node.parent, self.row_of(node.id))
        self._tell_before(change)
        self._unplace(node)
        del self._records[node.key]
        del self._children[node.id]
        self._tell_after(change)

    def _unplace(self, node: Node) -> None:
        siblings = self._children[node.parent]
        del siblings[bisect_left(siblings, (node.rank, node.id))]
        self._sub_problems[node.parent] -= node.kind is NodeKind.SUB_PROBLEM
        for span in node.body:
            del self._words[bisect_left(self._words, (span.start, span.end, node.id))]

    def _change_of(self, node: Node, old: Node | None) -> Change:
        row = bisect_left(self._children[node.parent], (node.rank, node.id))
        if old is None:
            return Change("insert", node.key, node.parent, row)
        old_row = self.row_of(node.id)
        if old.parent == node.parent and old_row < row:
            row -= 1
        if (old.parent, old_row) == (node.parent, row):
            return Change("update", node.key, node.parent, row)
        return Change("move", node.key, old.parent, old_row, node.parent, row)

    def _check_place(self, node: Node) -> None:
        above = None if node.parent is None else self._records.get(("node", node.parent))
        if node.parent is not None and not isinstance(above, Node):
            raise EditError("上级已不存在")
        above_kind = above.kind if isinstance(above, Node) else None
        if above_kind not in ALLOWED_PARENTS[node.kind]:
            raise EditError("这一类内容不能放在所选上级之下")
        if node.parent is not None and (
            node.parent == node.id or any(up.id == node.id for up in self.ancestors(node.parent))
        ):
            raise EditError("不能把一条内容移到它自己的下级")
        for child in self.children(node.id):
            if node.kind not in ALLOWED_PARENTS[child.kind]:
                raise EditError("改为这一类后，它的下级无处可放，请先移动下级")
        if node.kind is not NodeKind.OUTCOME and self._answers.get(node.id):
            raise EditError("请先解除这一条与整改措施的对应关系")
        if node.kind is not NodeKind.MEASURE and self._answered.get(node.id):
            raise EditError("请先解除这一条与完成情况的对应关系")

    def _check_words(self, node: Node) -> None:
        for part in node.spans:
            if part.span.end > self.length:
                raise EditError("所指位置超出原文")
        last = 0
        for span in node.body:
            if span.start < last:
                raise EditError("同一条内容的原文位置前后重叠")
            last = span.end
            if any(owner != node.id for owner in self.owners(span)):
                raise EditError("所选文字已属于另一条内容")

    def _check_attached(self, record: Record) -> None:
        for node_id in _nodes_of(record):
            if not self.has_node(node_id):
                raise EditError("所属内容已不存在")
        if isinstance(record, Link):
            kinds = (self.node(record.outcome).kind, self.node(record.measure).kind)
            if kinds != (NodeKind.OUTCOME, NodeKind.MEASURE):
                raise EditError("只有完成情况可以对应整改措施")
        span = getattr(record, "span", None)
        if isinstance(span, Span) and span.end > self.length:
            raise EditError("所指位置超出原文")

    def _remember(self, record: Record) -> None:
        for node_id in _nodes_of(record):
            self._attached[node_id] = self._attached.get(node_id, 0) + 1
        if isinstance(record, Annotation) and record.node_id is not None:
            self._notes.setdefault(record.node_id, set()).add(record.key)
        if isinstance(record, Link):
            self._answers.setdefault(record.outcome, set()).add(record.measure)
            self._answered.setdefault(record.measure, set()).add(record.outcome)

    def _forget(self, record: Record) -> None:
        for node_id in _nodes_of(record):
            self._attached[node_id] -= 1
        if isinstance(record, Annotation) and record.node_id is not None:
            self._notes[record.node_id].discard(record.key)
        if isinstance(record, Link):
            self._answers[record.outcome].discard(record.measure)
            self._answered[record.measure].discard(record.outcome)

    def _tell_before(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener.before_change(change)

    def _tell_after(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener.after_change(change)


# Behind the nodes.
_LOAD_ORDER = ("link", "review", "annotation", "fact", "claim", "damage", "waiver", "reading")


def _parents_first(nodes: list[Node]) -> Iterator[Node]:
    below: dict[NodeId | None, list[Node]] = {}
    known = {node.id for node in nodes}
    for node in nodes:
        below.setdefault(node.parent if node.parent in known else None, []).append(node)
    count = 0
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node = waiting.pop()
        count += 1
        yield node
        waiting.extend(reversed(below.get(node.id, [])))
    if count != len(nodes):
        raise EditError("层级关系首尾相接，无法读取")


def _nodes_of(record: Record) -> tuple[NodeId, ...]:
    match record:
        case Link():
            return (record.outcome, record.measure)
        case Review():
            return (record.node_id,)
        case Annotation() if record.node_id is not None:
            return (record.node_id,)
        case _:
            return ()


def _free_suffix(before: str, taken: set[str]) -> str:
    base, count = before, 1
    while f"{base}-{count}" in taken:
        count += 1
    return f"{base}-{count}"
