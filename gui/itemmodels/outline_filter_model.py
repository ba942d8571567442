"""The tree narrowed down to the problems one looks for."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel
from typing_extensions import override

from gui.itemmodels.outline_figures import OutlineFigures
from gui.itemmodels.outline_item_model import OutlineItemModel
from gui.text.compare_rows import rows_of
from models.diagnostics import Severity
from models.ids import NodeId
from models.node import Node
from models.notice import Notice
from models.source import squeeze
from models.values import ConfidenceLevel, Status, confidence_level

_Index = QModelIndex | QPersistentModelIndex


class OutlineFilter(Enum):
    """Which lowest problems to list; the values are the words on screen."""

    ALL = "全部"
    OPEN = "未审"
    FINDINGS = "有疑点"
    DOUBT = "待核实"
    UNSTATED = "自报未写明"
    NOT_DONE = "自报未完成"
    UNANSWERED = "有未见回应"
    ANNOTATED = "有批注"
    UNSURE = "把握不高"


class OutlineFilterModel(QSortFilterProxyModel):
    """Lists problems that fit with all above and below them.

    What fitted when the filter was set stays listed until it is set anew, so that a problem does not vanish under the
    hand that judges it; what is added later is listed too.
    """

    def __init__(self, outline: OutlineItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outline = outline
        self._known: set[NodeId] = set()
        self._kept: set[NodeId] = set()
        self.setSourceModel(outline)

    def narrow(self, words: str, chosen: OutlineFilter) -> int:
        """Lists what holds `words` and fits `chosen`.

        Returns:
            How many lowest problems are listed.
        """
        notice = self._outline.notice
        self._known, self._kept = set(), set()
        count = 0
        if notice is not None:
            self._known = {node.id for node in notice.outline.walk()}
            count = self._keep(notice, _Wanted(notice, self._outline.figures, words, chosen))
        self.invalidate()
        return count

    def _keep(self, notice: Notice, wanted: _Wanted) -> int:
        outline = notice.outline
        found = [node for node in outline.lowest_problems() if wanted.fits(node)]
        for node in found:
            self._kept.update(below.id for below in outline.walk(node.id))
        for node in (*found, *wanted.beside_problems()):
            self._kept.add(node.id)
            self._kept.update(above.id for above in outline.ancestors(node.id))
        return len(found)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        node_id = self._outline.node_of(self._outline.index(source_row, 0, source_parent))
        notice = self._outline.notice
        if node_id is None or notice is None:
            return False
        if self._is_listed(node_id):
            return True
        return any(self._is_listed(below.id) for below in notice.outline.walk(node_id))

    def _is_listed(self, node_id: NodeId) -> bool:
        return node_id in self._kept or node_id not in self._known


class _Wanted:
    """What one looks for."""

    def __init__(
        self, notice: Notice, figures: OutlineFigures, words: str, chosen: OutlineFilter
    ) -> None:
        self._notice = notice
        self._figures = figures
        self._chosen = chosen
        self._words = squeeze(words).casefold()
        self._saying = {node.id for node in notice.outline.walk() if self._says(node)}

    def fits(self, problem: Node) -> bool:
        """Whether a lowest problem fits, by its state and by words anywhere around it."""
        if not _TESTS[self._chosen](self._notice, self._figures, problem):
            return False
        outline = self._notice.outline
        around = (problem, *outline.walk(problem.id), *outline.ancestors(problem.id))
        return not self._words or any(node.id in self._saying for node in around)

    def beside_problems(self) -> list[Node]:
        """Nodes that hold the words and belong to no lowest problem: headings, recommendations."""
        if self._chosen is not OutlineFilter.ALL:
            return []
        outline = self._notice.outline
        nodes = (outline.node(node_id) for node_id in self._saying)
        return [node for node in nodes if outline.lowest_problem_of(node.id) is None]

    def _says(self, node: Node) -> bool:
        if not self._words:
            return False
        number = self._figures.item_no(node.id)
        words = f"{number}{node.number or ''}{self._notice.words(node)}"
        return self._words in squeeze(words).casefold()


def _is_unanswered(notice: Notice, figures: OutlineFigures, problem: Node) -> bool:
    rows = rows_of(notice, problem.id, is_separate=figures.separates)
    return any(row.is_unanswered for row in rows)


def _has_notes(notice: Notice, _: OutlineFigures, problem: Node) -> bool:
    inside = {problem.id, *(node.id for node in notice.outline.walk(problem.id))}
    return any(note.node_id in inside for note in notice.outline.annotations())


def _is_doubted(notice: Notice, _: OutlineFigures, problem: Node) -> bool:
    inside = (problem, *notice.outline.walk(problem.id))
    return any(notice.outline.review(node.id).doubt for node in inside)


_SUSPECT = (Severity.CONTRADICTION, Severity.SUSPECT)  # a hint is no doubt

_TESTS: dict[OutlineFilter, Callable[[Notice, OutlineFigures, Node], bool]] = {
    OutlineFilter.ALL: lambda *_: True,
    OutlineFilter.OPEN: lambda notice, _, node: notice.outline.review(node.id).verdict is None,
    OutlineFilter.FINDINGS: lambda _, figures, node: any(
        found.severity in _SUSPECT for found in figures.findings(node.id)
    ),
    OutlineFilter.DOUBT: _is_doubted,
    OutlineFilter.UNSTATED: lambda _, __, node: node.status is Status.UNSTATED,
    OutlineFilter.NOT_DONE: lambda _, __, node: node.status not in (Status.DONE, Status.UNSTATED),
    OutlineFilter.UNANSWERED: _is_unanswered,
    OutlineFilter.ANNOTATED: _has_notes,
    OutlineFilter.UNSURE: lambda _, __, node: (
        confidence_level(node.confidence) is not ConfidenceLevel.HIGH
    ),
}
