"""What a Word file shows: its words in order, without what is deleted or hidden."""

from __future__ import annotations

import pytest

from importers.limits import FileLimits
from importers.read import read_source
from importers.readers import docx_writer
from importers.readers.docx import DocxReader
from models.errors import ImportFailed
from models.source import SourceText
from tests.importers.readers.docx_files import (
    TRANSITIONAL,
    WordFile,
    box,
    docx_entries,
    p,
    style,
    t,
    zipped,
)

_DELETED = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"


def read(*body: str, **parts: object) -> SourceText:
    return DocxReader().read(WordFile(body, **parts).data(), "通报.docx")


def text_of(*body: str, **parts: object) -> str:
    return read(*body, **parts).text


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (t("整改") + t("措施"), "整改措施"),
        (f"<w:ins>{t('新')}</w:ins>{_DELETED}", "新"),
        (f"<w:ins>{_DELETED}{t('新')}</w:ins>", "新"),
        (f"<w:moveTo>{t('去')}</w:moveTo><w:moveFrom>{t('来')}</w:moveFrom>", "去"),
        (t("明") + t("隐", "<w:vanish/>"), "明"),
        (t("明", '<w:vanish w:val="0"/>') + t("暗", '<w:vanish w:val="true"/>'), "明"),
        ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", "上\n下"),
        ("<w:r><w:t>上</w:t><w:cr/><w:t>下</w:t></w:r>", "上\n下"),
        ("<w:r><w:t>左</w:t><w:tab/><w:t>右</w:t></w:r>", "左\t右"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "1-2"),
        ("<w:r><w:t>巡</w:t><w:softHyphen/><w:t>察</w:t></w:r>", "巡察"),
        ("<w:r><w:t>巡\n察\t组</w:t></w:r>", "巡 察 组"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>', "①"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F095"/></w:r>', "❿"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', "□"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="SimSun" w:char="2460"/></w:r>', "①"),
        ('<w:r><w:sym w:font="SimSun" w:char="D800"/><w:t>后</w:t></w:r>', "\ufffd后"),
        ('<w:r><w:sym w:font="SimSun" w:char="xyz"/><w:t>后</w:t></w:r>', "后"),
        (f'<w:hyperlink r:id="x">{t("链接")}</w:hyperlink>', "链接"),
        (f"<w:smartTag><w:smartTag>{t('党组')}</w:smartTag></w:smartTag>", "党组"),
        (f"<w:customXml>{t('党组')}</w:customXml>", "党组"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{t('控件')}</w:sdtContent></w:sdt>", "控件"),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{t('单击输入')}</w:sdtContent></w:sdt>{t('后')}",
            "后",
        ),
        (
            f'<mc:AlternateContent><mc:Choice Requires="w14">{t("新")}</mc:Choice><mc:Fallback>{t("旧")}</mc:Fallback></mc:AlternateContent>',
            "新",
        ),
        (
            f"<mc:AlternateContent><mc:Fallback>{t('旧')}</mc:Fallback></mc:AlternateContent>",
            "旧",
        ),
        (field("PAGE", t("3")), "3"),
        (field(f"IF {t('码')}", t("果")), "果"),
        (field(f"IF {field('X', t('里'))}", t("外")), "外"),
        (f'<w:fldSimple w:instr="DATE">{t("2025年")}</w:fldSimple>', "2025年"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> eq \\o\\ac(○,</w:instrText></w:r>'
            '<w:r><w:instrText>12) </w:instrText><w:fldChar w:fldCharType="end"/><w:t>抓</w:t></w:r>',
            "⑫抓",
        ),
        (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{t('xún')}</w:rt><w:rubyBase>{t('巡')}</w:rubyBase></w:ruby></w:r>",
            "巡",
        ),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (f"<!-- 注 -->{t('文')}<?pi 注?>", "文"),
    ],
)
def test_paragraph_shows_what_is_printed(inner: str, shown: str) -> None:
    assert text_of(p(inner)) == f"{shown}\n"


def test_paragraphs_are_lines_and_empty_ones_stay() -> None:
    assert text_of(p("一"), p(), p("二")) == "一\n\n二\n"


def test_field_that_never_ends_takes_only_its_paragraph() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/><w:t>码</w:t></w:r>'
    assert text_of(p(opened), p("后")) == "\n后\n"


@pytest.mark.parametrize("mark", ["<w:del/>", "<w:moveFrom/>", "<w:vanish/>"])
def test_paragraph_whose_end_is_gone_runs_on(mark: str) -> None:
    assert text_of(p("上", mark=mark), p("下")) == "上下\n"


