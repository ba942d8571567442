"""K18: money that was wrongly paid or not collected, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.base import CheckContext, Finding, diagnostic
from checks.places import head_span, label_of
from checks.words import sentences
from models.diagnostics import Diagnostic, Severity
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span

# Findings that end with money back. Samples: "违规发放补贴", "套取资金", "党费……没有足额缴纳", "应收未收", "津补贴发放不合规"
_OWED = re.compile(
    r"违规(?:发放|报销|列支|收费)|超标准(?:发放|报销)|套取|骗取|冒领|虚报冒领|欠缴|应收未收"
    r"|(?:没有|未)(?:能)?(?:及时)?足额(?:缴纳|收缴|征收)"
    r"|(?:津补贴|津贴|补贴|补助|奖金|福利)[^。；;，,]{0,8}(?:不合规|无依据|没有依据)"
)
# What answers them. Samples: "追缴7.9万元", "已退还21家", "补缴到位"
_BACK = re.compile(r"追缴|追回|清退|退回|退还|收回|上缴|补缴|补交|补收|扣回|扣缴|收缴到位")
# Money that is said to be back. Samples: "追回相关资金", "都已收回多发补贴并交回财政"
_SAID = re.compile(
    r"(?:追缴|追回|清退|退回|退还|收回|补缴)[^。；;，,\d]{0,6}(?:资金|款项|款|费用|补贴|补助|租金)"
)
_AMOUNT = re.compile(r"\d[,.]{0,2}\s{0,8}(?:余|多)?(?:亿|万|千|百)?元|全部|全额")


def check_money(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K18: money wrongly paid or owed is said to be back, with its amount.

    Why: 以出台制度代替整改 is easiest seen here: a rule was issued, the money stayed where it was.

    When it is wrong: where nothing was owed in the end, or an earlier notice told of the return. Only problems
    that say so in plain words are looked at: most money in a notice is spent, not owed.
    """
    del context
    outline = notice.outline
    for problem in outline.lowest_problems():
        answers = [
            node
            for node in outline.walk(problem.id)
            if node.kind in (NodeKind.MEASURE, NodeKind.OUTCOME)
        ]
        owed = _first(_OWED, notice, problem)
        if owed is not None and answers and not any(_first(_BACK, notice, n) for n in answers):
            yield diagnostic(notice, _unreturned(notice, problem, owed))
        for node in answers:
            if node.kind is NodeKind.OUTCOME:
                yield from (diagnostic(notice, each) for each in _without_amount(notice, node))


def _first(pattern: re.Pattern[str], notice: Notice, node: Node) -> Span | None:
    for span in node.body:
        found = pattern.search(notice.text, span.start, span.end)
        if found:
            return Span(*found.span())
    return None


def _unreturned(notice: Notice, problem: Node, owed: Span) -> Finding:
    params = (("label", label_of(notice, problem)), ("words", owed.of(notice.text)))
    return Finding("K18", Severity.SUSPECT, "money_kept", params, [owed], [problem.id])


def _without_amount(notice: Notice, node: Node) -> Iterator[Finding]:
    for sentence in sentences(notice, node):
        said = _SAID.search(sentence.text)
        if said and not _AMOUNT.search(sentence.text):
            params = (("words", said.group()),)
            head = head_span(notice, node)
            spans = dict.fromkeys((*sentence.places(*said.span()), *([head] if head else [])))
            yield Finding("K18", Severity.SUSPECT, "money_unsaid", params, list(spans), [node.id])
