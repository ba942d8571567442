"""密级 and other markings: found where they mark, left alone where they are spoken of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from importers.read import read_source
from importers.secrecy import find_marking
from models.library import SecrecyMark
from models.source import Clutter, Evidence, SourceText, Span
from tests.importers.readers.docx_files import WordFile, box, p, row, table
from tests.importers.readers.pdf_pages import PageDraft, pdf_of
from tests.importers.tables.sheets import sheet, workbook

BODY = "\n".join(f"（{number}）加强学习，完成整改，建立制度。" for number in range(120))


def source(text: str, reader: str = "plain_text", evidence: Evidence | None = None) -> SourceText:
    return SourceText(text, "甲.txt", "", reader, evidence=evidence or Evidence())


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("秘密★1年", "秘密★1年"),
        ("机密 ★", "机密★"),
        ("机　密　★　１０年", "机密★10年"),
        ("绝密★长期", "绝密★长期"),
        ("000012　　　　机密★1年　　特急", "机密★1年"),
        ("密级：秘密★", "秘密★"),
        ("绝密", "绝密"),
        ("  秘 密  ", "秘密"),
        ("机密 20年", "机密20年"),
        ("密级\t秘密", "秘密"),
        ("密级：机密", "机密"),
        ("【机密】", "机密"),
        ("（秘密）关于某区财政局党组巡察整改进展情况的报告", "秘密"),
        ("000001 秘密 加急", "秘密"),
        ("内部资料", "内部资料"),
        ("内部资料 注意保管", "内部资料"),
        ("内部资料，注意保存", "内部资料"),
        ("★内部文件★ 不得外传", "内部文件"),
        ("（内部使用）", "内部使用"),
        ("仅供内部参考，请勿外传", "仅供内部参考"),
        ("注意保密 内部材料", "内部材料"),
        ("（此件不予公开）", "此件不予公开"),
        ("此件不公开", "此件不公开"),
        ("不予公开", "不予公开"),
        ("公开属性：不予公开", "不予公开"),
        ("信息公开选项：不公开", "不公开"),
        ("公开方式：□主动公开 □依申请公开 ☑不予公开", "不予公开"),
        ("工作秘密", "工作秘密"),
        ("绝密★启用前", "绝密★"),
        ("核心商密★3年", "核心商密★3年"),
        ("密级：机密级", "机密级"),
        ("密级：内部", "内部"),
        ("内部资料\t\t某区财政局巡察整改台账", "内部资料"),
        ("某区财政局巡察整改台账\t机密", "机密"),
        (
            "索引号\t000014349/2024-00123\t发布机构\t某区财政局办公室\t公开方式\t不予公开",
            "不予公开",
        ),
        ("某县水利局文件　　秘密★1年", "秘密★1年"),
        ("青屿县水利局党组文件　　　　秘密★1年", "秘密★1年"),
        ("青屿县水利局党组文件 秘密★1年", "秘密★1年"),
        ("秘密★1年    青屿县水利局党组文件", "秘密★1年"),
        ("某局文件　　　秘　密　★　1年", "秘密★1年"),
        ("中共某县委巡察办                    机密", "机密"),
        ("中共某县委巡察办" + " " * 200 + "机密", "机密"),
        ("机密　　　　中共某县委巡察办", "机密"),
        ("某县财政局        内部资料 注意保存", "内部资料"),
        ("密级:秘密  保密期限：3年", "秘密"),
        ("密级：机密　紧急程度：特急", "机密"),
        ("份号：000012 密级：机密★1年 保密期限：1年", "机密★1年"),
        ("中共某局党组关于巡察整改进展情况的通报（秘密）", "秘密"),
        ("中共某局党组关于巡察整改进展情况的通报（秘密★1年）", "秘密★1年"),
        ("巡察反馈问题整改台账（机密）", "机密"),
        ("中共某局党组关于巡察整改进展情况的通报（内部资料，注意保存）", "内部资料"),
        ("中共某局党组关于巡察整改进展情况的报告（送审稿）（秘密）", "秘密"),
        ("中共某县某某某某局党组关于县委第三巡察组巡察反馈问题整改进展情况的通报（机密）", "机密"),
        ("【内部资料】某局巡察整改情况的报告", "内部资料"),
        ("内部资料 不予公开", "内部资料"),
    ],
)
@pytest.mark.parametrize("page", ["首页", "末页"])
def test_marking_on_the_first_or_last_page_is_found(line: str, printed: str, page: str) -> None:
    text = f"{line}\n{BODY}" if page == "首页" else f"{BODY}\n{line}\n"
    assert find_marking(source(text)) == SecrecyMark(printed, page)


@pytest.mark.parametrize(
    "line",
    [
        "二是保密工作不到位。组织学习保守国家秘密法。",
        "国家秘密",
        "商业秘密",
        "绝密、机密、秘密三级",
        "机密级文件清理",
        "保密工作",
        "机密文件管理不规范",
        "曾将文件错标为“秘密★1年”，已更正",
        "（一）秘密文件登记不全",
        "（秘密）文件登记不全",
        "【秘密】级载体未按规定编号的问题。",
        "秘密载体管理",
        "内部资料管理不规范问题整改到位",
        "内部审计",
        "建立内部使用管理制度",
        "对不予公开的事项逐一说明理由",
        "应公开不公开的问题",
        "公开属性：主动公开",
        "公开方式：主动公开 依申请公开 不予公开",
        "此件公开发布",
        "（此件公开发布）",
        "党务公开不及时、不公开问题",
        "★重点★",
        "内部控制",
        "内部管理",
        "依申请公开",
        "密级：无",
        "密级：公开",
        "机密级计算机管理",
        "普通商密管理",
        "索引号\t000014349/2024-00123\t发布机构\t某区财政局办公室\t公开方式\t主动公开",
        "1\t文件管理\t制度汇编\t内部资料\t已完成",
        "《保密法》《内部资料》",
        "已公开",
        "",
        "内部资料管理",
        "商业秘密保护",
        "“泄露秘密问题”",
        "1.关于泄露秘密问题",
        "（二）关于内部资料管理不规范的问题（保密）",
        "一是保密检查不够  错标为 秘密★1年的文件已更正。",
        "涉密文件 3 份，其中  机密",
        "绝密  机密  秘密",
        "主动公开    依申请公开    不予公开",
        "政务公开栏    不公开",
        "密级:秘密、机密、绝密",
        "密级：秘密级以上文件由专人管理",
        "定密情况    秘密",
        "（一）  秘密",
        "1.  机密",
        "（三）关于制作文件的通知（秘密）",
        "附件：关于定密工作的通知（秘密）",
        "清理涉密载体（秘密）",
        "依申请公开（不予公开）",
        "问题类型    工作秘密",
        "某局关于保密自查情况的报告（工作秘密）",
        "学习传达《关于定密的通知（秘密）》",
        "修订了《内部资料管理办法》（内部资料）",
        "严守国家秘密  保守工作秘密",
    ],
)
def test_words_about_secrecy_do_not_stop_an_import(line: str) -> None:
    assert find_marking(source(f"{line}\n{BODY}\n{line}")) is None


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("中共某县委巡察办 机密", "机密"),
        ("机密 某县水利局文件", "机密"),
        ("某局 内部资料", "内部资料"),
    ],
)
def test_one_blank_parts_a_marking_on_the_first_line_only(line: str, printed: str) -> None:
    assert find_marking(source(f"\n{line}\n{BODY}")) == SecrecyMark(printed, "首页")
    assert find_marking(source(f"整改情况\n{line}\n{BODY}")) is None


@pytest.mark.parametrize(
    "line", ["机密文件 管理不规范", "定密情况 秘密", "涉密载体 机密", "某局 整改情况的通报"]
)
def test_one_blank_on_the_first_line_may_mean_nothing(line: str) -> None:
    assert find_marking(source(f"{line}\n{BODY}")) is None


def test_marking_in_the_middle_is_no_marking() -> None:
    assert find_marking(source(f"{BODY}\n秘密★1年\n{BODY}")) is None


def test_blank_lines_do_not_count() -> None:
    assert find_marking(source("\n" * 200 + f"秘密★1年\n{BODY}")) is not None


def test_pages_say_where_the_first_and_last_one_end() -> None:
    first = "\n".join(f"第{number}行整改" for number in range(60))
    text = f"{first}\n机密★\n{BODY}\n内部资料\n{first}"
    assert find_marking(source(text)) is None
    pages = Evidence(pages=(0, text.index(BODY), text.index("内部资料")))
    assert find_marking(source(text, evidence=pages)) == SecrecyMark("机密★", "首页")
    late = Evidence(pages=(0, 5, text.index("内部资料")))
    assert find_marking(source(text, evidence=late)) == SecrecyMark("内部资料", "末页")


_WORDS = "".join(f"<p>{words}</p>" for words in ("某局关于整改情况的通报", *BODY.split("\n")))


@pytest.mark.parametrize("entries", [20, 80, 200])
def test_menus_before_a_web_page_hide_no_marking(entries: int) -> None:
    menu = "<li><a href=x>栏目</a></li>" * entries
    page = f"<html><body><ul>{menu}</ul><p>秘密★1年</p>{_WORDS}</body></html>"
    found = find_marking(read_source(page.encode(), "甲.html"))
    assert found == SecrecyMark("秘密★1年", "首页")


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("【机密】某局通报", "机密"),
        ("某局整改情况的通报（秘密）", "秘密"),
        ("某局关于泄露工作秘密问题的整改通报", None),
        ("依申请公开-某县政府", None),
        ("", None),
    ],
)
def test_title_of_a_web_page_may_be_marked(title: str, printed: str | None) -> None:
    page = f"<html><head><title>{title}</title></head><body>{_WORDS}</body></html>"
    found = find_marking(read_source(page.encode(), "甲.html"))
    assert found == (SecrecyMark(printed, "网页标题") if printed else None)


@pytest.mark.parametrize(
    ("file_name", "printed"),
    [
        ("【机密】整改通报.txt", "机密"),
        ("（秘密）整改通报.txt", "秘密"),
        ("整改情况的通报（秘密）.docx", "秘密"),
        ("整改情况的通报（秘密）(1).docx", "秘密"),
        ("整改台账（机密） - 副本.xlsx", "机密"),
        ("秘密★整改通报.txt", "秘密★"),
        ("秘密通报.txt", None),
        ("国家秘密保护自查.docx", None),
        ("内部资料管理办法.docx", None),
        ("关于泄露秘密问题的整改通报.txt", None),
        ("整改通报（公开版）.txt", None),
    ],
)
def test_name_of_a_file_may_be_marked(file_name: str, printed: str | None) -> None:
    found = find_marking(SourceText(BODY, file_name, "", "plain_text"))
    assert found == (SecrecyMark(printed, "文件名") if printed else None)


_ROWS = (("序号", "问题", "整改措施"), *((at, f"问题{at}", "加强学习") for at in range(200)))


def _book(change: Callable[[Workbook], None]) -> SourceText:
    return read_source(workbook(("Sheet1", _ROWS, ()), change=change), "甲.xlsx")


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("秘密★1年", "秘密★1年"),
        ("内部资料 不予公开", "内部资料"),
        ('&"宋体,加粗"&12机密★', "机密★"),
        ("第 &P 页，共 &N 页", None),
        ("保密工作台账", None),
    ],
)
@pytest.mark.parametrize(("part", "place"), [("oddHeader", "打印页眉"), ("oddFooter", "打印页脚")])
def test_print_margins_of_a_sheet_may_be_marked(
    words: str, printed: str | None, part: str, place: str
) -> None:
    def print_margin(book: Workbook) -> None:
        getattr(book.worksheets[0], part).left.text = words

    found = find_marking(_book(print_margin))
    assert found == (SecrecyMark(printed, place) if printed else None)


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([["秘密★1年"]], "秘密★1年"),
        ([["整改台账（机密）"], ["序号", "问题"]], "机密"),
        ([["主动公开"], ["依申请公开"], ["不予公开"]], None),
        ([["绝密"], ["机密"], ["秘密"]], None),
    ],
)
def test_hidden_sheet_behind_a_long_one_may_be_marked(
    rows: list[list[str]], printed: str | None
) -> None:
    def hide(book: Workbook) -> None:
        sheet = book.create_sheet("选项")
        for words in rows:
            sheet.append(words)
        sheet.sheet_state = "hidden"

    found = find_marking(_book(hide))
    assert found == (SecrecyMark(printed, "隐藏工作表") if printed else None)


def test_head_of_a_sheet_between_long_ones_may_be_marked() -> None:
    sheets = [
        (name, [(head,), *_ROWS], ())
        for name, head in (("甲", "一"), ("乙", "机密★"), ("丙", "三"))
    ]
    found = find_marking(read_source(workbook(*sheets), "甲.xlsx"))
    assert found == SecrecyMark("机密★", "工作表")


def test_menus_of_a_web_page_are_no_marking() -> None:
    menu = Evidence(clutter=(Clutter(Span(0, 4), "菜单"),))
    assert find_marking(source(f"不予公开\n{BODY}", "html", menu)) is None
    assert find_marking(source(f"不予公开\n{BODY}", "pdf", menu)) is not None


@pytest.mark.parametrize(
    "text", ["", "\n", "密" * 3_000_000, "秘密★" * 1_000_000, "\n" * 3_000_000, "(" * 500_000],
    ids=["empty", "blank", "one line", "marks", "line ends", "brackets"],
)  # fmt: skip
def test_endless_texts_cost_no_time(text: str) -> None:
    began = time.process_time()
    find_marking(source(text))
    assert time.process_time() - began < 5  # what looks at a line again for each line takes hours


@pytest.mark.real
def test_published_notices_carry_no_marking(shared_folder: Path) -> None:
    paths = sorted((shared_folder / "notices").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert texts
    assert [find_marking(source(text)) for text in texts] == [None] * len(texts)


_NOTICE = ("某局关于巡察整改进展情况的通报", *BODY.split("\n"))


def _marked_files(line: str) -> Iterator[tuple[str, bytes]]:
    """Files of every format that carry a line as offices do."""
    body = [p(words) for words in _NOTICE]
    yield "docx text", WordFile([p(line), *body]).data()
    yield "docx header", WordFile(body, header=[p(line)]).data()
    yield "docx footer", WordFile(body, footer=[p("第1页"), p(line)]).data()
    yield "docx text box", WordFile([p(box(p(line))), *body]).data()
    yield "docx table", WordFile([table(row(line, "编号：001")), *body]).data()
    html = "".join(f"<p>{words}</p>" for words in _NOTICE)
    yield "html", f"<html><body><div class=top>菜单</div><p>{line}</p>{html}</body></html>".encode()
    yield "html end", f"<html><body>{html}<p>（{line}）</p></body></html>".encode()
    rows = [(words,) for words in _NOTICE]
    yield "xlsx", sheet((line, None, "第1版"), ("序号", "问题", "整改措施", "整改情况"), *rows)
    yield (
        "csv",
        f"{line},,\n序号,问题,整改措施\n1,学习不深,加强学习\n2,调研不够,加强调研\n".encode(
            "gb18030"
        ),
    )
    first, last = PageDraft().put(line, 80, 790), PageDraft()
    yield "pdf", pdf_of(first.lines(_NOTICE[:20]), last.lines(_NOTICE[20:40]))
    pages = PageDraft().lines(_NOTICE[:20]), PageDraft().lines(_NOTICE[20:40]).put(line, 80, 60, 10)
    yield "pdf end", pdf_of(*pages)


@pytest.mark.parametrize("line", ["机密★5年", "内部资料", "秘 密"])
def test_marking_is_found_in_every_format(line: str) -> None:
    missed = [
        name
        for name, data in _marked_files(line)
        if find_marking(read_source(data, f"甲.{name.split()[0]}")) is None
    ]
    assert missed == []


@pytest.mark.parametrize("line", ["内部控制", "保密工作", "依申请公开"])
def test_other_words_stop_no_format(line: str) -> None:
    stopped = [
        name
        for name, data in _marked_files(line)
        if find_marking(read_source(data, f"甲.{name.split()[0]}")) is not None
    ]
    assert stopped == []