def test_deleted_paragraph_leaves_no_line() -> None:
    gone = p(_DELETED, mark="<w:del/>")
    assert text_of(p("上"), gone, p("下"), gone) == "上\n下\n"


def test_text_is_hidden_through_styles() -> None:
    styles = [
        style("Ghost", run="<w:vanish/>"),
        style("Below", based_on="Ghost"),
        style("Run", kind="character", run="<w:vanish/>"),
    ]
    body = [
        p("隐", style="Below"),
        p(t("半", '<w:rStyle w:val="Run"/>'), t("明")),
        p(t("互相抵消", '<w:rStyle w:val="Run"/>'), style="Ghost"),
        p(t("强制", '<w:vanish w:val="0"/>'), style="Ghost"),
    ]
    assert text_of(*body, styles=styles) == "\n明\n互相抵消\n强制\n"


def test_text_box_stands_behind_its_paragraph_once() -> None:
    assert text_of(p("锚", box(p("框一"), p("框二"))), p("后")) == "锚\n框一\n框二\n后\n"


def test_text_box_in_a_text_box_is_read() -> None:
    assert text_of(p(box(p("外", box(p("里")))))) == "\n外\n里\n"


def test_content_controls_hold_paragraphs() -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}{p('乙')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('请')}</w:sdtContent></w:sdt>"
    assert text_of(control, prompt, p("丙")) == "甲\n乙\n丙\n"


