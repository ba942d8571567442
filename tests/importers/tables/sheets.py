"""Workbooks made for tests, and readings of them as indented lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.guidance import Guidance
from models.ids import NodeId
from models.ledger_columns import ColumnMapping
from models.node import Node, NodeKind
from models.notice import Reading
from models.source import SourceText
from models.values import Status

Rows = Iterable[Sequence[object]]

SHORT = {
    NodeKind.ASPECT: "方面",
    NodeKind.PROBLEM: "问题",
    NodeKind.SUB_PROBLEM: "具体",
    NodeKind.MEASURE: "措施",
    NodeKind.OUTCOME: "完成",
    NodeKind.RECOMMENDATION: "建议",
}


def workbook(
    *sheets: tuple[str, Rows, Sequence[str]], change: Callable[[Workbook], None] | None = None
) -> bytes:
    """A workbook of sheets with a name, rows and merged ranges."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows, merges in sheets:
        sheet = book.create_sheet(name)
        assert isinstance(sheet, Worksheet)
        for row in rows:
            sheet.append(list(row))
        for merged in merges:
            sheet.merge_cells(merged)
    if change is not None:
        change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def sheet(*rows: Sequence[object], merges: Sequence[str] = ()) -> bytes:
    """A workbook of one sheet."""
    return workbook(("Sheet1", rows, merges))


def read(
    data: bytes, name: str = "台账.xlsx", mappings: Sequence[ColumnMapping] = ()
) -> tuple[SourceText, Reading]:
    """Source and reading of a file."""
    source = read_source(data, name)
    return source, read_notice(source, None, Guidance(columns=tuple(mappings)))


def lines(source: SourceText, reading: Reading) -> list[str]:
    """The tree of a reading: a line a node, two blanks a level, kind, number and words."""
    depth: dict[NodeId, int] = {}
    found = []
    for node in reading.nodes:
        depth[node.id] = 0 if node.parent is None else depth[node.parent] + 1
        number = f"[{node.number}]" if node.number else ""
        found.append(
            "  " * depth[node.id] + f"{SHORT[node.kind]}{number} {node.text(source.text)}".rstrip()
        )
    return found


def tree(data: bytes, name: str = "台账.xlsx") -> list[str]:
    """The tree that a file gives."""
    return lines(*read(data, name))


def problems(reading: Reading) -> list[Node]:
    """The nodes that are problems of any level, in order."""
    kinds = (NodeKind.PROBLEM, NodeKind.SUB_PROBLEM)
    return [node for node in reading.nodes if node.kind in kinds]


def said(node: Node) -> tuple[object, ...]:
    """What the fields of a node hold."""
    status = None if node.status is Status.UNSTATED else node.status.value
    fields = (node.deadline_quote, node.lead_person, node.lead_office, node.person)
    return (status, node.status_quote, *fields)
