"""What a ledger is made of: its forms, its columns and the words printed with them; writer and reader share it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.values import Status


class LedgerForm(StrEnum):
    """会议版, for the meeting table, and 平表, for sorting and merging by script."""

    MEETING = "meeting"
    FLAT = "flat"


class Paper(StrEnum):
    """Paper of a printed ledger, always landscape."""

    A3 = "A3"
    A4 = "A4"


class LedgerColumn(StrEnum):
    """A column of a ledger."""

    UNIT = "unit"
    ITEM_NO = "item_no"
    CODE = "code"
    ASPECT = "aspect"
    MAIN_PROBLEM = "main_problem"
    PROBLEM = "problem"
    MEASURES = "measures"
    OUTCOMES = "outcomes"
    WHOLE = "whole"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    LEAD_PERSON = "lead_person"
    LEAD_OFFICE = "lead_office"
    PERSON = "person"
    REPORTED = "reported"
    ASSESSED = "assessed"
    VERDICT = "verdict"
    OPINIONS = "opinions"
    EVIDENCE = "evidence"
    REMARKS = "remarks"


@dataclass(frozen=True, slots=True)
class LedgerOptions:
    """How a ledger is to be written.

    Attributes:
        internal: 内部版; the 对外版 carries no notes, doubts, authors, file or PC names.
        keep_empty: 保留待填: columns to be filled in by hand stay although they are empty.
        split_mixed: 措施/完成情况分列: what the program takes for measure and outcome in separate cells, even
            where the notice does not separate them.
        version: 第N版.
        as_of: 数据截至 as it is to be printed, where it is not the notice's own.
        office_word: what the unit calls its offices: 部门, 科室, 股室, 处室.
    """

    paper: Paper = Paper.A3
    internal: bool = True
    keep_empty: bool = False
    split_mixed: bool = False
    version: int = 1
    as_of: str | None = None
    office_word: str = "部门"


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a table mean that somebody else made.

    Attributes:
        table: which table of the document.
        header: first and last row of the titles, from 0.
        columns: the columns that mean something, in order, each with its meaning.
        confidence: how sure the machine is, 0 to 1; 1 where a person chose.
    """

    table: int
    header: tuple[int, int]
    columns: tuple[tuple[int, LedgerColumn], ...]
    confidence: float = 1.0

    def columns_of(self, meaning: LedgerColumn) -> tuple[int, ...]:
        """The columns of that meaning, in order."""
        return tuple(column for column, means in self.columns if means is meaning)

    def meaning(self, column: int) -> LedgerColumn | None:
        """What a column means, or None."""
        return dict(self.columns).get(column)


FORM = {LedgerForm.MEETING: "会议版", LedgerForm.FLAT: "平表"}

TITLE = {
    LedgerColumn.UNIT: "单位",
    LedgerColumn.ITEM_NO: "序号",
    LedgerColumn.CODE: "编码",
    LedgerColumn.ASPECT: "方面",
    LedgerColumn.MAIN_PROBLEM: "主要问题",
    LedgerColumn.PROBLEM: "具体问题",
    LedgerColumn.MEASURES: "整改措施",
    LedgerColumn.OUTCOMES: "完成情况",
    LedgerColumn.WHOLE: "整改情况·原文",
    LedgerColumn.DEADLINE: "整改时限",
    LedgerColumn.RESPONSIBLE: "责任领导/部门",
    LedgerColumn.LEAD_PERSON: "责任领导",
    LedgerColumn.LEAD_OFFICE: "责任部门",
    LedgerColumn.PERSON: "责任人",
    LedgerColumn.REPORTED: "自报状态",
    LedgerColumn.ASSESSED: "认定状态",
    LedgerColumn.VERDICT: "审核结论",
    LedgerColumn.OPINIONS: "审核意见",
    LedgerColumn.EVIDENCE: "佐证材料",
    LedgerColumn.REMARKS: "备注",
}