def test_notes_stand_at_the_end_in_the_order_of_their_signs() -> None:
    def note(kind: str, key: int, words: str, more: str = "") -> str:
        return f'<w:{kind} w:id="{key}"{more}>{p(words)}</w:{kind}>'

    def sign(kind: str, key: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    source = read(
        p("甲", sign("endnote", 1), sign("footnote", 2)),
        p("乙", sign("footnote", 1), f"<w:del>{sign('footnote', 3)}</w:del>"),
        footnotes=[
            note("footnote", 0, "线", ' w:type="separator"'),
            note("footnote", 1, "注一"),
            note("footnote", 2, "注二"),
            note("footnote", 3, "删去的注"),
        ],
        endnotes=[note("endnote", 1, "尾")],
    )
    assert source.text == "甲\n乙\n注二\n注一\n尾\n"
    marked = [(place.span.of(source.text), place.why) for place in source.evidence.clutter]
    assert marked == [("注二", "脚注"), ("注一", "脚注"), ("尾", "尾注")]


def test_words_of_headers_and_footers_stand_once_as_clutter() -> None:
    source = read(
        p("正文"),
        header=[p("秘密★1年"), p("某局通报"), p("秘密★1年")],
        footer=[p("内部资料"), p("— 3 —")],
    )
    assert source.text == "秘密★1年\n某局通报\n正文\n内部资料\n"
    marked = [(place.span.of(source.text), place.why) for place in source.evidence.clutter]
    assert marked == [("秘密★1年", "页眉"), ("某局通报", "页眉"), ("内部资料", "页脚")]


def test_revisions_and_comments_are_told() -> None:
    revised = read(p("正文", "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>"))
    assert revised.text == "正文增\n"
    assert revised.notes == ("文中有修订痕迹，按全部接受修订后的文字读入",)
    assert read(p("正文")).notes == ()


def test_file_with_words_in_its_header_only_is_refused() -> None:
    with pytest.raises(ImportFailed, match="没有文字"):
        read(p(), header=[p("某局通报")])


def test_headings_are_evidence_by_style_and_by_outline_level() -> None:
    styles = [
        style("H1", "heading 1"),
        style("H2", "标题 2", based_on="H1"),
        style("Own", based_on="H2", paragraph='<w:outlineLvl w:val="2"/>'),
        style("Flat", based_on="H1", paragraph='<w:outlineLvl w:val="9"/>'),
    ]
    source = read(
        p("甲", style="H1"),
        p(" 乙 ", style="H2"),
        p("丙", style="Own"),
        p("丁", style="Flat"),
        p("戊", more='<w:outlineLvl w:val="0"/>'),
        p("己", style="H1", more='<w:outlineLvl w:val="9"/>'),
        p("", style="H1"),
        styles=styles,
    )
    marks = [(mark.span.of(source.text), mark.level) for mark in source.evidence.headings]
    assert marks == [("甲", 1), ("乙", 2), ("丙", 3), ("戊", 1)]


def test_contents_are_clutter() -> None:
    styles = [style("T", "toc 1")]
    source = read(p("一、总体情况", style="T"), p("一、总体情况"), styles=styles)
    assert [(place.span.start, place.why) for place in source.evidence.clutter] == [(0, "目录")]


def test_default_paragraph_style_counts() -> None:
    styles = [style("N", default=True, run="<w:vanish/>"), style("V")]
    assert text_of(p("隐"), p("显", style="V"), styles=styles) == "\n显\n"


def test_styles_based_on_one_another_do_not_hang() -> None:
    styles = [style("A", based_on="B"), style("B", based_on="A", run="<w:vanish/>")]
    assert text_of(p("隐", style="A"), p("显"), styles=styles) == "\n显\n"


def test_strict_dialect_is_read_alike() -> None:
    body = [p("甲", style="H"), p(t("隐", "<w:vanish/>"), "乙")]
    styles = [style("H", "heading 1")]
    strict, usual = read(*body, styles=styles, strict=True), read(*body, styles=styles)
    assert (
        (strict.text, strict.evidence)
        == (usual.text, usual.evidence)
        == ("甲\n乙\n", usual.evidence)
    )


@pytest.mark.parametrize("name", ["通报.docx", "通报.doc", "通报.wps", "通报", "通报.txt"])
def test_reader_is_chosen_by_content(name: str) -> None:
    source = read_source(WordFile([p("正文")]).data(), name)
    assert (source.reader, source.text, source.file_name) == ("docx", "正文\n", name)


@pytest.mark.parametrize(
    "main_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_main_part_is_found_by_its_type(main_type: str) -> None:
    file = WordFile([p("正文")], main="doc/text2.xml", main_type=main_type)
    assert read_source(file.data(), "x.docm").text == "正文\n"


def test_other_archives_are_not_claimed() -> None:
    sheet = WordFile([], main="xl/workbook.xml", main_type="spreadsheetml.sheet.main+xml")
    assert not DocxReader().claims(sheet.data(), "x.docx")
    assert not DocxReader().claims("正文".encode(), "x.docx")


def test_file_cut_short_is_claimed_and_named_as_damaged() -> None:
    data = WordFile([p("正文")]).data()[:-40]
    with pytest.raises(ImportFailed, match=r"通报\.docx.*损坏"):
        read_source(data, "通报.docx")


def test_file_without_words_is_refused() -> None:
    with pytest.raises(ImportFailed, match="没有文字"):
        read(p(), p("<w:r><w:drawing/></w:r>"))


@pytest.mark.parametrize(
    "parts",
    [
        {"word/document.xml": f'<w:document xmlns:w="{TRANSITIONAL}"/>'.encode()},
        {"word/document.xml": b"<w:document"},
        {"word/document.xml": b""},
        {"_rels/.rels": b'<R><r Type="x/officeDocument" Target="gone.xml"/></R>'},
        {"word/_rels/document.xml.rels": b'<R><r Type="x/styles" Target="gone.xml"/></R>'},
    ],
    ids=["no body", "broken", "empty", "main part gone", "styles gone"],
)
def test_broken_parts_are_named_as_damaged(parts: dict[str, bytes]) -> None:
    with pytest.raises(ImportFailed, match="已损坏"):
        read(p("正文"), parts=parts)


def test_nothing_outside_the_file_is_loaded() -> None:
    outside = (
        b'<R><r Type="x/styles" Target="http://example.invalid/s.xml" TargetMode="External"/>'
        b'<r Type="x/attachedTemplate" Target="file:///etc/passwd" TargetMode="External"/></R>'
    )
    assert text_of(p("正文"), parts={"word/_rels/document.xml.rels": outside}) == "正文\n"


def test_entities_are_refused() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="' + TRANSITIONAL.encode() + b'"><w:body>&x;</w:body></w:document>'
    )
    with pytest.raises(ImportFailed, match="不安全"):
        read(parts={"word/document.xml": bomb})


def test_text_past_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_writer, "LIMITS", FileLimits(text_characters=10))
    with pytest.raises(ImportFailed, match="太多"):
        read(p("一二三四五六"), p("七八九十十一"))


_CONVERTED = '<w:altChunk r:id="rId9"/>'


def test_pages_that_word_would_convert_are_named_not_taken_for_pictures() -> None:
    entries = docx_entries("整改措施：已制定。", extra=_CONVERTED)
    source = read_source(zipped(entries), "a.docx")
    assert source.notes == ("文中嵌入的网页没有读入，请用 Word 打开后另存一份，再导入",)
    with pytest.raises(ImportFailed, match="正文是嵌入的网页"):
        read_source(zipped(docx_entries(extra=_CONVERTED)), "a.docx")
