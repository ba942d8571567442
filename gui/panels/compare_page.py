"""Writes what the 对照 pane shows into a text document, and remembers which words are whose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from gui.delegates.tints import DOUBT_SIGN, LOW_SIGN, SEVERITY_SIGN, Tints
from gui.itemmodels.outline_cells import REWORDED, reworded
from gui.panels.links import node_link, span_link
from gui.text.compare_rows import CompareRow, Reply, rows_of
from gui.text.damage_marks import open_damage
from gui.text.item_runs import Run, runs_of
from gui.wording import shortened
from models import labels
from models.diagnostics import Diagnostic
from models.ids import NodeId
from models.narrative import separates_outcomes
from models.node import Node, NodeKind
from models.notice import Notice
from models.values import ConfidenceLevel, confidence_level

NODE_PROPERTY = QTextFormat.Property.UserProperty + 1
LISTED_AT_MOST = 60  # of the problems below a heading; the tree shows them all
_PLACES_AT_MOST = 6  # of one finding; the list of findings leads to all
_WHOLE_LEGEND = (
    "整改情况（原文未分列；以下划分由程序所作，仅供参考：底色＋无线＝措施，底色＋点线＝完成情况）"
)


class ComparePage:
    """One page of the 对照 pane.

    Attributes:
        places: where the words of each node stand in the document, in positions of Qt.
    """

    def __init__(self, document: QTextDocument, tints: Tints, font: QFont) -> None:
        self.places: dict[NodeId, list[tuple[int, int]]] = {}
        self._document = document
        self._tints = tints
        self._size = font.pointSizeF()
        self._document.clear()
        self._document.setDefaultFont(font)
        self._document.setDocumentMargin(8)
        self._cursor = QTextCursor(document)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Lays the page out once, when all is written."""
        block = QTextCursor(self._document)
        block.beginEditBlock()
        try:
            yield
        finally:
            block.endEditBlock()

    def write_problem(
        self, notice: Notice, node: Node, number: str, findings: Sequence[Diagnostic]
    ) -> None:
        """The problem, what the checks found, its measures and outcomes side by side."""
        self._heading(notice, node, number)
        self._findings(findings)
        rows = rows_of(notice, node.id, is_separate=separates_outcomes(notice))
        if rows:
            self._answers(notice, rows)
        else:
            self._paragraph("未列整改措施，也未列完成情况。", self._missing())

    def write_heading(
        self,
        notice: Notice,
        node: Node | None,
        below: Sequence[tuple[str, Node]],
        findings: Sequence[Diagnostic],
        *,
        has_more: bool = False,
    ) -> None:
        """A heading, or the whole notice where `node` is None, with the problems (number, node) below it."""
        if node is not None:
            self._heading(notice, node, "")
        self._findings(findings)
        if below:
            self._problems(notice, below)
        elif node is not None:
            self._paragraph("其下没有列出问题。", self._muted())
        if has_more:
            self._paragraph("其余各条见左侧目录。", self._muted())

    def write_plain(self, sentences: Iterable[str], notice: Notice | None = None) -> None:
        """Sentences, and under them the headings of a notice that has no problems."""
        for sentence in sentences:
            self._paragraph(sentence, self._text())
        if notice is None or not notice.reading.sections:
            return
        self._paragraph("文中标题（点击可到原文）：", self._muted())
        for section in notice.reading.sections:
            self._start_paragraph()
            self._cursor.insertText("\u3000" * (section.level - 1), self._text())
            self._link(section.title, span_link(section.span))

    # Parts of a page

    def _heading(self, notice: Notice, node: Node, number: str) -> None:
        self._start_paragraph()
        large = self._text(1.15)
        if number:
            bold = QTextCharFormat(large)
            bold.setFontWeight(QFont.Weight.Bold)
            self._cursor.insertText(f"{number}\u2002", bold)
        if node.number:
            self._cursor.insertText(f"{node.number}\u2002", large)
        self._runs(notice, node, large)
        self._reading_marks(notice, node)

    def _findings(self, findings: Sequence[Diagnostic]) -> None:
        for found in findings:
            self._start_paragraph()
            form = self._text()
            form.setForeground(self._tints.severity(found.severity))
            sign = SEVERITY_SIGN[found.severity]
            self._cursor.insertText(f"{sign} {labels.SEVERITY[found.severity]}\u2002", form)
            self._cursor.insertText(found.message, self._text())
            for count, span in enumerate(found.spans[:_PLACES_AT_MOST], 1):
                self._cursor.insertText("\u2002", self._text())
                where = "定位原文" if len(found.spans) == 1 else f"定位{count}"
                self._link(where, span_link(span))

    def _answers(self, notice: Notice, rows: Sequence[CompareRow]) -> None:
        table = self._table(len(rows) + 1, (50, 50))
        has_whole = any(row.is_whole for row in rows)
        if has_whole and all(_spans_both(row, has_whole=True) for row in rows):
            table.mergeCells(0, 0, 1, 2)
            self._head(table, 0, _WHOLE_LEGEND, None)
        else:
            measures = sum(row.measure is not None for row in rows)
            outcomes = {reply.outcome.id for row in rows for reply in row.replies}
            count = len(outcomes) + sum(row.is_whole for row in rows)
            self._head(table, 0, f"整改措施 {measures}", NodeKind.MEASURE)
            self._head(table, 1, f"完成情况 {count}", NodeKind.OUTCOME)
        for at, row in enumerate(rows, 1):
            if _spans_both(row, has_whole=has_whole):
                self._whole(notice, table, at, row)
            else:
                self._sides(notice, table, at, row)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    def _whole(self, notice: Notice, table: QTextTable, at: int, row: CompareRow) -> None:
        table.mergeCells(at, 0, 1, 2)
        self._enter(table, at, 0)
        assert row.measure is not None
        self._item(notice, row.measure, is_tinted=True)
        if row.is_unanswered:
            self._cursor.insertText("\u2002未见回应", self._missing())

    def _sides(self, notice: Notice, table: QTextTable, at: int, row: CompareRow) -> None:
        self._enter(table, at, 0)
        if row.measure is None:
            words = "未对应措施" if row.is_unpromised else "对应其他问题的措施"
            self._cursor.insertText(words, self._missing())
        else:
            self._item(notice, row.measure, is_tinted=row.is_whole)
        self._enter(table, at, 1)
        self._replies(notice, row)

    def _replies(self, notice: Notice, row: CompareRow) -> None:
        if row.is_unanswered:
            self._cursor.insertText("未见回应", self._missing())
        for count, reply in enumerate(row.replies):
            if count:
                self._cursor.insertBlock(self._block())
            self._item(notice, reply.outcome)
            self._answer_marks(reply)
        for count, outcome in enumerate(row.also):
            if count or row.replies:
                self._cursor.insertBlock(self._block())
            self._cursor.insertText("见上 ", self._muted())
            self._link(f"完成情况 {outcome.number or ''}".strip(), node_link(outcome.id))

    def _item(self, notice: Notice, node: Node, *, is_tinted: bool = False) -> None:
        if node.number:
            bold = self._text()
            bold.setFontWeight(QFont.Weight.Bold)
            self._owned(f"{node.number} ", bold, node.id)
        self._runs(notice, node, self._text(), is_tinted=is_tinted)
        self._reading_marks(notice, node)
        if notice.outline.review(node.id).doubt:
            self._cursor.insertText(f"\u2002{DOUBT_SIGN}待核实", self._missing())
        notes = len(notice.outline.annotations(node.id))
        if notes:
            self._cursor.insertText(f"\u2002［批注 {notes}］", self._muted())

    def _reading_marks(self, notice: Notice, node: Node) -> None:
        """已改, how sure the reading is where it is not quite, and damaged places within the words."""
        if node.wording is not None:
            form = self._muted()
            form.setToolTip(reworded(notice, node))
            self._cursor.insertText(f"\u2002［{REWORDED}］", form)
        level = confidence_level(node.confidence)
        if level is not ConfidenceLevel.HIGH:
            is_low = level is ConfidenceLevel.LOW
            words = f"\u2002［{LOW_SIGN if is_low else ''}把握{labels.CONFIDENCE[level]}］"
            self._cursor.insertText(words, self._missing() if is_low else self._muted())
        for place in open_damage(notice, node):
            self._cursor.insertText("\u2002", self._text())
            self._link(f"［疑为“{shortened(place.reading, 16)}”］", span_link(place.span))

    def _answer_marks(self, reply: Reply) -> None:
        for answer in reply.answers:
            self._cursor.insertText("\u2002", self._text())
            guess = "？" if answer.is_guess else ""
            self._link(f"→\u00a0{answer.name}{guess}", node_link(answer.measure))

    def _problems(self, notice: Notice, below: Sequence[tuple[str, Node]]) -> None:
        table = self._table(len(below) + 1, (8, 62, 15, 15))
        for column, title in enumerate(("序号", "问题", "自报", "结论")):
            self._head(table, column, title, None)
        for at, (number, node) in enumerate(below, 1):
            words = shortened(f"{node.number or ''} {notice.words(node)}".strip(), 60)
            verdict = notice.outline.review(node.id).verdict
            self._enter(table, at, 0)
            self._link(number, node_link(node.id))
            self._enter(table, at, 1)
            self._owned(words, self._text(), node.id)
            self._enter(table, at, 2)
            self._cursor.insertText(labels.STATUS[node.status], self._text())
            self._enter(table, at, 3)
            self._cursor.insertText(verdict or "未审", self._text() if verdict else self._muted())
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    # Words and forms

    def _runs(
        self, notice: Notice, node: Node, form: QTextCharFormat, *, is_tinted: bool = False
    ) -> None:
        runs = runs_of(notice, node)
        for run in runs:
            self._owned(run.words, self._run_form(run, form, is_tinted=is_tinted), run.node_id)
        if not runs:
            self._owned("（没有文字）", self._muted(), node.id)

    def _run_form(self, run: Run, form: QTextCharFormat, *, is_tinted: bool) -> QTextCharFormat:
        made = QTextCharFormat(form)
        if run.kind is None:
            made.setForeground(QColor(self._tints.muted))
        elif is_tinted:
            made.merge(self._tints.words_format(run.kind))
        return made

    def _owned(self, words: str, form: QTextCharFormat, node_id: NodeId) -> None:
        made = QTextCharFormat(form)
        made.setProperty(NODE_PROPERTY, str(node_id))
        start = self._cursor.position()
        # A line break inside the words must not open a paragraph of its own.
        self._cursor.insertText(words.replace("\n", "\u2028"), made)
        self.places.setdefault(node_id, []).append((start, self._cursor.position()))

    def _link(self, words: str, href: str) -> None:
        form = self._text()
        form.setAnchor(True)
        form.setAnchorHref(href)
        form.setForeground(QColor(self._tints.link))
        form.setFontUnderline(True)
        self._cursor.insertText(words, form)

    def _paragraph(self, words: str, form: QTextCharFormat) -> None:
        self._start_paragraph()
        self._cursor.insertText(words, form)

    def _start_paragraph(self) -> None:
        if self._cursor.position() == 0:
            self._cursor.setBlockFormat(self._block())
        elif self._cursor.block().length() > 1:
            self._cursor.insertBlock(self._block())
        self._cursor.setCharFormat(self._text())

    def _table(self, rows: int, widths: Sequence[int]) -> QTextTable:
        form = QTextTableFormat()
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setColumnWidthConstraints(
            [QTextLength(QTextLength.Type.PercentageLength, width) for width in widths]
        )
        form.setCellPadding(5)
        form.setCellSpacing(0)
        form.setBorder(1)
        form.setBorderCollapse(True)
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setBorderBrush(QColor(self._tints.line))
        form.setTopMargin(6)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        return self._cursor.insertTable(rows, len(widths), form)

    def _head(self, table: QTextTable, column: int, words: str, kind: NodeKind | None) -> None:
        self._enter(table, 0, column)
        cell = table.cellAt(0, column)
        form = cell.format()
        form.setBackground(
            QColor(self._tints.head) if kind is None else self._tints.background(kind)
        )
        cell.setFormat(form)
        bold = self._text()
        bold.setFontWeight(QFont.Weight.Bold)
        self._cursor.insertText(words, bold)

    def _enter(self, table: QTextTable, row: int, column: int) -> None:
        self._cursor = table.cellAt(row, column).firstCursorPosition()
        self._cursor.setBlockFormat(self._block())

    def _block(self) -> QTextBlockFormat:
        form = QTextBlockFormat()
        form.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(3)
        return form

    def _text(self, factor: float = 1.0) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setFontPointSize(self._size * factor)
        form.setForeground(QColor(self._tints.words))
        return form

    def _muted(self) -> QTextCharFormat:
        form = self._text()
        form.setForeground(QColor(self._tints.muted))
        return form

    def _missing(self) -> QTextCharFormat:
        form = self._text()
        form.setForeground(QColor(self._tints.missing))
        form.setFontWeight(QFont.Weight.DemiBold)
        return form


def _spans_both(row: CompareRow, *, has_whole: bool) -> bool:
    """Whether a row runs across both columns: an item that is not separated, and its like in the same problem."""
    return row.is_whole and not row.replies if row.is_whole else has_whole and row.is_alone
