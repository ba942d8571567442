"""K22: measures that explain why the finding is none, instead of mending anything."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from checks.base import CheckContext, Finding, diagnostic
from checks.places import label_of
from checks.words import quoted, sentences
from models.diagnostics import Diagnostic, Severity
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span

# Each is one way of arguing; a sample stands beside it.
_ARGUMENTS = (
    re.compile(r"正值|适逢|恰逢"),  # 施工期间正值主汛期
    re.compile(r"受[^。；;，,]{1,10}影响[，,]"),  # 受疫情影响，材料费上涨
    re.compile(r"(?:因素|原因)导致"),  # 图纸不完善等因素导致后期变更
    re.compile(r"必要支出|客观(?:需要|原因|因素|条件)|属于?正常"),  # 疫情防控费为必要支出
    re.compile(
        r"不再(?:收取|预留|要求|需要|执行)|没有(?:规定|要求)|未(?:作|做)?要求|无需"
    ),  # 不再收取质保金
    re.compile(r"因此[，,]?[^。；;，,]{0,12}未|[，,](?:故|所以)未"),  # 因此，本次签约时未列这一条
    re.compile(r"符合(?:现场|实际|当时|规定|政策)|不违反"),  # 变更内容符合现场实际
    re.compile(r"(?:没有|未)造成(?:损失|影响|浪费)"),  # 没有造成损失
    re.compile(
        r"因[^。；;，,]{2,16}(?:未拨付|未到位|不足)[，,][^。；;]{0,16}未能"
    ),  # 因资金未拨付，设计费未能支付
    re.compile(r"[，,]为了?满足|因处于"),  # 为了满足疏散要求，进行了施工
)
# One such turn of phrase may be an honest word about the cause; two of different kinds argue.
_FEWEST = 2


def check_excuses(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K22: the measure answers the finding with an argument (以解释代替整改).

    Why: it is what a reviewer shows the leader: the unit does not accept the finding.

    When it is wrong: where the cause is told at length and mended all the same. Only measures that the notice
    itself sets apart are looked at.
    """
    del context
    for problem in notice.outline.lowest_problems():
        measures = notice.outline.children(problem.id, NodeKind.MEASURE)
        if not notice.outline.children(problem.id, NodeKind.OUTCOME):
            continue
        kinds, places = _arguments(notice, measures)
        if kinds >= _FEWEST:
            params = (("label", label_of(notice, problem)), ("quote", quoted(notice, places[:1])))
            nodes = [problem.id, *(measure.id for measure in measures)]
            yield diagnostic(
                notice, Finding("K22", Severity.SUSPECT, "excuse", params, places, nodes)
            )


def _arguments(notice: Notice, measures: list[Node]) -> tuple[int, list[Span]]:
    """How many ways of arguing there are, and the sentences that do it."""
    hits = [
        (kind, found.start())
        for node in measures
        for span in node.body
        for kind, argument in enumerate(_ARGUMENTS)
        for found in argument.finditer(notice.text, span.start, span.end)
    ]
    kinds = {kind for kind, _ in hits}
    if len(kinds) < _FEWEST:
        return len(kinds), []
    places = [
        span for node in measures for words in sentences(notice, node) for span in words.places()
    ]
    found = sorted(at for _, at in hits)
    return len(kinds), [
        span for span in places if bisect_left(found, span.start) < bisect_left(found, span.end)
    ]
