"""A page with a menu and a footer, and what a person might say of a text."""

from __future__ import annotations

import random

from models.guidance import Guidance
from models.source import Span
from models.values import NoticeKind

PAGE = """首页 > 政务公开 > 巡察整改
中共青屿县水务局党组关于巡察整改进展情况的通报
发布时间：2025-08-20 浏览次数：120
根据县委统一部署，县委第一巡察组对县水务局党组开展了巡察，并反馈了意见，现将整改进展情况予以公布。
一、反馈意见整改落实情况
1.政治理论学习不经常。
整改措施：制定学习计划，每月集中学习1次。
完成情况：已开展集中学习5次，已整改完成。
2.供水管网改造迟缓。
整改措施：倒排工期，挂图作战。
完成情况：已完成改造12公里，正在整改。
欢迎对巡察整改落实情况进行监督，联系电话：0888-1234567。
打印本页 关闭窗口
版权所有：青屿县水务局
"""


def random_guidance(chance: random.Random, text: str) -> Guidance:
    """Some places of `text` restored, others marked, and perhaps another kind of document."""
    guidance = Guidance()
    breaks = [at for at, sign in enumerate(text) if sign == "\n"] or [0]
    for _ in range(chance.randint(1, 5)):
        start = chance.choice((chance.randrange(len(text)), chance.choice(breaks)))
        end = min(len(text), start + chance.choice((1, 3, 20, 200, 1500)))
        if start < end:
            say = chance.choice((guidance.restoring, guidance.cluttering))
            guidance = say([Span(start, end)])
    kind = chance.choice((None, None, *NoticeKind))
    return guidance.with_kind(kind)
