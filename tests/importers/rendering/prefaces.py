"""Prefaces in the dialects P1 to P7."""

from __future__ import annotations

from tests.importers.rendering.content import Body
from tests.importers.rendering.hands import Hand
from tests.importers.rendering.styles import Style
from tests.importers.rendering.writer import Gold, Writer

_RESPONSIBLE = "党组织主要负责同志认真履行第一责任人责任，带头研究部署，带头督促落实。"
_LED = "成立整改工作领导小组，召开专题会议4次，研究部署整改工作。"
_PLANNED = "制定整改方案，建立问题、任务、责任三张清单，逐项明确完成时限。"


def write_preface(writer: Writer, style: Style, body: Body, hand: Hand) -> Gold:
    """Writes what stands before the account; returns the facts and claims that it states."""
    writer.line(
        f"根据{body.level}统一部署，2023年10月9日至12月22日，{body.team}对{body.short}开展了常规巡察。"
        f"2024年1月26日，{body.team}向{body.short}反馈了巡察意见。按照有关要求，现将整改进展情况予以公布。"
    )
    problems = sum(len(topics) for _, topics in body.aspects)
    total = (
        f"针对反馈的{len(body.aspects)}个方面、{problems}个具体问题，制定整改措施{problems * 2}条。"
        f"截至2024年7月底，已整改完成{problems - 1}个，正在整改1个。"
    )
    _WRITERS[style.preface](writer, total)
    if style.chapters:
        number, _ = hand.write("chapter", "一、", 3 if style.preface == "P7" else 2)
        writer.line(f"{number}{style.account}")
    return {
        "feedback_date": "2024-01-26",
        "claims": [
            {"subject": "aspects", "value": len(body.aspects)},
            {"subject": "specific_problems", "value": problems},
            {"subject": "measures", "value": problems * 2},
            {"subject": "completed", "value": problems - 1},
            {"subject": "in_progress", "value": 1},
        ],
    }


def _p1(writer: Writer, total: str) -> None:
    writer.line("一、整改工作基本情况")
    writer.line(f"（一）加强组织领导。一是统一思想认识。{_LED}二是压实工作责任。{_RESPONSIBLE}")
    writer.line(f"（二）细化整改任务。{_PLANNED}")
    writer.line(total)


def _p2(writer: Writer, total: str) -> None:
    writer.line("一、组织整改情况")
    writer.line(_LED + _RESPONSIBLE)
    writer.line("一是提高政治站位。" + _PLANNED)
    writer.line("二是强化督促检查。定期调度整改进度，严把销号关口。")
    writer.line(total)


def _p3(writer: Writer, total: str) -> None:
    writer.line(f"一、提高政治站位，坚决扛起整改责任。{_LED}{_RESPONSIBLE}{_PLANNED}")
    writer.line(total)


def _p4(writer: Writer, total: str) -> None:
    writer.line(
        f"收到反馈意见后，一是提高政治站位。{_LED}二是细化任务分工。{_PLANNED}三是强化督促检查。{_RESPONSIBLE}"
    )
    writer.line(total)


def _p5(writer: Writer, total: str) -> None:
    writer.line("一、党委及主要负责人组织落实整改情况")
    writer.line("（一）党组织落实整改主体责任情况")
    writer.line(f"1.提高认识。{_LED}")
    writer.line(f"2.明确任务。{_PLANNED}")
    writer.line("（二）党组织主要负责人履行第一责任人责任情况")
    writer.line(_RESPONSIBLE)
    writer.line(total)


def _p6(writer: Writer, total: str) -> None:
    writer.line("一、党组履行巡视整改主体责任情况")
    writer.line(f"（一）坚持以上率下，强化政治担当。{_LED}")
    writer.line(f"（二）坚持统筹推进，细化整改任务。{_PLANNED}{_RESPONSIBLE}")
    writer.line(total)


def _p7(writer: Writer, total: str) -> None:
    writer.line("一、加强组织领导，压实整改责任")
    writer.line(_LED + _PLANNED)
    writer.line("二、党组及班子成员对整改工作的认识和态度")
    writer.line(_RESPONSIBLE)
    writer.line(total)


_WRITERS = {"P1": _p1, "P2": _p2, "P3": _p3, "P4": _p4, "P5": _p5, "P6": _p6, "P7": _p7}
