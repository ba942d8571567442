"""审核: what the reviewer finds of the lowest problem the current node belongs to; each setting is an edit at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from gui.panels.committing import CommittingLine, CommittingText, FieldKeys
from gui.panels.elided_label import ElidedLabel
from gui.panels.judgement_fields import Choices, labelled, named_combo, named_line
from gui.panels.notes_panel import NotesPanel
from gui.wording import today
from models import labels, operations
from models.annotation import Opinion, Person, Review
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId
from models.node import Node
from models.notice import Notice
from models.outline import Outline
from models.values import LimitClass, Stage, Status

_NOT_YET = "（未定）"
_ASSESSED = (Status.DONE, Status.PHASED, Status.ONGOING, Status.LONG_TERM, Status.NOT_DONE)
_Make = Callable[[Outline, NodeId], EditGroup]


class JudgementPanel(QWidget):
    """Fields of one lowest problem.

    Signals:
        edit_made: an EditGroup.
        refused: the Chinese sentence why an edit cannot be made.
        next_asked: the reviewer is through with this problem (Ctrl+Enter).
        left: the reviewer wants to go back to the text (Esc).
    """

    edit_made = Signal(object)
    refused = Signal(str)
    next_asked = Signal()
    left = Signal()

    def __init__(
        self, person: Person, verdicts: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._person = person
        self._notice: Notice | None = None
        self._node: NodeId | None = None
        self._is_editable = True
        self._stage_shown = Stage.FIRST
        self.status = named_combo(self, "自报状态", "通报自己怎么说；改动即“更正识读”，原文不变")
        self._statuses = Choices(self.status, labels.STATUS)
        self.quote = ElidedLabel(self)
        self.assessed = named_combo(self, "认定状态", "审核人员认定的状态")
        self._assessments = Choices(
            self.assessed, {status: labels.STATUS[status] for status in _ASSESSED}, none=_NOT_YET
        )
        self.stage = named_combo(self, "审核阶段", "意见属于哪个阶段：初审、复审或会议审定")
        self._stages = Choices(self.stage, labels.STAGE)
        self.verdict = named_combo(self, "审核结论", "本阶段的审核结论")
        self._verdicts = Choices(self.verdict, {word: word for word in verdicts}, none=_NOT_YET)
        self.doubt = QCheckBox("待核实", self)
        self.doubt.setToolTip("把这个问题标为待核实（目录中显示 ◆）")
        self.opinion = CommittingText(self)
        self.opinion.setAccessibleName("审核意见")
        self.opinion.setToolTip("本阶段的审核意见；停顿一秒或离开即保存，Ctrl+回车到下一处未审")
        self.opinion.setPlaceholderText("审核意见")
        self._fit_opinion()
        self.earlier = ElidedLabel(self)
        self.lead_person = named_line(self, "责任领导", "责任领导")
        self.lead_office = named_line(self, "责任部门", "责任部门")
        self.person = named_line(self, "责任人", "责任人")
        self.deadline = named_line(
            self, "整改时限", "整改时限，照原文写，如 2025年12月底前、立行立改"
        )
        self.limit_class = named_combo(self, "时限类别", "立行立改、限期整改或长期坚持")
        self._limits = Choices(self.limit_class, labels.LIMIT_CLASS, none="—")
        self.notes = NotesPanel(person, self)
        self.keys = FieldKeys(self)
        self._arrange()
        self._connect_signals()
        self.show_node(None, None)

    @property
    def node_id(self) -> NodeId | None:
        """The lowest problem that is shown."""
        return self._node

    @property
    def current_stage(self) -> Stage:
        """The stage for which opinions are written."""
        return self._stage_shown

    def show_node(self, notice: Notice | None, node_id: NodeId | None) -> None:
        """Shows the lowest problem of a node; commits first what was typed for the one before."""
        self.flush()
        self._notice = notice
        has_node = notice is not None and node_id is not None and notice.outline.has_node(node_id)
        problem = (
            notice.outline.lowest_problem_of(node_id) if has_node and notice and node_id else None
        )
        self._node = problem.id if problem else None
        if has_node:
            self.notes.show_node(notice, node_id, self._node)
        else:
            self.notes.show_node(None, None, None)
        self._enable()
        self.renew()

    def renew(self) -> None:
        """Shows the values of the outline; what is being typed stays."""
        outline = self._notice.outline if self._notice else None
        is_there = outline is not None and self._node is not None and outline.has_node(self._node)
        node = outline.node(self._node) if is_there and outline and self._node else None
        review = outline.review(self._node) if node and outline and self._node else None
        self._show_facts(node)
        self._show_review(review)
        self.notes.renew()

    def flush(self) -> None:
        """Commits what is being typed."""
        for line in self._lines():
            line.flush()
        self.opinion.flush()
        self.notes.flush()

    def set_editable(self, is_editable: bool) -> None:
        """Whether anything can be set: not in a workspace that is open for reading only."""
        self._is_editable = is_editable
        self.notes.set_editable(is_editable)
        self._enable()

    def go_in(self) -> None:
        """Puts the focus on the conclusion."""
        self.verdict.take_up()

    def apply_verdict(self, verdict: str | None) -> None:
        """Gives a conclusion at the current stage, with the words as they are typed now."""
        words = self.opinion.take_words() if self._node is not None else ""
        self._write_opinion(verdict, words)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(4)
        layout.addLayout(self._states())
        layout.addWidget(self.opinion)
        layout.addLayout(self._responsible())
        layout.addWidget(self.notes)
        self.notes.add_beside_folds(self.earlier)

    def _states(self) -> QHBoxLayout:
        row = QHBoxLayout()
        labelled(row, "自报", self.status)
        labelled(row, "", self.quote, stretch=1)
        labelled(row, "认定", self.assessed)
        labelled(row, "阶段", self.stage)
        labelled(row, "结论", self.verdict)
        labelled(row, "", self.doubt)
        return row

    def _responsible(self) -> QHBoxLayout:
        row = QHBoxLayout()
        labelled(row, "责任领导", self.lead_person)
        labelled(row, "责任部门", self.lead_office)
        labelled(row, "责任人", self.person)
        labelled(row, "时限", self.deadline)
        labelled(row, "", self.limit_class)
        return row

    def _connect_signals(self) -> None:
        self.status.activated.connect(self.on_status_chosen)
        self.assessed.activated.connect(self.on_assessed_chosen)
        self.stage.currentIndexChanged.connect(self.on_stage_changed)
        self.verdict.activated.connect(self.on_verdict_chosen)
        self.doubt.clicked.connect(self.on_doubt_clicked)
        self.opinion.committed.connect(self.on_opinion_committed)
        self.lead_person.committed.connect(self.on_lead_person_committed)
        self.lead_office.committed.connect(self.on_lead_office_committed)
        self.person.committed.connect(self.on_person_committed)
        self.deadline.committed.connect(self.on_deadline_committed)
        self.limit_class.activated.connect(self.on_limit_class_chosen)
        self.notes.edit_made.connect(self.edit_made)
        self.notes.refused.connect(self.refused)
        self.keys.next_asked.connect(self.next_asked)
        self.keys.left.connect(self.left)
        for field in (*self._fields(), *self.notes.fields()):
            self.keys.watch(field)

    def _lines(self) -> tuple[CommittingLine, ...]:
        return (self.lead_person, self.lead_office, self.person, self.deadline)

    def _fields(self) -> tuple[QWidget, ...]:
        combos = (self.status, self.assessed, self.stage, self.verdict, self.limit_class)
        return (*combos, self.doubt, self.opinion, *self._lines())

    def _enable(self) -> None:
        for field in self._fields():
            field.setEnabled(self._node is not None and self._is_editable)

    def _fit_opinion(self) -> None:
        self.opinion.setFixedHeight(self.opinion.fontMetrics().lineSpacing() * 2 + 14)

    # Showing

    def _show_facts(self, node: Node | None) -> None:
        self._statuses.show(node.status if node else None)
        self.quote.show_words(_quote(node))
        self.lead_person.show_words((node and node.lead_person) or "")
        self.lead_office.show_words((node and node.lead_office) or "")
        self.person.show_words((node and node.person) or "")
        self.deadline.show_words(_deadline(node))
        self._limits.show(node.limit_class if node else None)

    def _show_review(self, review: Review | None) -> None:
        self._assessments.show(review.assessed_status if review else None)
        with QSignalBlocker(self.doubt):
            self.doubt.setChecked(bool(review and review.doubt))
        opinion = review.opinion(self.current_stage) if review else None
        self._verdicts.show(opinion.verdict if opinion else None)
        self.opinion.show_words(opinion.words if opinion else "")
        others = review.opinions if review else ()
        said = [_said(one) for one in others if one.stage is not self.current_stage]
        self.earlier.show_words("；".join(said))

    # Setting

    @Slot()
    def on_status_chosen(self) -> None:
        """更正识读."""
        status = self._statuses.value()
        if status is not None:
            self._make(lambda outline, node: operations.correct_status(outline, node, status))

    @Slot()
    def on_assessed_chosen(self) -> None:
        """认定状态."""
        status = self._assessments.value()
        self._make(lambda outline, node: operations.assess(outline, node, status))

    @Slot()
    def on_stage_changed(self) -> None:
        """Commits what was typed for the stage before and shows the opinion of the other."""
        self.opinion.flush()
        self._stage_shown = self._stages.value() or Stage.FIRST
        self.renew()

    @Slot()
    def on_verdict_chosen(self) -> None:
        """审核结论."""
        self.apply_verdict(self._verdicts.value())

    @Slot(bool)
    def on_doubt_clicked(self, is_doubted: bool) -> None:
        """待核实."""
        self._make(lambda outline, node: operations.mark_doubt(outline, node, is_doubted))

    @Slot(str)
    def on_opinion_committed(self, words: str) -> None:
        """审核意见."""
        self._write_opinion(self._verdicts.value(), words)

    @Slot(str)
    def on_lead_person_committed(self, words: str) -> None:
        """责任领导."""
        self._make(
            lambda outline, node: operations.set_responsible(outline, node, lead_person=words)
        )

    @Slot(str)
    def on_lead_office_committed(self, words: str) -> None:
        """责任部门."""
        self._make(
            lambda outline, node: operations.set_responsible(outline, node, lead_office=words)
        )

    @Slot(str)
    def on_person_committed(self, words: str) -> None:
        """责任人."""
        self._make(lambda outline, node: operations.set_responsible(outline, node, person=words))

    @Slot(str)
    def on_deadline_committed(self, words: str) -> None:
        """整改时限."""
        self._make(lambda outline, node: operations.set_deadline(outline, node, words))

    @Slot()
    def on_limit_class_chosen(self) -> None:
        """时限类别."""
        limit: LimitClass | None = self._limits.value()
        self._make(lambda outline, node: operations.set_limit_class(outline, node, limit))

    def _write_opinion(self, verdict: str | None, words: str) -> None:
        opinion = Opinion(self.current_stage, verdict, words, self._person.name, today())
        self._make(lambda outline, node: operations.write_opinion(outline, node, opinion))

    def _make(self, make: _Make) -> None:
        if self._notice is None or self._node is None:
            return
        try:
            group = make(self._notice.outline, self._node)
        except EditError as error:
            self.refused.emit(str(error))  # what was typed stays, to be mended
            return
        if group.edits:
            self.edit_made.emit(group)

    # Overridden from Qt

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_opinion()


def _quote(node: Node | None) -> str:
    if node is None:
        return ""
    parts = []
    if node.status_quote:
        parts.append(f"原文：{node.status_quote}")
    if "status" in node.touched:
        parts = [*(part.rstrip("，；。") for part in parts), "已更正识读"]
    return "，".join(parts)


def _deadline(node: Node | None) -> str:
    if node is None:
        return ""
    return node.deadline_quote or (str(node.deadline) if node.deadline else "")


def _said(opinion: Opinion) -> str:
    words = "，".join(part for part in (opinion.verdict, opinion.words) if part)
    signed = " ".join(part for part in (opinion.author, opinion.written) if part)
    return f"{labels.STAGE[opinion.stage]}：{words}（{signed}）"
