"""A notice and its findings as lines of text, for people at a terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from models import labels
from models.diagnostics import Diagnostic, Severity
from models.facts import METADATA_FACTS, Claim, ClaimSubject, FactName
from models.ids import NodeId
from models.node import Node, NodeKind
from models.notice import Notice
from models.values import Status, confidence_level

# Columns of a line; a Chinese character takes two.
WIDTH = 100
_INDENT = "  "
_CUT = "……"
# The facts that head a notice; its title stands above them.
_HEAD_FACTS = (
    FactName.UNIT,
    FactName.INSPECTION_TEAM,
    FactName.INSPECTION_START,
    FactName.INSPECTION_END,
    FactName.FEEDBACK_DATE,
    FactName.AS_OF,
    FactName.PUBLISHED,
)
_WAN = 10_000  # yuan from which on sums are told in 万元
_SEVERITIES = tuple(Severity)


def outline_lines(notice: Notice, *, width: int = WIDTH) -> Iterator[str]:
    """The notice: what it is, what it says of itself, and its tree with the first words of each node."""
    yield from _head(notice)
    claims = _claims(notice)
    if claims:
        yield f"自报：{claims}"
    yield from _listed(notice)
    yield ""
    if notice.outline.child_count(None):
        yield from _tree(notice, width)
    else:
        yield from _sections(notice, width)


def finding_lines(notice: Notice, found: Sequence[Diagnostic]) -> Iterator[str]:
    """The findings, each with the line of the source it leads to."""
    if not found:
        yield "校核结果：未发现问题"
        return
    yield f"校核结果：{len(found)}条（{_by_severity(found)}）"
    for number, each in enumerate(found, 1):
        yield f"{number:>3}. [{each.code} {labels.SEVERITY[each.severity]}] {each.message}"
        places = _places(notice, each)
        if places:
            yield f"     原文{places}"


def cut(words: str, width: int) -> str:
    """`words` on one line, cut to `width` columns."""
    line = " ".join(words.split())
    if columns(line) <= width:
        return line
    taken = ""
    room = width - columns(_CUT)
    for sign in line:
        room -= columns(sign)
        if room < 0:
            break
        taken += sign
    return taken + _CUT


def columns(words: str) -> int:
    """How many columns a terminal takes for `words`."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in words)


def _head(notice: Notice) -> Iterator[str]:
    source = notice.source
    yield notice.fact(FactName.TITLE) or source.file_name
    told = [source.file_name, labels.NOTICE_KIND[notice.kind]]
    if source.encoding:
        told.append(source.encoding)
    level = confidence_level(notice.reading.confidence)
    told.append(f"把握{labels.CONFIDENCE[level]}")
    yield f"（{'，'.join(told)}）"
    if notice.reading.kind_reason:
        yield f"识读为{labels.NOTICE_KIND[notice.kind]}：{notice.reading.kind_reason}"
    if source.notes:
        yield f"读取说明：{'；'.join(source.notes)}"
    metadata = [name for name in FactName if name in METADATA_FACTS]
    for names in (_HEAD_FACTS, metadata):
        known = [f"{labels.FACT[name]}：{value}" for name in names if (value := notice.fact(name))]
        if known:
            yield "　".join(known)


def _claims(notice: Notice) -> str:
    claims = notice.outline.claims()
    return "、".join(dict.fromkeys(_claim(claim) for claim in claims))


def _claim(claim: Claim) -> str:
    if claim.subject is ClaimSubject.RATE_PERCENT:
        of = labels.CLAIM[claim.of] if claim.of else labels.CLAIM[claim.subject]
        return f"{of}占{'约' if claim.vague else ''}{claim.value:g}%"
    part = "其中" if claim.subset_of is not None else ""
    about = "约" if claim.vague else ""
    return f"{part}{labels.CLAIM[claim.subject]}{about}{_amount(claim)}"


def _amount(claim: Claim) -> str:
    if claim.subject is not ClaimSubject.MONEY:
        return f"{claim.value:g}"
    unit, size = ("万元", 10_000) if claim.value >= _WAN else ("元", 1)
    return f"{claim.value / size:.6f}".rstrip("0").rstrip(".") + unit


def _listed(notice: Notice) -> Iterator[str]:
    nodes = list(notice.outline.walk())
    counted = [f"{labels.KIND[kind]}{count}" for kind in NodeKind if (count := _count(nodes, kind))]
    if not counted:
        yield "列出：没有问题清单"
        return
    yield f"列出：{'、'.join(counted)}"
    lowest = notice.outline.lowest_problems()
    statuses = [
        f"{labels.STATUS[status]}{count}"
        for status in Status
        if (count := sum(node.status is status for node in lowest))
    ]
    if lowest:
        yield f"逐条状态：{len(lowest)}个问题，{'、'.join(statuses)}"


def _count(nodes: Sequence[Node], kind: NodeKind) -> int:
    return sum(node.kind is kind for node in nodes)


def _tree(notice: Notice, width: int) -> Iterator[str]:
    outline = notice.outline
    item_numbers = outline.item_numbers()
    depths: dict[NodeId | None, int] = {None: -1}
    for node in outline.walk():
        depths[node.id] = depths[node.parent] + 1
        indent = _INDENT * depths[node.id]
        yield indent + cut(_line(notice, node, item_numbers), width - len(indent))


def _line(notice: Notice, node: Node, item_numbers: dict[NodeId, str]) -> str:
    parts = [labels.KIND[node.kind]]
    if node.id in item_numbers:
        parts[0] = f"[{item_numbers[node.id]}] {parts[0]}"
        status = labels.STATUS[node.status]
        limit = f"，{node.deadline_quote}" if node.deadline_quote else ""
        parts.append(f"〔{status}{limit}〕")
    if node.number:
        parts.append(node.number)
    if node.kind is NodeKind.OUTCOME:
        parts += _answers(notice, node)
    parts.append(notice.words(node))
    return " ".join(parts)


def _answers(notice: Notice, node: Node) -> list[str]:
    """Which measures an outcome answers, unless it stands right below the one."""
    answered = [notice.outline.node(each) for each in notice.outline.answers(node.id)]
    if [measure.id for measure in answered] in ([], [node.parent]):
        return []
    numbers = "、".join(measure.number or "未编号" for measure in answered)
    return [f"→{numbers}"]


def _sections(notice: Notice, width: int) -> Iterator[str]:
    for section in notice.reading.sections:
        indent = _INDENT * (section.level - 1)
        yield indent + cut(section.title, width - len(indent))


def _by_severity(found: Sequence[Diagnostic]) -> str:
    counts = {
        severity: sum(each.severity is severity for each in found) for severity in _SEVERITIES
    }
    return "、".join(
        f"{labels.SEVERITY[severity]}{count}" for severity, count in counts.items() if count
    )


def _places(notice: Notice, found: Diagnostic) -> str:
    """The lines of the source that a finding leads to; the first few are enough to find it."""
    lines = dict.fromkeys(notice.text.count("\n", 0, span.start) + 1 for span in found.spans)
    shown = [str(line) for line in list(lines)[:_MOST_LINES]]
    if not shown:
        return ""
    more = "等" if len(lines) > _MOST_LINES else ""
    return f"第{'、'.join(shown)}{more}行"


_MOST_LINES = 8
