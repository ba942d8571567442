"""The words on screen and on paper for the values of the domain (STYLE, glossary)."""

from __future__ import annotations

from models.diagnostics import Severity
from models.facts import ClaimSubject, FactName
from models.node import NodeKind
from models.values import ConfidenceLevel, LimitClass, NoticeKind, Stage, Status, VersionLabel

KIND = {
    NodeKind.ASPECT: "方面",
    NodeKind.PROBLEM: "主要问题",
    NodeKind.SUB_PROBLEM: "具体问题",
    NodeKind.MEASURE: "整改措施",
    NodeKind.OUTCOME: "完成情况",
    NodeKind.RECOMMENDATION: "意见建议",
}

STATUS = {
    Status.DONE: "已完成",
    Status.PHASED: "阶段性完成",
    Status.ONGOING: "正在整改",
    Status.LONG_TERM: "长期坚持",
    Status.NOT_DONE: "未完成",
    Status.UNSTATED: "未写明",
}

LIMIT_CLASS = {
    LimitClass.AT_ONCE: "立行立改",
    LimitClass.BY_DATE: "限期整改",
    LimitClass.LONG_TERM: "长期坚持",
}

STAGE = {Stage.FIRST: "初审", Stage.SECOND: "复审", Stage.MEETING: "会议审定"}

# The default 审核结论; the settings may hold others.
VERDICTS = ("同意销号", "暂缓销号（补充佐证）", "不予销号（退回整改）", "转持续整改")

SEVERITY = {
    Severity.CONTRADICTION: "不一致",
    Severity.SUSPECT: "疑点",
    Severity.HINT: "提示",
    Severity.UNVERIFIABLE: "无法核对",
}

CONFIDENCE = {
    ConfidenceLevel.HIGH: "高",
    ConfidenceLevel.MEDIUM: "中",
    ConfidenceLevel.LOW: "低",
}

# What a person may change of a node, by the names of its fields.
FIELD = {
    "kind": "类别",
    "parent": "上级",
    "rank": "顺序",
    "number": "编号",
    "spans": "文字范围",
    "wording": "文字",
    "status": "自报状态",
    "limit_class": "时限类别",
    "deadline_quote": "整改时限",
    "lead_person": "责任领导",
    "lead_office": "责任部门",
    "person": "责任人",
    "answers": "对应关系",
}

NOTICE_KIND = {
    NoticeKind.RECTIFICATION_NOTICE: "整改通报",
    NoticeKind.FEEDBACK_NOTICE: "反馈通报",
    NoticeKind.WORK_REPORT: "工作报道",
    NoticeKind.LEDGER: "整改台账",
    NoticeKind.OTHER: "其他材料",
}

VERSION = {
    VersionLabel.DRAFT: "送审稿",
    VersionLabel.REVISED: "修改稿",
    VersionLabel.PUBLISHED: "公开稿",
}

FACT = {
    FactName.TITLE: "标题",
    FactName.UNIT: "单位",
    FactName.INSPECTION_TEAM: "巡察组",
    FactName.INSPECTION_LEVEL: "巡察层级",
    FactName.INSPECTION_TYPE: "巡察类型",
    FactName.ROUND: "轮次",
    FactName.INSPECTION_START: "巡察开始",
    FactName.INSPECTION_END: "巡察结束",
    FactName.FEEDBACK_DATE: "反馈日期",
    FactName.PUBLISHED: "公布日期",
    FactName.AS_OF: "数据截至",
    FactName.INDEX_NUMBER: "索引号",
    FactName.DOCUMENT_NUMBER: "文号",
    FactName.PUBLISHER: "发布机构",
    FactName.WRITTEN: "成文日期",
    FactName.SOURCE: "来源",
    FactName.CATEGORY: "主题分类",
    FactName.DISCLOSURE: "公开方式",
}

CLAIM = {
    ClaimSubject.ASPECTS: "方面",
    ClaimSubject.PROBLEMS: "问题",
    ClaimSubject.SUB_PROBLEMS: "具体问题",
    ClaimSubject.MEASURES: "整改措施",
    ClaimSubject.RECOMMENDATIONS: "意见建议",
    ClaimSubject.DONE: "已完成",
    ClaimSubject.PHASED: "阶段性完成",
    ClaimSubject.ONGOING: "正在整改",
    ClaimSubject.LONG_TERM: "长期坚持",
    ClaimSubject.NOT_DONE: "未完成",
    ClaimSubject.RATE_PERCENT: "比率",
    ClaimSubject.ISSUED_RULES: "建章立制",
    ClaimSubject.MEETINGS: "会议",
    ClaimSubject.PEOPLE: "处理人数",
    ClaimSubject.MONEY: "资金",
    ClaimSubject.HANDED_OVER: "移交问题",
    ClaimSubject.OTHER: "其他",
}

# What differences between two readings or two versions are called.
NOTHING = "（无）"
TOP = "最上层"
NOTICE_SORT = "材料类型"
CLUTTER = "非正文（{why}）"
DAMAGE = "缺字错漏"
DAMAGE_READ = "{printed} → 疑为“{reading}”"
CLAIMED = "自报数字"
FACTS = "通报信息"
ORDER_BELOW = f"下级的{FIELD['rank']}"
ORDER_READ = "按新的识读排列"
OTHER_WORDS = "其他文字"
NAMED_BEFORE = "{name}（上一稿 {before}）"
OLD_VERDICT = "上一稿结论"
OLD_VERDICT_ENDED = "未沿用，已记为批注，请重新审核"
# What a person did that a new reading keeps.
MADE = "人工标出"
CHANGED = "改过{fields}"
JUDGED = "有审核意见"
DOUBTED = "待核实"
HAS_EVIDENCE = "有佐证"
NOTED = "批注 {count}"
CORRECTED = "已更正"
READ_NO_MORE = "这次没有识读出这一条"
DAMAGE_DECISION = {True: "采纳读法", False: "不采纳"}
