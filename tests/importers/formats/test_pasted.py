"""Text that came through a clipboard, a web editor or a PDF viewer gives the outline of the text as it was written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from tests.importers.formats.outlines import outline
from tests.importers.formats.printed import set_lines
from tests.importers.rendering.content import BODIES
from tests.importers.rendering.render import render
from tests.importers.rendering.styles import STYLES


def _strewn(sign: str) -> Callable[[str], str]:
    """Puts a sign without width before every line and behind every seventh sign."""

    def strew(text: str) -> str:
        lines = (line for line in text.split("\n"))
        return "\n".join(
            sign + sign.join(line[at : at + 7] for at in range(0, len(line), 7)) for line in lines
        )

    return strew


def _broken_at(signs: int) -> Callable[[str], str]:
    """Breaks every paragraph as a printed line of so many signs does."""

    def wrap(text: str) -> str:
        lines = (line.strip() for line in text.split("\n"))
        return "\n".join(row for line in lines if line for row in set_lines(line, signs, 0))

    return wrap


PASTED: dict[str, Callable[[str], str]] = {
    "line separator": lambda text: text.replace("\n", "\u2028"),
    "paragraph separator": lambda text: text.replace("\n", "\u2029"),
    "line break of Word": lambda text: text.replace("\n", "\x0b"),
    "next line": lambda text: text.replace("\n", "\x85"),
    "new page": lambda text: text.replace("\n", "\x0c"),
    "soft hyphen": _strewn("\u00ad"),
    "zero width": _strewn("\u200b"),
    "byte order mark": _strewn("\ufeff"),
    "direction": _strewn("\u200e"),
    "embedding": _strewn("\u202a"),
    "variation": _strewn("\ufe0f"),
}


@pytest.mark.parametrize("name", PASTED)
@pytest.mark.parametrize("style", STYLES[::5], ids=lambda style: style.name)
def test_signs_that_print_nothing_change_nothing(style: object, name: str) -> None:
    notice = render(style, BODIES[1])
    plain, pasted = (
        read_source(text.encode(), "通报.txt") for text in (notice.text, PASTED[name](notice.text))
    )
    assert outline(pasted, read_notice(pasted)) == outline(plain, read_notice(plain))


_PAGE = (
    "某县水务局党组关于巡察整改进展情况的通报",
    "2025年3月至5月，县委第二巡察组对县水务局党组开展了巡察，2025年6月20日反馈了巡察意见，现将整改进展情况予以公布。",
    "一、反馈意见整改落实情况",
    "1.学习教育不够深入。整改措施：建立分享交流制度，每季度组织干部职工分享学习体会，由党组统一审核选题，校对研讨材料，避免照本宣科。完成情况：已开展分享交流4次，编辑学习简报6期。已完成。",
    "2.宣传工作不够有力。整改措施：规范微信公众号管理，落实信息发布初审和终审责任，由办公室逐条打印留档并登记造册。完成情况：公众号发布信息56条，均已打印收藏备查。已完成。",
    "3.服务群众不够到位。整改措施：在服务大厅张贴二维码，群众扫码即可评价，对差评件逐件回访，并将结果分享给各科室。完成情况：收到评价1286条，回访差评件17件，群众满意度由91%升至97%。已完成。",
    "4.项目监管不够严格。整改措施：对在建项目实行清单管理，按月调度进度，发现质量问题当场下发整改通知书并限期办结。完成情况：检查项目23个，下发通知书9份，问题全部办结。已完成。",
)


@pytest.mark.parametrize("signs", [24, 28, 38])
def test_lines_of_a_printed_page_are_no_clutter_whatever_words_they_hold(signs: int) -> None:
    text = "\n".join(_PAGE)
    plain = read_source(text.encode(), "通报.txt")
    pasted = read_source(_broken_at(signs)(text).encode(), "通报.txt")
    expected, reading = read_notice(plain), read_notice(pasted)
    assert not reading.clutter
    assert outline(pasted, reading) == outline(plain, expected)
