"""What a reviewer decides and notes: 认定状态, opinions, 佐证, 待核实, notes, waivers."""

from __future__ import annotations

import re
from dataclasses import replace

from models import labels
from models.annotation import Annotation, Opinion, Review, Waiver
from models.edits import EditGroup
from models.errors import EditError
from models.ids import NodeId, new_id
from models.operations.draft import Draft, clean_words, name_of, require_lowest, require_node
from models.outline import Outline
from models.values import Stage, Status

# The day an opinion was written. Sample: "2026-01-09"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def assess(outline: Outline, node_id: NodeId, status: Status | None) -> EditGroup:
    """认定状态 of a lowest problem; None takes it back.

    Raises:
        EditError: if it is no lowest problem.
    """
    require_lowest(outline, node_id, "认定状态")
    review = replace(outline.review(node_id), assessed_status=status)
    return _judged(outline, review, "修改认定状态")


def write_opinion(outline: Outline, node_id: NodeId, opinion: Opinion) -> EditGroup:
    """The opinion of one stage on a lowest problem; one without conclusion and words is taken out.

    Raises:
        EditError: if it is no lowest problem, the stage is none, or the day is no date.
    """
    require_lowest(outline, node_id, "审核意见")
    if opinion.stage not in list(Stage):
        raise EditError("审核意见须写明是初审、复审还是会议审定")
    if not _DAY.match(opinion.written):
        raise EditError("审核意见的日期应写成 2026-01-09 的样子")
    review = outline.review(node_id)
    clean = replace(
        opinion,
        verdict=clean_words(opinion.verdict or "") or None,
        words=clean_words(opinion.words),
    )
    old = review.opinion(opinion.stage)
    stage = labels.STAGE[opinion.stage]
    if (old.verdict if old else None) != clean.verdict:
        return _judged(outline, review.with_opinion(clean), f"填写{stage}结论")
    # A later day or another name alone says nothing.
    if old is not None and old.words == clean.words:
        return EditGroup(f"填写{stage}意见", (), node_id)
    typing = f"opinion:{opinion.stage.value}:{node_id}"
    return _judged(outline, review.with_opinion(clean), f"填写{stage}意见", typing)


def set_evidence(outline: Outline, node_id: NodeId, words: str) -> EditGroup:
    """佐证 in the reviewer's words.

    Raises:
        EditError: if there is no such node.
    """
    require_node(outline, node_id)
    review = replace(outline.review(node_id), evidence=clean_words(words))
    return _judged(outline, review, "修改佐证", f"evidence:{node_id}")


def mark_doubt(outline: Outline, node_id: NodeId, doubt: bool) -> EditGroup:
    """Sets or takes away the mark 待核实.

    Raises:
        EditError: if there is no such node.
    """
    require_node(outline, node_id)
    review = replace(outline.review(node_id), doubt=doubt)
    return _judged(outline, review, "标为待核实" if doubt else "取消待核实")


def annotate(outline: Outline, annotation: Annotation) -> EditGroup:
    """Adds a note.

    Raises:
        EditError: if it has no words, its node is gone, or its place lies outside the source.
    """
    if outline.get(annotation.key) is not None:
        raise EditError("这条批注已经存在")
    return _noted(outline, annotation, "添加批注")


def change_annotation(outline: Outline, annotation: Annotation) -> EditGroup:
    """Puts a note in the place of the one with its id.

    Raises:
        EditError: if there is none, it has no words, or its place or node is not there.
    """
    if outline.get(annotation.key) is None:
        raise EditError("这条批注已不存在")
    return _noted(outline, annotation, "修改批注", f"annotation:{annotation.id}")


def delete_annotation(outline: Outline, annotation_id: int) -> EditGroup:
    """Takes a note away.

    Raises:
        EditError: if there is none.
    """
    note = outline.get(("annotation", annotation_id))
    if not isinstance(note, Annotation):
        raise EditError("这条批注已不存在")
    draft = Draft(outline)
    draft.remove(note.key)
    return draft.group(_on("删除批注", outline, note), note.node_id)


def waive(outline: Outline, waiver: Waiver) -> EditGroup:
    """经核无误: closes a finding with a reason.

    Raises:
        EditError: if there is no reason.
    """
    clean = replace(waiver, reason=clean_words(waiver.reason))
    if not clean.reason:
        raise EditError("请写明经核无误的理由")
    draft = Draft(outline)
    draft.put(clean)
    return draft.group("经核无误")


def unwaive(outline: Outline, fingerprint: str) -> EditGroup:
    """Opens a finding again.

    Raises:
        EditError: if it is not waived.
    """
    if outline.get(("waiver", fingerprint)) is None:
        raise EditError("这条校核结果没有标为经核无误")
    draft = Draft(outline)
    draft.remove(("waiver", fingerprint))
    return draft.group("取消经核无误")


def judgement_to_notes(draft: Draft, node_id: NodeId) -> None:
    """Turns opinions and 认定状态 of a node that is no lowest problem any more into notes on it."""
    review = draft.review(node_id)
    for note in judgement_notes(review, node_id):
        draft.put(note)
    draft.put(replace(review, opinions=(), assessed_status=None))


def judgement_notes(review: Review, node_id: NodeId, when: str = "原") -> list[Annotation]:
    """Opinions and 认定状态 of a judgement as notes on the node `node_id`; `when` tells that they stood before."""
    notes = []
    for opinion in review.opinions:
        said = "，".join(part for part in (opinion.verdict, opinion.words) if part)
        words = f"{when}{labels.STAGE[opinion.stage]}：{said}"
        notes.append(Annotation(new_id(), words, opinion.author, opinion.written, node_id))
    if review.assessed_status is not None:
        words = f"{when}认定状态：{labels.STATUS[review.assessed_status]}"
        author, written = (notes[-1].author, notes[-1].written) if notes else ("", "")
        notes.append(Annotation(new_id(), words, author, written, node_id))
    return notes


def _judged(outline: Outline, review: Review, verb: str, merge_key: str | None = None) -> EditGroup:
    draft = Draft(outline)
    draft.put(review)
    label = f"{verb}：{name_of(outline, review.node_id)}"
    return draft.group(label, review.node_id, merge_key)


def _noted(
    outline: Outline, note: Annotation, verb: str, merge_key: str | None = None
) -> EditGroup:
    clean = replace(note, words=clean_words(note.words))
    if not clean.words:
        raise EditError("批注没有文字")
    if note.node_id is not None:
        require_node(outline, note.node_id)
    if note.span is not None and note.span.end > outline.length:
        raise EditError("所指位置超出原文")
    draft = Draft(outline)
    draft.put(clean)
    return draft.group(_on(verb, outline, note), note.node_id, merge_key)


def _on(verb: str, outline: Outline, note: Annotation) -> str:
    return f"{verb}：{'原文' if note.node_id is None else name_of(outline, note.node_id)}"
