"""A corrected mapping changes the tree in one step that can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models import operations
from models.annotation import Opinion
from models.errors import EditError
from models.ids import NodeId
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.node import NodeKind
from models.notice import Notice, unstored_notice
from models.values import Stage
from services.column_mapping import LABEL, previews, remap
from tests.importers.tables.sheets import read, sheet

ROWS = (
    ("序号", "问题", "处理办法", "整改措施", "完成情况", "责任领导"),
    (1, "学习少", "(1)定计划。\n(2)抓落实。", "无", "已定计划。", "周一凡"),
    (2, "调研少", "开展调研。", "无", "已调研3次。", "吴二"),
)


def notice() -> Notice:
    return unstored_notice(*read(sheet(*ROWS)))


def corrected(wanted: Notice) -> ColumnMapping:
    mapping = previews(wanted)[0].mapping
    assert mapping is not None
    columns = {**dict(mapping.columns), 2: LedgerColumn.MEASURES}
    del columns[3]
    return replace(mapping, columns=tuple(sorted(columns.items())))


def words(wanted: Notice, *kinds: NodeKind) -> list[str]:
    return [wanted.words(node) for node in wanted.outline.walk() if node.kind in kinds]


def test_previews_show_rows_and_the_guess() -> None:
    found = previews(notice())
    assert len(found) == 1
    assert found[0].rows[0] == (0, dict(enumerate(ROWS[0])))
    assert found[0].mapping is not None
    assert found[0].mapping.meaning(1) is LedgerColumn.PROBLEM
    assert found[0].mapping.meaning(2) is None


def test_corrected_mapping_gives_other_nodes_and_can_be_taken_back() -> None:
    wanted = notice()
    before = set(wanted.outline.records())
    assert words(wanted, NodeKind.MEASURE) == ["无", "无"]
    group = remap(wanted, [corrected(wanted)])
    back = group.apply(wanted.outline)
    assert group.label == LABEL
    assert words(wanted, NodeKind.MEASURE) == ["定计划。", "抓落实。", "开展调研。"]
    assert words(wanted, NodeKind.OUTCOME) == ["已定计划。", "已调研3次。"]
    back.apply(wanted.outline)
    assert set(wanted.outline.records()) == before


def test_judgements_and_changes_of_nodes_that_stay_are_kept() -> None:
    wanted = notice()
    problem = wanted.outline.lowest_problems()[0]
    opinion = Opinion(Stage.FIRST, "同意销号", "可以", "王审核", "2025-09-01")
    operations.write_opinion(wanted.outline, problem.id, opinion).apply(wanted.outline)
    operations.reword(wanted.outline, problem.id, "学习太少").apply(wanted.outline)
    operations.set_responsible(wanted.outline, problem.id, lead_person="郑三").apply(wanted.outline)
    remap(wanted, [corrected(wanted)]).apply(wanted.outline)
    after = wanted.outline.lowest_problems()[0]
    assert (after.id, wanted.words(after), after.lead_person) == (problem.id, "学习太少", "郑三")
    assert wanted.outline.review(after.id).opinions == (opinion,)


def test_nodes_a_person_worked_on_do_not_vanish() -> None:
    wanted = notice()
    measure = next(node for node in wanted.outline.walk() if node.kind is NodeKind.MEASURE)
    operations.reword(wanted.outline, measure.id, "另有措施").apply(wanted.outline)
    with pytest.raises(EditError, match="有1条内容已经审核"):
        remap(wanted, [corrected(wanted)])


def test_mapping_that_gives_no_problems_is_refused() -> None:
    wanted = notice()
    with pytest.raises(EditError, match="没有列出问题"):
        remap(wanted, [ColumnMapping(0, (0, 0), ((5, LedgerColumn.LEAD_PERSON),))])


def test_same_mapping_again_keeps_every_node() -> None:
    wanted = notice()
    ids = [node.id for node in wanted.outline.walk()]
    mapping = previews(wanted)[0].mapping
    assert mapping is not None
    remap(wanted, [mapping]).apply(wanted.outline)
    assert [node.id for node in wanted.outline.walk()] == ids
    assert NodeId(ids[0]) == remap(wanted, [mapping]).focus
