"""Paints rows of the tree: number, what it is, words in the tints of measure and outcome, 把握 where it is not high.

The base class paints the row itself (selection, focus, branches); the parts are then laid out from left to right, and
what does not fit is elided at the end of the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from gui.delegates.tints import LOW_SIGN, Tints, tints_of
from gui.itemmodels.roles import OutlineColumn, OutlineRole
from gui.text.item_runs import Run, plain_words
from models import labels
from models.diagnostics import Severity
from models.node import NodeKind
from models.values import ConfidenceLevel

_Index = QModelIndex | QPersistentModelIndex

_PADDING = 4
# What an answer is, in two signs; headings say it by their place and number.
_CHIPS = {
    NodeKind.MEASURE: "措施",
    NodeKind.OUTCOME: "完成",
    NodeKind.RECOMMENDATION: "建议",
}
_MIXED_CHIP = "整改"  # 整改情况: measure and outcome not separated


class OutlineDelegate(QStyledItemDelegate):
    """Paints the rows of an `OutlineItemModel`, straight or behind a filter."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        if index.column() != OutlineColumn.WORDS:
            super().paint(painter, option, index)
            return
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        style = QApplication.style() if row.widget is None else row.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        painter.save()
        painter.setClipRect(row.rect)
        _Row(painter, row, index).paint()
        painter.restore()

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        super().initStyleOption(option, index)
        if index.column() != OutlineColumn.WORDS:
            option.font = small_font(option.font)
        tints = tints_of(option.palette)
        if index.column() == OutlineColumn.FINDINGS:
            severity = index.data(OutlineRole.SEVERITY)
            if severity is not None:
                _recolour(option, tints.severities[Severity(severity)])
        elif index.column() != OutlineColumn.WORDS and index.data(OutlineRole.IS_ROLL_UP):
            _recolour(option, tints.muted)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        height = QFontMetrics(option.font).height()
        return QSize(hint.width(), height + 2 * _PADDING)


class _Row:
    """One row while it is painted."""

    def __init__(self, painter: QPainter, option: Any, index: _Index) -> None:
        self._painter = painter
        self._index = index
        self._font = QFont(option.font)
        self._is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._tints = tints_of(option.palette)
        role = QPalette.ColorRole.HighlightedText if self._is_selected else QPalette.ColorRole.Text
        is_active = option.state & QStyle.StateFlag.State_Active
        group = QPalette.ColorGroup.Active if is_active else QPalette.ColorGroup.Inactive
        self._pen = option.palette.color(group, role)
        self._rect = QRect(option.rect).adjusted(_PADDING, 0, -_PADDING, 0)

    def paint(self) -> None:
        # Qt hands the values of string enumerations over as strings.
        kind = NodeKind(self._index.data(OutlineRole.KIND))
        if kind is NodeKind.ASPECT:
            self._font.setBold(True)
        self._confidence(is_heading=kind.is_heading)
        runs = self._index.data(OutlineRole.RUNS) or ()
        if kind in _CHIPS:
            is_mixed = self._index.data(OutlineRole.IS_MIXED)
            words = _MIXED_CHIP if is_mixed else _CHIPS[kind]
            ground = self._tints.head if is_mixed else self._tints.kinds[kind]
            self._framed(words, self._tints.words, ground)
        item_no = self._index.data(OutlineRole.ITEM_NO)
        if item_no:
            bold = QFont(self._font)
            bold.setBold(True)
            self._plain(item_no, bold)
        number = self._index.data(OutlineRole.NUMBER)
        if number:
            self._plain(number, self._font)
        self._runs(runs)

    def _confidence(self, *, is_heading: bool) -> None:
        level = ConfidenceLevel(self._index.data(OutlineRole.CONFIDENCE))
        # Answers have little room, and 对照 says it of each.
        said = (
            (ConfidenceLevel.LOW, ConfidenceLevel.MEDIUM) if is_heading else (ConfidenceLevel.LOW,)
        )
        if level not in said:
            return
        is_low = level is ConfidenceLevel.LOW
        words = f"{LOW_SIGN if is_low else ''}把握{labels.CONFIDENCE[level]}"
        font = small_font(self._font)
        font.setBold(is_low)
        width = QFontMetrics(font).horizontalAdvance(words)
        if width * 3 > self._rect.width():
            return
        place = QRect(self._rect)
        place.setLeft(place.right() - width)
        self._rect.setRight(place.left() - _PADDING)
        self._painter.setFont(font)
        colour = self._pen if self._is_selected else self._tints.missing
        self._painter.setPen(QPen(colour))
        self._painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _framed(self, words: str, ink: str, ground: str) -> None:
        font = small_font(self._font)
        metrics = QFontMetrics(font)
        width = metrics.horizontalAdvance(words) + 2 * _PADDING
        height = metrics.height()
        top = self._rect.center().y() - height // 2
        place = QRect(self._rect.left(), top, width, height)
        self._painter.fillRect(place, ground)
        self._painter.setFont(font)
        self._painter.setPen(QPen(ink))
        self._painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), words)
        self._rect.setLeft(place.right() + _PADDING)

    def _plain(self, words: str, font: QFont) -> None:
        self._painter.setFont(font)
        self._painter.setPen(QPen(self._pen))
        self._painter.drawText(self._rect, int(Qt.AlignmentFlag.AlignVCenter), words)
        width = QFontMetrics(font).horizontalAdvance(words)
        self._rect.setLeft(self._rect.left() + width + _PADDING + 2)

    def _runs(self, runs: Sequence[Run]) -> None:
        metrics = QFontMetrics(self._font)
        shown = metrics.elidedText(
            plain_words(runs), Qt.TextElideMode.ElideRight, max(0, self._rect.width())
        )
        if not shown:
            return
        layout = QTextLayout(shown, self._font)
        layout.setFormats(self._formats(runs, len(shown)))
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(self._rect.width() + metrics.averageCharWidth())
        layout.endLayout()
        top = self._rect.top() + (self._rect.height() - line.height()) / 2
        self._painter.setPen(QPen(self._pen))
        layout.draw(self._painter, QPointF(self._rect.left(), top))

    def _formats(self, runs: Sequence[Run], length: int) -> list[QTextLayout.FormatRange]:
        formats: list[QTextLayout.FormatRange] = []
        at = 0
        for run in runs:
            size = len(run.words.encode("utf-16-le")) // 2
            if run.kind is not None and not run.kind.is_heading and at < length:
                part = QTextLayout.FormatRange()
                part.start = at
                part.length = min(size, length - at)
                part.format = self._format(run.kind, self._tints)
                formats.append(part)
            at += size
        return formats

    def _format(self, kind: NodeKind, tints: Tints) -> QTextCharFormat:
        form = tints.words_format(kind)
        if self._is_selected:
            form.clearBackground()
            form.setForeground(self._pen)
            form.setUnderlineColor(self._pen)
        return form


def small_font(font: QFont) -> QFont:
    """The font of what stands beside the words."""
    small = QFont(font)
    small.setBold(False)
    small.setPointSizeF(max(8.0, font.pointSizeF() * 0.9))
    return small


def _recolour(option: QStyleOptionViewItem, colour: str) -> None:
    palette = option.palette
    palette.setColor(QPalette.ColorRole.Text, colour)
    option.palette = palette
