"""K10: 已完成, while the outcome speaks of what is still to be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.base import CheckContext, Finding, diagnostic
from checks.places import status_span
from checks.words import Words, quoted, sentences
from models.diagnostics import Diagnostic, Severity
from models.labels import STATUS
from models.node import Node, NodeKind
from models.notice import Notice
from models.source import Span
from models.values import Status

# What names a plan (学习计划于3月印发) rather than an intention (计划于10月完成).
_PLAN_NAMES = (
    *(
        "学习",
        "工作",
        "年度",
        "培训",
        "整改",
        "行动",
        "招聘",
        "招生",
        "补充",
        "发展",
        "推进",
        "实施",
    ),
    *(
        "检查",
        "监督",
        "提升",
        "培养",
        "建设",
        "采购",
        "用编",
        "进人",
        "三年",
        "五年",
        "教学",
        "活动",
    ),
    *("项目", "月度", "季度"),
)
# What is not finished while it goes on.
_WORK = "整改|推进|办理|征求|追缴|协调|论证|建设|编制|采购|申报|准备|施工|清退|整治"
# Something named that is still to be done; a step of a procedure is not (待领导审批通过后付款). Samples: "拟于10月开展", "力争年底前开工", "计划秋季学期开始",
# "将于12月完成", "待方案批复后实施", "正在征求意见", "尚未收回". Not: 拟定了方案, 学习计划于3月印发, 等待, 接待.
# Each alternative begins with its word and looks back from there: then the search skips from word to word.
_TO_DO = re.compile(
    r"拟(?<![草模虚]拟)(?![定稿人合任写制订])"
    r"|力争"
    r"|争取(?=在|于|早日|尽快|尽早|今年|明年|年底|年内|\d)"
    rf"|计划(?<!按计划)(?<!按照计划)(?<!{'计划)(?<!'.join(_PLAN_NAMES)}计划)"
    r"(?=于|在|到|用|分|今年|明年|年底|年内|下半年|上半年|[一二三四]季度|[春夏秋冬暑寒]|近期|\d"
    r"|[新改扩]建|启动|召开|招聘|补充)"
    r"|将(?=于|在(?:\d|今|明|年|近期|下))|即将"
    r"|待(?<![等接对看招期善亟虐款]待)(?!遇|人|办|岗|业|命|定|审)"
    r"(?![^。；;，,]{0,20}(?:审批|审核|签字|批准|同意|合格))[^。；;，,]{2,20}(?:后|批复|到位)"
    rf"|正在(?:{_WORK})|仍在(?:{_WORK})"
    r"|尚未(?:完成|整改|到位|办理|启动|收回|追回|落实|开工|验收)"
)
# Intentions in general. Samples: "下一步，将继续加强管理", "今后将严格执行". 将 before a noun is 把 (将费用纳入公开).
_INTENT = re.compile(
    r"下一步(?<![对就排署确出]下一步)(?!工作(?:进行|作出|提出|打算))"
    r"|下步(?<![对就排署确出]下步)|下一阶段|今后(?!的)|接下来"
    r"|将(?=继续|持续|进一步|不断|加大|加强|严格|定期|适时|联合|会同|按照|监督|督促)"
)
# Something that was done. Samples: "已收回", "印发了", "培训92人"
_DONE = re.compile(
    r"已|了(?!解)|完成|印发|下发|出台|召开|举办|组织|开展|制定|修订|建立|成立|签订|收回|追回|清退|上缴"
    r"|[\d一二三四五六七八九十](?:次|场|期|人|名|件|份|家|个|项|万元|元|%|％)"
)
# A clause no longer than this only says when.
_SHORT = 7


def check_done(notice: Notice, context: CheckContext) -> Iterator[Diagnostic]:
    """K10: what is called 已完成 is not still to be done.

    Why: 纸上整改, the first thing a reviewer looks for: the label says done, the words say 拟, 力争, 下一步.

    When it is wrong: where the plan is part of what was done (a timetable that was issued). A remainder beside
    real results is 疑点 where it names something to do, 提示 where it only states intentions.
    """
    del context
    for problem in notice.outline.lowest_problems():
        if problem.status is Status.DONE:
            finding = _finding(notice, problem, _outcome_sentences(notice, problem))
            if finding is not None:
                yield diagnostic(notice, finding)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of an outcome: the places of what is to be done and of what is intended.

    Attributes:
        has_result: whether it tells of something done. What follows an intention belongs to it; what stands before
            does not.
    """

    to_do: Sequence[Span]
    intent: Sequence[Span]
    has_result: bool


def _outcome_sentences(notice: Notice, problem: Node) -> list[_Sentence]:
    nodes = [node for node in notice.outline.walk(problem.id) if node.kind is NodeKind.OUTCOME]
    return [_read(words) for node in nodes for words in sentences(notice, node)]


def _read(words: Words) -> _Sentence:
    to_do, intent = _clause(words, _TO_DO), _clause(words, _INTENT)
    starts = [place[0] for place in (to_do, intent) if place]
    done = _DONE.search(words.text, 0, min([*starts, len(words.text)]))
    return _Sentence(
        words.places(*to_do) if to_do else (),
        words.places(*intent) if intent else (),
        has_result=done is not None,
    )


def _clause(words: Words, pattern: re.Pattern[str]) -> tuple[int, int] | None:
    """The clause that `pattern` is found in; with the next one where it only says when (下一步，……)."""
    found = pattern.search(words.text)
    if found is None:
        return None
    start, end = words.clause_around(*found.span())
    if end - start > _SHORT or end + 1 >= len(words.text):
        return start, end
    return start, words.clause_around(end + 1, end + 2)[1]


def _finding(notice: Notice, problem: Node, told: Sequence[_Sentence]) -> Finding | None:
    to_do = [each.to_do for each in told if each.to_do]
    intents = [each.intent for each in told if each.intent and not each.to_do]
    if not to_do and not intents:
        return None
    if not any(each.has_result for each in told):
        places = [each.to_do or each.intent for each in told]
        return _worded(notice, problem, "done_intent_only", [place for place in places if place])
    template = "done_to_do" if to_do else "done_intent"
    return _worded(notice, problem, template, to_do or intents)


def _worded(
    notice: Notice, problem: Node, template: str, places: Sequence[Sequence[Span]]
) -> Finding:
    status = status_span(notice, problem)
    quotes = "”“".join(quoted(notice, place) for place in places)
    said = (problem.status_quote or STATUS[problem.status]).strip("。；;，, ")
    params = (("status", said), ("quotes", quotes))
    severity = Severity.HINT if template == "done_intent" else Severity.SUSPECT
    spans = [*(span for place in places for span in place), *([status] if status else [])]
    return Finding("K10", severity, template, params, spans, [problem.id])
