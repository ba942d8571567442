"""Whether a notice itself parts its measures from its outcomes, or tells both in one narrative."""

from __future__ import annotations

from models.node import NodeKind
from models.notice import Notice
from models.source import SpanRole


def separates_outcomes(notice: Notice) -> bool:
    """Whether a notice says anywhere which words are measures and which are outcomes.

    Where it does not, the program parted them, and a measure without outcome is no sign of a missing answer
    (CHECKS.md, "Corrections from the offices' practice", K8/K9).
    """
    for node in notice.outline.walk():
        if node.kind is NodeKind.OUTCOME and node.parent is not None:
            if notice.outline.node(node.parent).kind is not NodeKind.MEASURE:
                return True
        elif any("措施" in span.of(notice.text) for span in node.spans_of(SpanRole.LABEL)):
            return True
    return False
