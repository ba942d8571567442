"""The words in the cells of the tree."""

from __future__ import annotations

from dataclasses import dataclass

from gui.delegates.tints import DOUBT_SIGN, SEVERITY_SIGN
from gui.itemmodels.outline_figures import OutlineFigures
from gui.itemmodels.roles import OutlineColumn
from gui.text.item_runs import Run, is_mixed, one_line, own_runs, plain_words, runs_of
from gui.verdicts import signed_verdict
from gui.wording import shortened
from models import labels
from models.node import Node, NodeKind
from models.notice import Notice
from models.rollup import Rollup
from models.source import own_words
from models.values import Status, confidence_level

REWORDED = "已改"  # the words are a reviewer's
_WORDS_IN_TIP = 400
_WORDS_IN_ROW = 160  # more never fits


@dataclass(frozen=True, slots=True)
class Cells:
    """A row: a node with what stands beside it."""

    notice: Notice
    figures: OutlineFigures
    node: Node

    def text(self, column: OutlineColumn) -> str:
        """The words of a cell."""
        match column:
            case OutlineColumn.WORDS:
                # Its own words only: what a row says must not change because another row comes or goes.
                return self._numbered(
                    plain_words(own_runs(self.notice, self.node, limit=_WORDS_IN_TIP))
                )
            case OutlineColumn.STATUS:
                return self._status()
            case OutlineColumn.VERDICT:
                return self._verdict()
            case OutlineColumn.FINDINGS:
                return self._findings()

    def whole(self) -> str:
        """Number and words, of an item those of its outcomes too."""
        return self._numbered(plain_words(runs_of(self.notice, self.node, limit=_WORDS_IN_TIP)))

    def runs(self) -> tuple[Run, ...]:
        """The beginning of the words, with the kind of each part, without line breaks."""
        runs = runs_of(self.notice, self.node, limit=_WORDS_IN_ROW)
        return tuple(one_line(run) for run in runs)

    def tool_tip(self) -> str:
        """All that the row says by signs, in words."""
        lines = [f"{_kind(self.notice, self.node)} {shortened(self.whole(), 300)}"]
        roll_up = self.figures.roll_up(self.node.id)
        if roll_up is not None:
            stated = f"自报已完成 {_done(roll_up)}" if _states(roll_up) else "自报状态未写明"
            lines.append(
                f"其下问题 {roll_up.problems}，{stated}，"
                f"已审 {roll_up.reviewed}，待核实 {roll_up.doubts}"
            )
        if self.node.wording is not None:
            lines.append(reworded(self.notice, self.node))
        if self.figures.is_lowest(self.node.id):
            lines += self._judgement()
        elif self.notice.outline.review(self.node.id).doubt:
            lines.append(f"{DOUBT_SIGN} 待核实")
        notes = self.notice.outline.annotations(self.node.id)
        lines += [f"批注（{note.author}）：{shortened(note.words, 80)}" for note in notes[:3]]
        if len(notes) > 3:
            lines.append(f"另有批注 {len(notes) - 3} 条")
        level = labels.CONFIDENCE[confidence_level(self.node.confidence)]
        lines.append(f"把握：{level}")
        lines += [
            f"{SEVERITY_SIGN[found.severity]} {labels.SEVERITY[found.severity]}：{found.message}"
            for found in self.figures.findings(self.node.id)[:8]
        ]
        return "\n".join(lines)

    def _numbered(self, words: str) -> str:
        parts = (self.figures.item_no(self.node.id), self.node.number, words)
        return " ".join(part for part in parts if part)

    def _judgement(self) -> list[str]:
        review = self.notice.outline.review(self.node.id)
        quote = f"（原文：{self.node.status_quote}）" if self.node.status_quote else ""
        lines = [f"自报状态：{labels.STATUS[self.node.status]}{quote}"]
        if review.assessed_status is not None:
            lines.append(f"认定状态：{labels.STATUS[review.assessed_status]}")
        lines.append(f"审核结论：{review.verdict or '未审'}")
        if review.doubt:
            lines.append(f"{DOUBT_SIGN} 待核实")
        return lines

    def _status(self) -> str:
        roll_up = self.figures.roll_up(self.node.id)
        if roll_up is not None:
            if not _states(roll_up):
                return labels.STATUS[Status.UNSTATED]
            return f"完成{_done(roll_up)}/{roll_up.problems}"
        if self.figures.is_lowest(self.node.id):
            return labels.STATUS[self.node.status]
        return self._answer()

    def _answer(self) -> str:
        """What answers what, on the row of a measure or an outcome."""
        outline = self.notice.outline
        if self.node.kind is NodeKind.MEASURE:
            is_answered = outline.answered_by(self.node.id) or outline.child_count(self.node.id)
            return "未见回应" if self.figures.separates and not is_answered else ""
        if self.node.kind is not NodeKind.OUTCOME:
            return ""
        answered = [outline.node(one).number or "措施" for one in outline.answers(self.node.id)]
        return f"→ {' '.join(answered)}" if answered else "未对应措施"

    def _verdict(self) -> str:
        roll_up = self.figures.roll_up(self.node.id)
        if roll_up is not None:
            return f"已审{roll_up.reviewed}/{roll_up.problems}"
        verdict = self.notice.outline.review(self.node.id).verdict
        return signed_verdict(verdict) if verdict else ""

    def _findings(self) -> str:
        found = self.figures.findings(self.node.id)
        severity = self.figures.severity(self.node.id)
        marks = [f"{SEVERITY_SIGN[severity]}{len(found)}"] if severity else []
        roll_up = self.figures.roll_up(self.node.id)
        if roll_up is not None and roll_up.doubts:
            marks.append(f"{DOUBT_SIGN}{roll_up.doubts}")
        elif self.notice.outline.review(self.node.id).doubt:
            marks.append(DOUBT_SIGN)
        notes = len(self.notice.outline.annotations(self.node.id))
        if notes:
            marks.append(f"注{notes}")
        return " ".join(marks)


def reworded(notice: Notice, node: Node) -> str:
    """What the source says instead of the words that a reviewer typed."""
    printed = own_words(notice.text, node.body)
    return f"{REWORDED}，原文：{shortened(printed, 300) or '无'}"


def _states(roll_up: Rollup) -> bool:
    """Whether any problem below says how far it is."""
    return roll_up.problems > roll_up.stated.get(Status.UNSTATED, 0)


def _done(roll_up: Rollup) -> int:
    return roll_up.stated.get(Status.DONE, 0)


def _kind(notice: Notice, node: Node) -> str:
    if is_mixed(notice, node):
        return f"{labels.KIND[NodeKind.MEASURE]}与{labels.KIND[NodeKind.OUTCOME]}（原文未分列）"
    return labels.KIND[node.kind]
