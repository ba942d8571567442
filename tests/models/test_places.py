"""Places are named as somebody finds them who has the file open beside."""

from __future__ import annotations

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.notice import unstored_notice
from models.places import Places
from models.source import Cell, Evidence, SourceText, Span
from services.outline_json import outline_json
from tests.importers.readers.docx_files import WordFile, abstract, lvl, num, p, row, table
from tests.importers.tables.sheets import sheet

ONE = (Cell(Span(0, 2), 0, 4, 1), Cell(Span(3, 5), 0, 6, 1))
TWO = (Cell(Span(0, 2), 0, 4, 1), Cell(Span(3, 5), 1, 0, 0))
NESTED = (Cell(Span(0, 5), 0, 1, 0), Cell(Span(0, 2), 1, 3, 0))


@pytest.mark.parametrize(
    ("evidence", "offset", "words"),
    [
        (Evidence(), 3, ""),
        (Evidence(pages=(0, 3)), 3, "第2页"),
        (Evidence(cells=ONE), 4, "表格第7行"),
        (Evidence(cells=ONE), 2, ""),
        (Evidence(cells=TWO), 1, "第1张表第5行"),
        (Evidence(cells=TWO, pages=(0,)), 3, "第1页第2张表第1行"),
        (Evidence(cells=TWO, tables=("汇总", "")), 1, "工作表“汇总”第5行"),
        (Evidence(cells=NESTED), 1, "第2张表第4行"),
        (Evidence(cells=NESTED), 4, "第1张表第2行"),
    ],
)
def test_place_is_named(evidence: Evidence, offset: int, words: str) -> None:
    source = SourceText("甲乙\t丙丁", "a", "0" * 64, "xlsx", evidence=evidence)
    assert Places(source).name(offset) == words


def test_paragraphs_of_a_word_file_are_counted_outside_of_tables() -> None:
    file = WordFile([p("一"), p(), p("二"), table(row("甲", "乙")), p("三")])
    source = read_source(file.data(), "a.docx")
    places = Places(source)
    assert [places.name(source.text.index(word)) for word in "一二乙三"] == [
        "第1段",
        "第2段",
        "表格第1行",
        "第3段",
    ]


def test_rows_of_a_workbook_are_named_with_their_sheet() -> None:
    source = read_source(sheet(["序号", "问题"], ["1", "学习不深入"]), "台账.xlsx")
    assert Places(source).name(source.text.index("学习")) == "工作表“Sheet1”第2行"


def test_nodes_tell_their_place_and_whether_their_number_was_computed() -> None:
    body = [p("水务局关于巡察整改进展情况的通报"), p("（一）学习方面")]
    body += [p(f"{name}不深入。整改情况：已开展{name}。", num=1) for name in ("学习", "调研")]
    file = WordFile(body, [abstract(0, lvl(0, "decimal", "%1.")), num(1, 0)])
    source = read_source(file.data(), "通报.docx")
    entry = outline_json(unstored_notice(source, read_notice(source)), ())
    told = {node["number"]: (node["place"], node["number_generated"]) for node in entry["nodes"]}
    assert told["(一)"] == ("第2段", False)
    assert told["2"] == ("第4段", True)
