"""A corrected mapping is guidance that a new reading follows; what persons did stays."""

from __future__ import annotations

from dataclasses import replace

from importers.outline.pipeline import read_notice
from models import operations
from models.annotation import Opinion
from models.guidance import Guidance
from models.ledger_columns import ColumnMapping, LedgerColumn
from models.node import NodeKind
from models.notice import Notice, Reading, live_records
from models.outline import Outline
from models.rereading import DifferenceSort, Rereading, reread
from models.values import Stage
from services.column_mapping import guided_by_columns, previews
from tests.importers.tables.sheets import read, sheet

ROWS = (
    ("序号", "问题", "处理办法", "整改措施", "完成情况", "责任领导"),
    (1, "学习少", "(1)定计划。\n(2)抓落实。", "无", "已定计划。", "周一凡"),
    (2, "调研少", "开展调研。", "无", "已调研3次。", "吴二"),
)


def notice() -> Notice:
    source, reading = read(sheet(*ROWS))
    return live(source_notice=Notice(1, source, reading, Outline(len(source.text))))


def live(source_notice: Notice) -> Notice:
    outline = Outline(len(source_notice.text), live_records(source_notice.reading))
    return replace(source_notice, outline=outline)


def guess(wanted: Notice) -> ColumnMapping:
    mapping = previews(wanted)[0].mapping
    assert mapping is not None
    return mapping


def corrected(wanted: Notice) -> ColumnMapping:
    columns = {**dict(guess(wanted).columns), 2: LedgerColumn.MEASURES}
    del columns[3]
    return replace(guess(wanted), columns=tuple(sorted(columns.items())))


def read_by(wanted: Notice, mapping: ColumnMapping) -> Reading:
    return read_notice(wanted.source, None, guided_by_columns(wanted, [mapping]))


def remapped(wanted: Notice, mapping: ColumnMapping) -> Rereading:
    found = reread(wanted.outline, wanted.reading, read_by(wanted, mapping))
    found.group.apply(wanted.outline)
    return found


def words(wanted: Notice, *kinds: NodeKind) -> list[str]:
    return [wanted.words(node) for node in wanted.outline.walk() if node.kind in kinds]


def test_previews_show_rows_and_the_guess() -> None:
    found = previews(notice())
    assert len(found) == 1
    assert found[0].rows[0] == (0, dict(enumerate(ROWS[0])))
    assert found[0].mapping is not None
    assert found[0].mapping.meaning(1) is LedgerColumn.PROBLEM
    assert found[0].mapping.meaning(2) is None


def test_previews_show_what_a_person_said() -> None:
    wanted = notice()
    said = corrected(wanted)
    again = live(replace(wanted, reading=read_by(wanted, said)))
    assert guess(again).columns == said.columns


def test_only_what_differs_from_the_guess_is_guidance() -> None:
    wanted = notice()
    assert guided_by_columns(wanted, [replace(guess(wanted), confidence=1.0)]) == Guidance()
    (said,) = guided_by_columns(wanted, [corrected(wanted)]).columns
    assert (said.columns, said.confidence) == (corrected(wanted).columns, 1.0)


def test_corrected_mapping_gives_other_nodes() -> None:
    wanted = notice()
    assert words(wanted, NodeKind.MEASURE) == ["无", "无"]
    remapped(wanted, corrected(wanted))
    assert words(wanted, NodeKind.MEASURE) == ["定计划。", "抓落实。", "开展调研。"]
    assert words(wanted, NodeKind.OUTCOME) == ["已定计划。", "已调研3次。"]


def test_judgements_and_changes_of_nodes_that_stay_are_kept() -> None:
    wanted = notice()
    problem = wanted.outline.lowest_problems()[0]
    opinion = Opinion(Stage.FIRST, "同意销号", "可以", "王审核", "2025-09-01")
    operations.write_opinion(wanted.outline, problem.id, opinion).apply(wanted.outline)
    operations.reword(wanted.outline, problem.id, "学习太少").apply(wanted.outline)
    operations.set_responsible(wanted.outline, problem.id, lead_person="郑三").apply(wanted.outline)
    assert not remapped(wanted, corrected(wanted)).touches_work
    after = wanted.outline.lowest_problems()[0]
    assert (after.id, wanted.words(after), after.lead_person) == (problem.id, "学习太少", "郑三")
    assert wanted.outline.review(after.id).opinions == (opinion,)


def test_nodes_a_person_worked_on_stay_and_are_told() -> None:
    wanted = notice()
    measure = next(node for node in wanted.outline.walk() if node.kind is NodeKind.MEASURE)
    operations.reword(wanted.outline, measure.id, "另有措施").apply(wanted.outline)
    found = remapped(wanted, corrected(wanted))
    assert wanted.words(wanted.outline.node(measure.id)) == "另有措施"
    assert found.touches_work
    (kept,) = (one for one in found.differences if one.sort is DifferenceSort.KEPT)
    assert (kept.node_id, kept.after) == (measure.id, "这次没有识读出这一条")


def test_unit_that_a_person_found_in_a_column_is_that_of_the_ledger() -> None:
    rows = (("序号", "问题", "谁家的", "整改措施"), (1, "学习少", "青屿县水务局", "定计划。"))
    source, reading = read(sheet(*rows))
    wanted = live(Notice(1, source, reading, Outline(0)))
    columns = tuple(sorted({**dict(guess(wanted).columns), 2: LedgerColumn.UNIT}.items()))
    said = read_by(wanted, replace(guess(wanted), columns=columns))
    assert "青屿县水务局" in [fact.value for fact in said.facts]
