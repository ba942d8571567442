"""Tables in text files: the encoding and the sign between cells are found out, quotes are honoured."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.outline.pipeline import read_notice
from importers.read import read_source
from importers.readers.csv_table import CsvReader
from models.errors import ImportFailed
from models.values import NoticeKind

ROWS = (
    ("序号", "问题内容", "整改措施", "整改时限", "落实情况"),
    ("1", "学习不深入，流于形式", "1.制定“计划”\n2.抓好落实", "立行立改", "已完成整改"),
    ("2", 'a "b", c', "多调研;多走访", "2025年9月", "正在推进中。"),
)


def table(rows: tuple[tuple[str, ...], ...] = ROWS, delimiter: str = ",") -> str:
    target = StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_in_any_encoding(encoding: str, delimiter: str) -> None:
    source = read_source(table(delimiter=delimiter).encode(encoding), "台账.csv")
    assert source.reader == "csv"
    expected = "\n".join("\t".join(row) for row in ROWS)
    assert source.text == expected
    assert source.evidence.cells[6].span.of(source.text) == "学习不深入，流于形式"
    reading = read_notice(source)
    assert reading.kind is NoticeKind.LEDGER
    assert sum(node.number == "1" for node in reading.nodes) == 2


def test_name_of_a_text_file_does_not_hide_a_ledger() -> None:
    assert read_source(table(delimiter="\t").encode(), "台账.txt").reader == "csv"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("现将整改情况通报如下。\n一、整改情况,\n二、下步打算,\n", "通报.txt"),
        ("甲,乙\n一,二\n", "表.txt"),
        ("只有一行,没有表\n", "表.csv"),
        ("没有逗号\n也没有表\n", "表.csv"),
        ("a,b,c\n现将整改情况通报如下\n一、二\n三\n四\n五\n", "表.csv"),
    ],
)
def test_other_text_stays_plain_text(text: str, name: str) -> None:
    assert read_source(text.encode(), name).reader == "plain_text"


def test_any_regular_table_is_read_under_its_name() -> None:
    source = read_source("姓名,电话\n张三,123\n李四,456\n".encode(), "人员.csv")
    assert source.reader == "csv"
    assert read_notice(source).kind is NoticeKind.OTHER


def test_reading_what_is_no_table_fails() -> None:
    with pytest.raises(ImportFailed, match="不是表格"):
        CsvReader().read("没有表".encode(), "a.csv")


def test_quote_without_end_fails_with_a_sentence() -> None:
    rows = table() + "".join(f"{at},甲,乙,丙,丁\n" for at in range(3000))
    with pytest.raises(ImportFailed, match="引号不成对"):
        CsvReader().read((rows + '9,"' + "甲" * 140_000).encode(), "a.csv")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='序号问题整改措施完成情况,;\t"\n\r（1）、。a', max_size=120), st.booleans())
def test_odd_text_fails_only_with_a_sentence(text: str, named: bool) -> None:
    titles = "序号,问题,整改措施,完成情况\n"
    try:
        source = read_source((titles + text).encode(), "a.csv" if named else "a.txt")
    except ImportFailed:
        return
    reading = read_notice(source)
    for node in reading.nodes:
        for part in node.spans:
            assert part.span.end <= len(source.text)
