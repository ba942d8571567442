"""Invented notices from which whole ledgers are made in tests."""

from __future__ import annotations

from models.annotation import Annotation, Opinion, Review
from models.notice import Notice
from models.values import Stage, Status
from tests.exporters.builders import change, make_notice

LABELLED = """\
A （一）|聚焦贯彻落实上级决策部署方面
  P 1.|理论学习不够深入
    S 一是|学习计划不落实。中心组学习流于形式，研讨发言照搬照抄。@done:已整改完成
      M (1)|制定年度学习计划，每季度通报学习情况。
      M (2)|建立“学习研讨清单”，逐人对账。
      O (1)|印发《2025年理论学习计划》（云教发〔2025〕12号），开展集中学习5次。
      O (2)|建立清单43份，完成研讨发言36人次。
    S 二是|调查研究不够经常。@ongoing:正在整改中 #2025年12月底前
      M (1)|制定调研方案，领导班子成员每人每季度调研不少于2次。
      O (1)|已开展调研17次，形成调研报告6篇。
  P 2.|工作推进不够有力
    S 一是|项目建设进度滞后。@phased:阶段性完成
      M (1)|倒排工期，挂图作战。
      O (1)|云岭二小综合楼主体已封顶，完成投资326万元。
A （二）|聚焦群众身边不正之风方面
  P 1.|服务群众有差距@long_term:长期坚持
    M -|开展“进村入户大走访”，常态化收集意见。
    O -|走访群众1200余户，解决问题84个。
"""

MIXED = """\
A （一）|关于“贯彻落实教育方针不够有力”方面
  P 1.|关于“体育课开课不足”问题
    I 一是|{m}加强督导检查，{o}对全区31所学校开展专项检查，发现问题9个并全部整改。{m}下一步，将检查结果纳入年度考核。
    I 二是|{o}补充体育教师12名，目前已全部到岗。
    I 三是|{m}持续推进阳光体育活动。
  P 2.|关于“校外培训监管不严”问题
    I 一是|{o}开展联合执法6次，取缔违规机构4家，退还费用38.6万元。
"""

SENTENCE = "2025年3月12日，印发《云岭县教育系统廉政风险防控办法》，组织党员干部集中学习研讨；"


def labelled_notice(codes: str = "YL") -> Notice:
    """A notice in the dialect of labels, partly reviewed."""
    notice = make_notice(LABELLED, codes=codes, claimed=5)
    first, second, third, _ = notice.outline.lowest_problems()
    first_opinion = Opinion(Stage.FIRST, "同意销号", "材料齐全。", "丙某", "2025-09-03")
    notice.outline.put(Review(first.id, Status.DONE, (first_opinion,), evidence="签到表5份"))
    notice.outline.put(Review(second.id, doubt=True))
    note = Annotation(1, "与去年台账重复", "丙某", "2025-09-03T02:00:00+00:00", third.id)
    notice.outline.put(note)
    change(notice, third.id, lead_person="甲某", lead_office="项目股")
    return notice


def mixed_notice(codes: str = "LH") -> Notice:
    """A notice that does not separate measures from outcomes."""
    facts = {
        "unit": "中共临湖区教育局党组",
        "inspection_team": "区委第三巡察组",
        "as_of": "2025-08",
    }
    return make_notice(MIXED, facts=facts, codes=codes)


def long_notice(length: int = 1500) -> Notice:
    """A notice with rows that are higher than a row can be."""
    words = (SENTENCE * (length // len(SENTENCE) + 1))[:length]
    lines = ["A （一）|聚焦作风建设方面", "  P 1.|文风会风不实"]
    for number, sign in enumerate("一二三", 1):
        lines += [
            f"    S {sign}是|{words[: 40 * number]}",
            f"      M (1)|{words[: length // 4]}",
            f"      O (1)|{words[: length // number]}",
            f"      O (2)|{words}",
        ]
    return make_notice("\n".join(lines), codes="CH")


def large_notice(rows: int) -> Notice:
    """A notice of that many lowest problems, a heading before every tenth."""
    lines: list[str] = []
    for number in range(rows):
        if number % 10 == 0:
            lines.append(f"P {number}.|第{number}个主要问题")
        lines.append(f"  S ({number})|第{number}个具体问题不落实。@done:已完成")
        lines.append(f"    I (1)|{{m}}加强第{number}项工作。{{o}}已完成第{number}项。")
    return make_notice("\n".join(lines), codes="DA")
