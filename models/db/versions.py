"""The versions of notices: what may be one, their order, and the 案卷 they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.db.inserting import Values, bind
from models.db.tables import (
    CaseRow,
    FactRow,
    NoticeOriginRow,
    NoticeRow,
    NoticeVersionRow,
    SourceTextRow,
    TextSketchRow,
)
from models.edits import Edit
from models.errors import EditError, StorageError
from models.facts import FactName
from models.ids import NoticeId, new_id
from models.library import VersionPlace
from models.node import RANK_GAP
from models.values import VersionLabel
from models.version_order import VersionChain, VersionName, VersionOrder
from models.versions.fingerprint import Fingerprint, unpacked
from models.versions.kinship import TELLING, Likeness
from models.versions.naming import ORDER

# Those with most sentences of the sketch in common; all versions of one notice are among them or one of them is.
_MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A notice that has sentences in common with a new text.

    Attributes:
        name: its 编码 and its file.
    """

    notice_id: NoticeId
    name: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Slot:
    """A place among the versions of a notice.

    Attributes:
        former: the notice it comes behind, None for the first place.
        latter: the notice it comes before, None for the last place.
    """

    case_id: int
    chain: int
    position: int
    former: NoticeId | None = None
    latter: NoticeId | None = None

    @property
    def is_last(self) -> bool:
        """Whether no version stands behind it."""
        return self.latter is None


def candidates(session: Session, fingerprint: Fingerprint) -> list[Candidate]:
    """The notices with most sentences in common; found by index, however many notices there are."""
    common = (
        select(TextSketchRow.source_text_id, func.count().label("common"))
        .where(TextSketchRow.hash.in_(fingerprint.sketch))
        .group_by(TextSketchRow.source_text_id)
        .order_by(func.count().desc(), TextSketchRow.source_text_id.desc())
        .limit(_MOST_CANDIDATES)
        .subquery()
    )
    rows = session.execute(
        select(
            NoticeRow.id,
            NoticeRow.code,
            NoticeRow.kind,
            NoticeOriginRow.file_name,
            SourceTextRow.fingerprint,
        )
        .join(NoticeOriginRow, NoticeOriginRow.notice_id == NoticeRow.id)
        .join(SourceTextRow, SourceTextRow.source_file_id == NoticeOriginRow.source_file_id)
        .join(common, common.c.source_text_id == SourceTextRow.id)
        .order_by(common.c.common.desc(), NoticeRow.imported.desc())
    ).all()
    facts = _telling(session, [row.id for row in rows])
    return [
        Candidate(
            NoticeId(row.id),
            f"{row.code} {row.file_name}",
            Likeness(row.kind, facts[row.id], unpacked(row.fingerprint)),
        )
        for row in rows
    ]


def file_name(session: Session, notice_id: NoticeId) -> str:
    """What a sentence calls a notice among its versions: its 编码 and its file."""
    query = (
        select(NoticeRow.code, NoticeOriginRow.file_name)
        .join(NoticeOriginRow, NoticeOriginRow.notice_id == NoticeRow.id)
        .where(NoticeRow.id == notice_id, NoticeOriginRow.position == 0)
    )
    return " ".join(session.execute(query).one())


def slot_behind(session: Session, notice_id: NoticeId, label: VersionLabel | None) -> Slot:
    """The place of a new version of a notice: the last, but before those whose label says they are later.

    Raises:
        StorageError: if the notice is gone.
    """
    chain = _row(session, notice_id)
    rows = _ordered(session, [chain.chain])[chain.chain]
    at = len(rows)
    while at and _is_later(rows[at - 1].label, label):
        at -= 1
    before = rows[at - 1] if at else None
    after = rows[at] if at < len(rows) else None
    return Slot(
        rows[0].case_id,
        chain.chain,
        _between(before, after),
        NoticeId(before.notice_id) if before else None,
        NoticeId(after.notice_id) if after else None,
    )


