"""Lines to paragraphs, and what is on the page but not of the notice."""

from __future__ import annotations

import pytest

from importers.outline.text.layout import lay_out


def _paragraphs(text: str) -> list[str]:
    flow = lay_out(text).flow
    return [flow.text[part.start : part.end] for part in flow.paragraphs]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("制定了整改方案,", "建立了台账。"),
        ("推动各项整改任务落地见效。明确了131", "条整改措施。"),
        ("完成存量资金清理", ",收回资金1180万元。"),
        ("1.关于“学习不够。党组学习以读文件为主,结合实际研究谋划得很", "不够”问题"),
    ],
    ids=["comma", "middle", "sign", "quote"],
)
def test_layout_unfinished_line_is_joined(first: str, second: str) -> None:
    assert _paragraphs(f"{first}\n\n{second}") == [first + second]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("(一)加强组织领导", "成立领导小组。"),
        ("整改措施:", "(1)加强学习。"),
        ("1.学习贯彻上级决策部署和重要会议精神不够及时不够深入不够全面", "整改情况:已完成。"),
        ("完成整改。", "下一步,继续抓好整改。"),
        ("某某县水务局党组", "2025年3月4日"),
        ("二、强化措施,盯住反馈问题逐条整改销号,切实扛起主体责任", "局党组高度重视。"),
    ],
    ids=["heading", "label", "before label", "sentence", "signature", "long heading"],
)
def test_layout_finished_line_stays(first: str, second: str) -> None:
    assert _paragraphs(f"{first}\n{second}") == [first, second]


def test_layout_fixed_width_is_recognised() -> None:
    sentence = "县财政局完善绩效目标审核机制,把绩效审核作为预算安排的前置条件,审核绩效目标312个,退回修改47个。"
    text = "".join(f"({at}){sentence}" + "\n" for at in range(1, 10))
    broken = "\n".join(
        part[at : at + 20] for part in text.splitlines() for at in range(0, len(part), 20)
    )
    assert len(_paragraphs(broken)) == 9


def test_layout_page_numbers_and_running_heads_are_clutter() -> None:
    page = "整改情况通报\n党组高度重视,认真研究部署整改工作,第{}批台账已经压实到各\n— {} —\n"
    text = "".join(page.format(at, at) for at in range(1, 5))
    layout = lay_out(text)
    whys = [place.why for place in layout.clutter]
    assert whys.count("页码") == 4
    assert whys.count("页眉页脚") == 4


def test_layout_web_page_furniture_is_clutter() -> None:
    text = (
        "首页 > 政务公开\n某县水务局关于整改情况的通报\n发布时间:2025-03-04 浏览量:12\n"
        "根据县委统一部署,县委巡察组对县水务局党组开展了巡察,现将整改情况予以公布,请予监督。\n"
        "县水务局\n扫一扫在手机打开当前页\n"
    )
    found = {place.span.of(text): place.why for place in lay_out(text).clutter}
    assert found == {
        "首页 > 政务公开": "菜单",
        "发布时间:2025-03-04 浏览量:12": "发布信息",
        "扫一扫在手机打开当前页": "打印分享栏",
    }


def test_layout_sentence_with_a_cue_word_is_no_clutter() -> None:
    text = "根据县委统一部署,县委巡察组对县水务局党组开展了巡察,现将整改情况予以公布,请予监督。\n2处采石场已关闭窗口。"
    assert lay_out(text).clutter == ()


def test_layout_titles_of_other_notices_below_are_related_links() -> None:
    text = (
        "某局关于巡察整改进展情况的通报\n"
        "根据县委统一部署，县委巡察组对某局党组开展了常规巡察。现将整改进展情况予以公布，欢迎干部群众监督。\n"
        "某局党组\n2024年10月16日\n附件：关于整改的报告\n相关阅读\n"
        "· 某某水利局党组关于巡察整改进展情况的通报 2024-10-11\n某某财政局党组关于巡察反馈意见整改情况的通报\n"
    )
    found = {place.span.of(text): place.why for place in lay_out(text).clutter}
    assert found == {
        "相关阅读": "相关链接",
        "· 某某水利局党组关于巡察整改进展情况的通报 2024-10-11": "相关链接",
        "某某财政局党组关于巡察反馈意见整改情况的通报": "相关链接",
    }


def test_layout_neighbours_of_a_page_are_related_links() -> None:
    text = (
        "根据县委统一部署，县委巡察组对某局党组开展了常规巡察。现将整改进展情况予以公布，欢迎干部群众监督。\n"
        "上一篇：某局召开防汛会议\n下一篇：没有了\n版权所有：某县某局\n"
    )
    assert [place.why for place in lay_out(text).clutter] == ["相关链接", "相关链接", "页脚"]


def test_layout_title_of_a_short_notice_is_no_link() -> None:
    assert lay_out("某局关于巡察整改进展情况的通报\n1.学习不深入。\n已整改。\n").clutter == ()


@pytest.mark.parametrize(
    "line",
    [
        "：，，，，，，，，，。视频小程序赞，轻点两下取消赞在看，轻点两下取消在看分享留言收藏听过",
        "【关闭】",
        "您当前所在的位置：",
        "热点新闻",
    ],
)
def test_lines_of_a_page_behind_the_notice_are_clutter(line: str) -> None:
    text = f"{_SPOKEN}\n{line}"
    assert [place.span.of(text) for place in lay_out(text).clutter] == [line]


_SPOKEN = "我局高度重视整改工作，成立领导小组，逐条制定措施，明确责任单位和完成时限，各项任务均已落实到位。"


_CONTENTS = ("一、整改工作情况", "二、反馈意见整改落实情况", "（一）党的建设方面", "1.学习不深。")


@pytest.mark.parametrize("page", ["", "……………3", "......12", "\t4", "（5）"])
def test_table_of_contents_that_was_typed_is_clutter(page: str) -> None:
    head = "某局关于巡察整改情况的通报\n目　录\n"
    listed = "\n".join(f"{line}{page}" for line in _CONTENTS[:3])
    text = f"{head}{listed}\n{_SPOKEN}\n" + "\n".join(_CONTENTS)
    found = [place.span.of(text) for place in lay_out(text).clutter]
    assert found == ["目　录", *listed.split("\n")]


def test_lines_behind_the_word_contents_that_come_once_are_no_contents() -> None:
    text = f"目录\n{_CONTENTS[0]}\n{_SPOKEN}\n{_CONTENTS[1]}\n{_SPOKEN}"
    assert not lay_out(text).clutter