# Where a notice separates measures from outcomes; LEDGER.md, "What Duizhang writes by default".
MEETING_COLUMNS = (
    LedgerColumn.ITEM_NO,
    LedgerColumn.CODE,
    LedgerColumn.PROBLEM,
    LedgerColumn.MEASURES,
    LedgerColumn.DEADLINE,
    LedgerColumn.RESPONSIBLE,
    LedgerColumn.OUTCOMES,
    LedgerColumn.REPORTED,
    LedgerColumn.OPINIONS,
    LedgerColumn.EVIDENCE,
    LedgerColumn.REMARKS,
)

# Where it does not: one cell runs across measures and outcomes, so the two stand side by side.
MIXED_MEETING_COLUMNS = (
    LedgerColumn.ITEM_NO,
    LedgerColumn.CODE,
    LedgerColumn.PROBLEM,
    LedgerColumn.MEASURES,
    LedgerColumn.OUTCOMES,
    LedgerColumn.DEADLINE,
    LedgerColumn.RESPONSIBLE,
    LedgerColumn.REPORTED,
    LedgerColumn.OPINIONS,
    LedgerColumn.EVIDENCE,
    LedgerColumn.REMARKS,
)

FLAT_COLUMNS = (
    LedgerColumn.UNIT,
    LedgerColumn.ITEM_NO,
    LedgerColumn.CODE,
    LedgerColumn.ASPECT,
    LedgerColumn.MAIN_PROBLEM,
    LedgerColumn.PROBLEM,
    LedgerColumn.MEASURES,
    LedgerColumn.OUTCOMES,
    LedgerColumn.WHOLE,
    LedgerColumn.DEADLINE,
    LedgerColumn.LEAD_PERSON,
    LedgerColumn.LEAD_OFFICE,
    LedgerColumn.PERSON,
    LedgerColumn.REPORTED,
    LedgerColumn.ASSESSED,
    LedgerColumn.VERDICT,
    LedgerColumn.OPINIONS,
    LedgerColumn.EVIDENCE,
    LedgerColumn.REMARKS,
)

# People fill these in by hand, so 保留待填 keeps them where no row has anything to say in them.
FILLED_BY_HAND = frozenset(
    {
        LedgerColumn.DEADLINE,
        LedgerColumn.RESPONSIBLE,
        LedgerColumn.LEAD_PERSON,
        LedgerColumn.LEAD_OFFICE,
        LedgerColumn.PERSON,
        LedgerColumn.ASSESSED,
        LedgerColumn.VERDICT,
        LedgerColumn.OPINIONS,
        LedgerColumn.REMARKS,
    }
)

# Left out where no row has anything to say in them.
OPTIONAL_COLUMNS = FILLED_BY_HAND | {
    LedgerColumn.CODE,
    LedgerColumn.ASPECT,
    LedgerColumn.WHOLE,
    LedgerColumn.EVIDENCE,
}

# All of them are in GB2312, so every Chinese font has them; black print shows them as well.
STATUS_SYMBOL = {
    Status.DONE: "√",
    Status.PHASED: "◎",
    Status.ONGOING: "▲",
    Status.LONG_TERM: "◆",
    Status.NOT_DONE: "×",
    Status.UNSTATED: "□",
}

DOUBT = "※待核实"
CONTINUED = "（续）"
GAP = "……"
NOT_SEPARATE = "原文未单列"
SPLIT_NOTE = "程序划分，仅供参考"
RECOMMENDATION_NO = "建议"
WHOLE_PROBLEM = "（针对整个主要问题）"


def column_title(
    column: LedgerColumn, form: LedgerForm, options: LedgerOptions, *, parted: bool = False
) -> str:
    """What stands over a column; `parted` says that the program parted measures from outcomes."""
    if column is LedgerColumn.PROBLEM and form is LedgerForm.MEETING:
        return "问题"
    title = TITLE[column]
    if column in (LedgerColumn.RESPONSIBLE, LedgerColumn.LEAD_OFFICE):
        title = title.replace("部门", options.office_word)
    if parted and column in (LedgerColumn.MEASURES, LedgerColumn.OUTCOMES):
        title = f"{title}（{SPLIT_NOTE}）"
    return title
