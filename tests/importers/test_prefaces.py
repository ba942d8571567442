"""Invented prefaces of many kinds of bodies, with the totals that a careful reader finds in each."""

from __future__ import annotations

import pytest

from importers.outline.facts.claims import Outlined, find_claims
from models.facts import Claim
from tests.importers.reading import flow_of

# subject, value; `<n`: part of a total of n; `~`: about.
PREFACES = {
    "police": (
        "区委第三巡察组反馈四个方面十五个问题，分局细化为五方面二十三个问题表现，制定整改措施六十八条。截至2025年6月底，二十三个问题全部整改完毕，整改完成率100%。提醒谈话0人，诫勉谈话2人。",
        "aspects 4, problems 15, aspects 5, sub_problems 23, measures 68, problems 23, done 23, rate_percent 100, people 0, people 2",
    ),
    "health": (
        "针对反馈的29个问题，制定措施86条，已完成整改28个，阶段性完成整改1个；移交立行立改问题4个，已全部办结。修订制度17项，约谈12人次。",
        "problems 29, measures 86, done 28, phased 1, handed_over 4, issued_rules 17, people 12",
    ),
    "transport": (
        "共梳理37个问题，已整改完成34个（含立行立改问题2个），阶段性完成整改3个。追缴资金54410元，清退违规补贴3.6万元。",
        "problems 37, done 34, problems 2 <34, phased 3, money 54410, money 36000",
    ),
    "university": (
        "学校党委形成问题清单32项、任务清单96项、责任清单12项。截至目前，32个问题中已完成26个，基本完成4个，正在推进2个，整改完成率81.25%。召开党委常委会会议11次。",
        "problems 32, problems 32, done 26, phased 4, ongoing 2, rate_percent 81.25, meetings 11",
    ),
    "state firm": (
        "第三巡察组指出3个方面9个问题。截至10月31日，9个问题中完成7个，基本完成1个，未完成1个。",
        "aspects 3, problems 9, problems 9, done 7, phased 1, not_done 1",
    ),
    "township": (
        "反馈的3类12个具体问题，除1个需长期坚持外，其余均已完成整改。",
        "sub_problems 12, long_term 1",
    ),
    "township rest": (
        "反馈问题12个，已完成整改10个，其余2个正在整改中。",
        "problems 12, done 10, ongoing 2",
    ),
    "audit": (
        "审计工作报告共反映5类18个问题，截至2025年7月底，已完成整改14个，分阶段整改3个，持续整改1个，整改到位资金2.36亿元，制定完善制度11项，追责问责7人。",
        "problems 18, done 14, phased 3, long_term 1, money 236000000, issued_rules 11, people 7",
    ),
    "audit sections": (
        "审计查出问题金额1.2亿元，已整改金额9800万元，促进增收节支436.5万元。部分整改4项，已整改2项。",
        "money 120000000, money 98000000, money 4365000, phased 4, done 2",
    ),
    "finance": (
        "反馈意见指出的5大类22项问题，已整改到位19项，整改率86.4%；正在整改3项，占13.6%。收缴国库1,243.6万元。",
        "problems 22, done 19, rate_percent 86.4, ongoing 3, rate_percent 13.6, money 12436000",
    ),
    "education": (
        "目前，6个问题全部整改完毕，2条意见建议全部采纳落实。召开专题会议10余次，整改完成率近60%。",
        "problems 6, done 6, recommendations 2, meetings 10 ~, rate_percent 60 ~",
    ),
    "classes of an audit": (
        "审计指出的74个问题，已完成整改66个，整改到位率89.2%。其中要求立行立改的58个问题，已完成整改57个；要求分阶段整改的12个问题，已完成整改8个；要求持续整改的4个问题，已完成整改1个，完成率25%。",
        "problems 74, done 66, rate_percent 89.2, problems 58 <74, done 57 <58, problems 12 <74, done 8 <12, problems 4 <74, done 1 <4, rate_percent 25 <4",
    ),
    "classes with their states": (
        "反馈问题共15个，其中立行立改问题6个，已全部完成；限期整改问题7个，已完成5个；长期整改问题2个，正在推进。",
        "problems 15, problems 6 <15, problems 7 <15, done 5 <7, problems 2 <15",
    ),
    "earlier round": (
        "2021年反馈的18个问题，此前已完成整改14个；“回头看”反馈未整改到位问题4个。截至2025年10月，4个问题均已完成整改。",
        "problems 18, done 14 <18, problems 4, problems 4, done 4",
    ),
    "intended": (
        "确保2025年底前15个问题全部整改到位，做到解决一个、销号一个、巩固一个。",
        "problems 15",
    ),
    "found by itself": ("局属各单位自查问题47个，已整改45个。", ""),
    "struck off": ("15个反馈问题，销号13个，未销号2个。", "problems 15, done 13, not_done 2"),
    "in time": (
        "5个问题中，1个问题仍在推进，1个达到序时进度，其余均已销号。",
        "problems 5, ongoing 1, ongoing 1",
    ),
    "due": (
        "集中整改期内应完成整改事项9项，已完成9项；需长期整改事项3项，均达到序时进度。",
        "done 9, long_term 3",
    ),
    "part in brackets": (
        "针对反馈的四类15个问题（含村级问题4个），制定整改措施53条，已销号13个，正在整改2个。",
        "problems 15, problems 4 <15, measures 53, done 13, ongoing 2",
    ),
    "problems behind their aspects": (
        "反馈问题共3个方面21个，目前已完成19个；未完成2个。提出意见建议4条。",
        "aspects 3, problems 21, done 19, not_done 2, recommendations 4",
    ),
    "plainly done": (
        "反馈问题15项，完成14项，完成率93.3%，剩余1项正在整改。",
        "problems 15, done 14, rate_percent 93.3, ongoing 1",
    ),
    "rules in one word": (
        "32个问题已全部整改，累计建章立制17项，追缴违规资金3万余元。",
        "problems 32, done 32, issued_rules 17, money 30000 ~",
    ),
    "meetings": (
        "召开党组会议9次、专题推进会4次和专题民主生活会1次。",
        "meetings 9, meetings 4, meetings 1",
    ),
    "market": (
        "共反馈四方面、十一项、二十七条问题，其中立行立改8条、限期整改15条、长期坚持4条。给予党纪政务处分3人，组织处理0人，批评教育9人。",
        "aspects 4, problems 11, problems 27, problems 8 <27, problems 15 <27, problems 4 <27, people 3, people 0, people 9",
    ),
    "court": (
        "省委巡视组反馈的16个问题，已全部完成整改。",
        "problems 16, done 16",
    ),
    "library": (
        "巡察反馈的问题已全部整改到位，未发现新的问题。",
        "",
    ),
    "negated": (
        "反馈的14个问题尚未全部完成整改，已完成11个，3个未能按期完成。",
        "problems 14, done 11, not_done 3",
    ),
    "long term": (
        "24个问题已整改完成21个，取得阶段性成效并长期坚持的3个。",
        "problems 24, done 21, phased 3",
    ),
    "ranges": (
        "研究解决3-5个突出问题，整改3至4项任务，开展检查2—3次。",
        "",
    ),
    "two layers": (
        "形成4个方面33项具体问题，细化97项整改措施、171条具体措施，建立“1+3”方案。",
        "aspects 4, sub_problems 33, measures 97, measures 171",
    ),
    "years and ordinals": (
        "落实2024年第12个问题整改要求，第3项措施已完成，12345热线办结58件。",
        "",
    ),
    "zeros": (
        "立案0人，党纪处分0人，移送司法机关0人，追缴资金0万元，挽回经济损失0元。",
        "people 0, people 0, people 0, money 0, money 0",
    ),
    "persons": (
        "对1人予以记大过处分，诫勉3人，约谈提醒相关责任人21名，问责处理党员干部2名。",
        "people 1, people 3, people 21, people 2",
    ),
    "idle words": (
        "坚持一个问题一套方案，一方面抓进度，另一方面抓质量，从三四个方面入手，开展百日攻坚，已完成一个周期的巡查。",
        "",
    ),
    "finer things": (
        "已完成3项制度修订，5个项目已完成招标，整改完成12处隐患，3个单位的问题已整改到位，资金到位率90%。",
        "",
    ),
    "measures in states": (
        "制定整改措施132条，已完成整改措施128条，其中4条正在推进；措施完成率97%。",
        "measures 132",
    ),
    "joined states": (
        "反馈问题31个，已完成整改并销号28个，基本完成并长期坚持的2个，需长期坚持的一个。",
        "problems 31, done 28, phased 2, long_term 1",
    ),
    "leads": ("收到巡察移交立行立改事项3件、问题线索4条，均已办结。", "handed_over 3"),
    "an audit of a fund": (
        "审计报告反映问题6个，其中：立行立改问题4个，分阶段整改问题2个。整改率83.33%。",
        "problems 6, problems 4 <6, problems 2 <6, rate_percent 83.33",
    ),
    "on time": (
        "反馈问题26个，按期完成26个，有13个完成了整改，2个还在整改之中，剩余1个需长期推进。",
        "problems 26, done 26, done 13, ongoing 2, long_term 1",
    ),
    "letters": (
        "移交信访件12件，已办结12件。受理群众来信46件，办结率95.7%。问题已办结9个，办结率90%。",
        "done 9, rate_percent 90",
    ),
    "long verbs": (
        "收回违规发放津贴补贴共计1.26万元，投资12.6亿元，挽回直接经济损失约200万元。",
        "money 12600, money 2000000 ~",
    ),
    "housing": (
        "巡察反馈问题共计41个，整改完成38个（其中立行立改12个），完成整改率92.7%，剩余3个问题正在按计划推进。",
        "problems 41, done 38, problems 12 <38, rate_percent 92.7, ongoing 3",
    ),
}


def plain_number(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def _told(claim: Claim) -> str:
    part = f" <{claim.subset_of}" if claim.subset_of is not None else ""
    return f"{claim.subject.value} {plain_number(claim.value)}{part}{' ~' if claim.vague else ''}"


@pytest.mark.parametrize(("words", "told"), PREFACES.values(), ids=PREFACES)
def test_totals_of_a_preface(words: str, told: str) -> None:
    flow = flow_of(words)
    found = find_claims(flow, [(0, len(flow.text))], Outlined(0, 0, 0))
    assert ", ".join(map(_told, found)) == told
