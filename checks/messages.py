"""The Chinese sentences of all checks, in one place; `{…}` are filled with the params of a finding."""

from __future__ import annotations

TEMPLATES = {
    # any check
    "broken": "这项校核未能完成（{error}），请人工核对。",
    # K1, K2, K4: what is claimed against what is listed
    "account": "自报{claimed}，列出{listed}（{names}）：{differences}。",
    "account_sum": "自报{claimed}，列出{listed}（{names}）：{differences}；自报各项相加为{sum}，与自报总数{total}也不符。",
    "account_unsure": "自报{claimed}，识读出{listed}（{names}）。{why}，无法核对。",
    "parts_sum": "自报{names}共{total}个，各项相加（{parts}）为{sum}，相差{difference}个。",
    "total": "自报{subject}{claimed}个，正文列出{listed}个，相差{difference}个。",
    "total_no_level": "自报{subject}{claimed}个，正文按{listed}个问题列出，没有逐一列到这一级，无法核对。",
    "total_unsure": "自报{subject}{claimed}个，识读出{listed}个。{why}，无法核对。",
    "nothing_listed": "自报{claimed}，正文未能识读出问题层次，无法核对。",
    "measures": "自报整改措施{claimed}条，正文可数{listed}条，口径未必相同，请与整改台账核对。",
    # K3
    "rate": "自报{name}占{rate}%，按自报的{part}÷{total}应为{right}%。",
    "rates_sum": "自报各项比率（{rates}）相加为{sum}%，不是100%。",
    # K5
    "named": "自报{name}{claimed}个，前面点名列出的是{named}个。",
    # K7
    "number_first": "{kind}的编号不从头开始：第一个是{after}。",
    "number_skipped": "{kind}的编号不连续：{before}之后是{after}。",
    "number_twice": "{kind}的编号重复：{before}之后又是{after}。",
    "number_back": "{kind}的编号倒退：{before}之后是{after}。",
    "number_missing": "{kind}“{label}”没有编号，同级其他各条都有。",
    # K8
    "unanswered": "“{label}”没有写{missing}。",
    # K10
    "done_intent_only": "自报“{status}”，完成情况却只有打算：“{quotes}”。",
    "done_to_do": "自报“{status}”，完成情况还有未做完的：“{quotes}”。",
    "done_intent": "自报“{status}”，完成情况还写了今后打算：“{quotes}”。",
    # K13
    "limit_passed": "“{label}”整改时限（{limit}）已过，{name}{cut_off}仍为{status}。",
    # K14
    "dates_order": "日期先后不合：{first}（{first_date}）晚于{second}（{second_date}）。",
    "event_early": "“{label}”的整改内容早于巡察开始（{start}）：{dates}，疑以巡前工作充当整改成效。",
    "event_during": "{count}处整改内容在巡察开始之后、反馈之前（边巡边改）：{dates}。",
    "event_late": "{date}晚于公布日期（{published}），却写成已经做成。",
    # K15
    "damaged": "{name}“{printed}”疑有缺字，读作{readings}，请确认。",
    "damaged_unsure": "{name}“{printed}”疑有缺字，可能是{readings}，请确认。",
    "damaged_rest": "正文有{count}处疑有缺字，引用前请核对：{quotes}。",
    # K18
    "money_kept": "“{label}”说到“{words}”，整改内容没有写资金追缴、清退。",
    "money_unsaid": "写了“{words}”，没有写金额。",
    # K22
    "excuse": "“{label}”的整改措施像是在解释，不像整改：“{quote}”。",
    # K25
    "parts_missing": "文末没有写{missing}。",
    "mail_is_street": "“{words}”写的是街道地址，不是邮箱。",
    "post_without_street": "“{words}”没有写街道和门牌。",
}
