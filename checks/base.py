"""What a check is, what it gets, and how it says what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checks.messages import TEMPLATES
from models.diagnostics import Diagnostic, Severity
from models.ids import NodeId
from models.notice import Notice
from models.segment import Segmenter
from models.source import Span


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a check may use besides the notice.

    Attributes:
        segmenter: cuts words, or None where none is at hand; a check that needs one then finds nothing.
    """

    segmenter: Segmenter | None = None


Check = Callable[[Notice, CheckContext], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check wants to say, before the message is worded.

    Attributes:
        template: name of the message in `checks.messages.TEMPLATES`.
        params: what fills the template, in its order.
        spans: the places it leads to, most telling first.
    """

    code: str
    severity: Severity
    template: str
    params: tuple[tuple[str, str], ...] = ()
    spans: Sequence[Span] = ()
    nodes: Sequence[NodeId] = ()


def diagnostic(notice: Notice, finding: Finding) -> Diagnostic:
    """The finding with its Chinese sentence and the words at its places."""
    spans = tuple(finding.spans)
    return Diagnostic(
        code=finding.code,
        severity=finding.severity,
        message=TEMPLATES[finding.template].format(**dict(finding.params)),
        params=finding.params,
        spans=spans,
        quotes=tuple(span.of(notice.text) for span in spans),
        nodes=tuple(finding.nodes),
    )


def said_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings with the same words as one that leads to all their places: what is repeated has one cause."""
    once: dict[tuple[str, tuple[tuple[str, str], ...]], tuple[Finding, dict[Span, None]]] = {}
    for finding in findings:
        key = (finding.template, finding.params)
        _, spans = once.setdefault(key, (finding, {}))
        spans.update(dict.fromkeys(finding.spans))
    return [replace(first, spans=tuple(spans)) for first, spans in once.values()]