def place_by_unit(session: Session, unit: str | None, round_: str | None) -> Slot:
    """A place of its own, in the 案卷 of a unit and round; a new one where there is none or one of them is not known."""
    case_id = _case(session, unit, round_)
    if case_id is None:
        case_id = new_id()
        _insert_case(session, case_id, unit, round_)
    return Slot(case_id, new_id(), 0)


def put_in(session: Session, slot: Slot, version: Values) -> None:
    """Stores the version row of a new notice."""
    placed = {"case_id": slot.case_id, "chain": slot.chain, "position": slot.position}
    _insert(session, NoticeVersionRow, {**version, **placed})


def joined(session: Session, notice_id: NoticeId, former: NoticeId) -> Edit:
    """The edit that puts a notice, with the versions behind it, right behind another.

    Raises:
        StorageError: if one of them is gone, or both are the same.
    """
    target, here = _row(session, former), _row(session, notice_id)
    if target is here:
        raise StorageError("一份材料不能是它自己的新版本")
    moved = _from(session, here)
    if target in moved:
        moved = [here]
    order = [row for row in _ordered(session, [target.chain])[target.chain] if row not in moved]
    at = order.index(target) + 1
    order[at:at] = moved
    before = _order_of(session, (target.chain, here.chain))
    chains = [_chain(target.chain, target.case_id, order)]
    if here.chain != target.chain:
        rest = [row for row in _ordered(session, [here.chain])[here.chain] if row not in moved]
        chains += [_chain(here.chain, here.case_id, rest)] if rest else []
    return Edit(before, VersionOrder(tuple(chains)))


def parted(session: Session, notice_id: NoticeId) -> Edit:
    """The edit that parts a notice, with the versions behind it, from those before.

    Raises:
        StorageError: if it is gone.
    """
    here = _row(session, notice_id)
    moved = _from(session, here)
    before = _order_of(session, (here.chain,))
    rest = [row for row in _ordered(session, [here.chain])[here.chain] if row not in moved]
    if not rest:
        return Edit(before, before)
    case_id = _case(session, *_unit_and_round(session, notice_id)) or new_id()
    chains = (_chain(here.chain, here.case_id, rest), _chain(new_id(), case_id, moved))
    return Edit(before, VersionOrder(chains))


def arrange(session: Session, _: NoticeId, edit: Edit) -> None:
    """Puts notices in another order of versions.

    Raises:
        EditError: if they are not in the order they should be in before.
    """
    before, after = edit.before, edit.after
    assert isinstance(before, VersionOrder)
    assert isinstance(after, VersionOrder)
    concerned = {chain.id for chain in (*before.chains, *after.chains)}
    if _order_of(session, concerned) != _sorted(before.chains):
        raise EditError("这些材料的前后版本在此之后又有改动")
    for chain in after.chains:
        _require_case(session, chain)
        for at, notice_id in enumerate(chain.notices):
            row = _row(session, notice_id)
            row.case_id, row.chain, row.position = chain.case_id, chain.id, at * RANK_GAP


def named(session: Session, notice_id: NoticeId, label: VersionLabel | None) -> Edit:
    """The edit that says which 稿 a notice is.

    Raises:
        StorageError: if it is gone.
    """
    return Edit(VersionName(_row(session, notice_id).label), VersionName(label))


def choose_label(session: Session, notice_id: NoticeId, edit: Edit) -> None:
    """Says which 稿 a notice is.

    Raises:
        EditError: if it is another one before than it should be.
    """
    row, after = _row(session, notice_id), edit.after
    assert isinstance(after, VersionName)
    if VersionName(row.label) != edit.before:
        raise EditError("这份材料是哪一稿在此之后又有改动")
    row.label = after.label


def places(session: Session) -> dict[int, VersionPlace]:
    """The place of every notice among its versions."""
    found: dict[int, VersionPlace] = {}
    for rows in _ordered(session).values():
        newest = NoticeId(rows[-1].notice_id)
        former: NoticeId | None = None
        for number, row in enumerate(rows, 1):
            notice_id = NoticeId(row.notice_id)
            later = None if notice_id == newest else newest
            found[notice_id] = VersionPlace(number, len(rows), row.label, former, later)
            former = notice_id
    return found


