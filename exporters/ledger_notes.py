"""What a ledger says of itself: the legend under the table and the lines of the sheet 说明."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exporters.ledger_rows import LedgerTable, status_words
from models.annotation import Person
from models.ledger_columns import (
    CONTINUED,
    DOUBT,
    FORM,
    GAP,
    NOT_SEPARATE,
    SPLIT_NOTE,
    TITLE,
    LedgerColumn,
    LedgerForm,
    LedgerOptions,
)
from models.values import Status

UNKNOWN_DAY = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class Making:
    """How a ledger came about.

    Attributes:
        person: who made it; named inside the office only.
        left_out: names of materials that have nothing to list.
    """

    form: LedgerForm
    options: LedgerOptions
    made_on: date
    person: Person | None = None
    left_out: tuple[str, ...] = ()


def legend(tables: Sequence[LedgerTable], *, is_continued: bool) -> str:
    """What the symbols and marks of a sheet mean: those that are on it, no others."""
    return "　".join(_legend(tables, is_continued=is_continued))


def continued_sentence(continued: Sequence[str]) -> str:
    """Says which rows needed more height than a row can have."""
    return (
        f"{len(continued)} 行文字超过单行可用的高度，已在下一行接续，"
        f"接续行序号注明“{CONTINUED}”：{'、'.join(continued)}"
    )


def removed_sentence(count: int) -> str:
    """Says how many control characters were taken out."""
    return f"已去除 {count} 个不可见的控制字符，其余文字未改动"


def left_out_sentence(names: Sequence[str]) -> str:
    """Says which materials have nothing to list."""
    return f"下列材料没有可列入台账的问题，未列入：{'、'.join(names)}"


def explanation(
    tables: Sequence[LedgerTable], continued: Sequence[str], making: Making
) -> tuple[tuple[str, str], ...]:
    """The lines of the sheet 说明: what each is about, and the words."""
    options = making.options
    inside = "内部版（内部资料，注意保管）" if options.internal else "对外版"
    lines = [
        ("台账形式", f"{FORM[making.form]}，{inside}"),
        ("版次", f"第{options.version}版"),
        ("导出日期", f"{making.made_on.year}年{making.made_on.month}月{making.made_on.day}日"),
    ]
    if making.person and options.internal:
        office = f"（{making.person.office}）" if making.person.office else ""
        lines.append(("导出人", making.person.name + office))
    lines += [("单位及数据截至", f"{table.unit}：{table.as_of or '未写明'}") for table in tables]
    lines.append(("行数", f"共 {sum(table.problem_count for table in tables)} 个问题，每行一个"))
    lines += [("符号", note) for note in _legend(tables, is_continued=bool(continued))]
    lines += [("说明", sentence) for sentence in report_sentences(tables, continued, making)]
    lines += [("其他批注", note) for table in tables for note in table.loose_notes]
    return tuple(lines)


def report_sentences(
    tables: Sequence[LedgerTable], continued: Sequence[str], making: Making
) -> tuple[str, ...]:
    """What a person should know of the export beyond that it was done."""
    sentences = [continued_sentence(continued)] if continued else []
    removed = sum(table.removed_controls for table in tables)
    if removed:
        sentences.append(removed_sentence(removed))
    if making.left_out:
        sentences.append(left_out_sentence(making.left_out))
    return tuple(sentences)


def _legend(tables: Sequence[LedgerTable], *, is_continued: bool) -> list[str]:
    rows = [row for table in tables for row in table.rows]
    used = [status_words(state) for state in Status if any(row.status is state for row in rows)]
    notes = [f"自报状态：{'，'.join(used)}。"] if used else []
    if any("“" in row.cells.get(LedgerColumn.REPORTED, "") for row in rows):
        notes[0] += "引号内为通报原话。"
    if any(DOUBT in row.cells.get(LedgerColumn.REMARKS, "") for row in rows):
        notes.append(f"{DOUBT}：审核人认为需要进一步核实。")
    if any(row.is_whole for row in rows):
        notes.append(f"{TITLE[LedgerColumn.WHOLE]}：通报未区分措施与完成情况，照录原文。")
    if any(row.is_parted for row in rows):
        notes.append(
            f"措施与完成情况的划分：{SPLIT_NOTE}。“{GAP}”处略去另一栏的文字，"
            f"“{NOT_SEPARATE}”指原文没有单独写出。"
        )
    if is_continued:
        notes.append(f"{CONTINUED}：接上一行同一序号。")
    return notes