def _ordered(
    session: Session, chains: Iterable[int] | None = None
) -> dict[int, list[NoticeVersionRow]]:
    query = (
        select(NoticeVersionRow)
        .join(NoticeRow, NoticeRow.id == NoticeVersionRow.notice_id)
        .order_by(NoticeVersionRow.position, NoticeRow.imported, NoticeRow.id)
    )
    if chains is not None:
        query = query.where(NoticeVersionRow.chain.in_(list(chains)))
    found: dict[int, list[NoticeVersionRow]] = defaultdict(list)
    for row in session.scalars(query):
        found[row.chain].append(row)
    return found


def _from(session: Session, first: NoticeVersionRow) -> list[NoticeVersionRow]:
    """A version and those behind it."""
    rows = _ordered(session, [first.chain])[first.chain]
    return rows[rows.index(first) :]


def _row(session: Session, notice_id: NoticeId) -> NoticeVersionRow:
    found = session.get(NoticeVersionRow, notice_id)
    if found is None:
        raise StorageError("这份材料已不在项目文件中")
    return found


def _is_later(label: VersionLabel | None, other: VersionLabel | None) -> bool:
    return label is not None and other is not None and ORDER.index(label) > ORDER.index(other)


def _between(before: NoticeVersionRow | None, after: NoticeVersionRow | None) -> int:
    """A position between two; where none is free that of the first, behind which the later import comes."""
    if after is None:
        return before.position + RANK_GAP if before else 0
    return (before.position + after.position) // 2 if before else after.position - RANK_GAP


def _telling(session: Session, notice_ids: list[int]) -> dict[int, dict[FactName, str]]:
    found: dict[int, dict[FactName, str]] = defaultdict(dict)
    query = select(FactRow.notice_id, FactRow.name, FactRow.value).where(
        FactRow.notice_id.in_(notice_ids), FactRow.name.in_(TELLING)
    )
    for notice_id, name, value in session.execute(query):
        if value:
            found[notice_id][name] = value
    return found


def _order_of(session: Session, chains: Iterable[int]) -> VersionOrder:
    found = _ordered(session, chains).items()
    return _sorted(_chain(chain, rows[0].case_id, rows) for chain, rows in found)


def _sorted(chains: Iterable[VersionChain]) -> VersionOrder:
    return VersionOrder(tuple(sorted(chains, key=lambda chain: chain.id)))


def _chain(chain: int, case_id: int, rows: Iterable[NoticeVersionRow]) -> VersionChain:
    return VersionChain(chain, case_id, tuple(NoticeId(row.notice_id) for row in rows))


def _require_case(session: Session, chain: VersionChain) -> None:
    if session.get(CaseRow, chain.case_id) is None:
        _insert_case(session, chain.case_id, *_unit_and_round(session, chain.notices[0]))


def _unit_and_round(session: Session, notice_id: NoticeId) -> tuple[str | None, str | None]:
    facts = _telling(session, [notice_id])[notice_id]
    return facts.get(FactName.UNIT), facts.get(FactName.ROUND)


def _case(session: Session, unit: str | None, round_: str | None) -> int | None:
    if not unit or not round_:
        return None
    return session.scalar(
        select(CaseRow.id).where(CaseRow.unit == unit, CaseRow.round == round_).limit(1)
    )


def _insert_case(session: Session, case_id: int, unit: str | None, round_: str | None) -> None:
    created = datetime.now(UTC).isoformat(timespec="milliseconds")
    values: Values = {"id": case_id, "unit": unit, "round": round_, "created": created}
    _insert(session, CaseRow, values)


def _insert(session: Session, table: type[CaseRow | NoticeVersionRow], values: Values) -> None:
    connection = session.connection()
    for rows in bind({table: [values]}):
        rows.write(connection)
