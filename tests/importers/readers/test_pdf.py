"""PDF files: lines as printed, what belongs to the paper marked, pages without text told, nothing hostile gets through."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.limits import FileLimits
from importers.outline.pipeline import read_notice
from importers.read import read_source
from importers.readers import pdf
from importers.readers.pdf import PdfReader
from models.errors import ImportFailed, PasswordNeeded
from models.source import SourceText
from tests.importers.readers.make_pdf import FILES, NOTICE, PASSWORD, STYLES
from tests.importers.readers.pdf_pages import PageDraft, pdf_of

FULL = (
    "县委第一巡察组对县水务局党组开展了常规巡察并反馈"  # 24 signs: a full line of the pages below
)


def read(*pages: PageDraft) -> SourceText:
    return PdfReader().read(pdf_of(*pages), "通报.pdf")


def body(page: int) -> PageDraft:
    """A page with a head, five lines and a foot."""
    draft = PageDraft().put("巡察整改情况通报", 200, 800, 9)
    draft.lines([f"\u3000\u3000第{sign}段。{FULL}"[:26] for sign in "甲乙丙丁戊"])
    return draft.put(f"— {page} —", 270, 60, 14)


def outline(source: SourceText) -> list[tuple[object, ...]]:
    reading = read_notice(source)
    facts = [(fact.name, fact.value) for fact in reading.facts]
    nodes = [
        (node.kind, node.number, node.status, node.parent, node.deadline, node.text(source.text))
        for node in reading.nodes
    ]
    links = [(link.outcome, link.measure) for link in reading.links]
    claims = [(claim.subject, claim.value) for claim in reading.claims]
    return [(reading.kind,), *facts, *nodes, *links, *claims]


def marked(source: SourceText) -> list[tuple[str, str]]:
    return [(part.why, part.span.of(source.text)) for part in source.evidence.clutter]


@pytest.mark.parametrize(("blank", "room"), [("", 1), (" ", 1.5)])
def test_signs_that_are_drawn_later_stand_where_they_are_printed(blank: str, room: float) -> None:
    draft = PageDraft().put_parted(["推广提前申报", room, "两步", 1, "模式，又查验物品。"], 80, 700)
    draft.put_parted([f"{blank}“", 2, "”"], 80 + 16 * 6, 700)
    assert read(draft).text == f"推广提前申报{blank}“两步”模式，又查验物品。"


@pytest.mark.parametrize("style", STYLES)
def test_a_printed_notice_gives_the_outline_of_its_text(style: str) -> None:
    printed = read_source((FILES / f"notice-{style}.pdf").read_bytes(), "通报.pdf")
    text = read_source(NOTICE.read_bytes(), "通报.txt")
    assert printed.reader == "pdf"
    assert outline(printed) == outline(text)


@pytest.mark.parametrize("style", STYLES)
def test_only_heads_and_page_numbers_are_marked(style: str) -> None:
    source = read_source((FILES / f"notice-{style}.pdf").read_bytes(), "通报.pdf")
    look, pages = STYLES[style], len(source.evidence.pages)
    before, behind = (part.strip() for part in look.foot)
    numbers = {f"{before}{page}{behind}" for page in range(1, pages + 1)}
    found = {words.replace(" ", "") for why, words in marked(source) if why == "页码"}
    assert found == numbers
    assert [words for why, words in marked(source) if why != "页码"] == [look.head] * pages


def test_pages_begin_where_evidence_says() -> None:
    source = read(body(1), body(2), body(3))
    starts = source.evidence.pages
    assert [source.text[start : start + 8] for start in starts] == ["巡察整改情况通报"] * 3
    assert starts[0] == 0
    assert all(source.text[start - 1] == "\n" for start in starts[1:])


def test_lines_are_kept_as_printed() -> None:
    source = read(PageDraft().lines([FULL, FULL[:10]]))
    assert source.text == f"{FULL}\n{FULL[:10]}"
    assert source.evidence.wrapped == (len(FULL) + 1,)


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        (("— 1 —", "— 2 —", "— 3 —"), "页码"),
        (("第 1 页", "第 2 页", "第 3 页"), "页码"),
        (("第1页 共3页", "第2页 共3页", "第3页 共3页"), "页码"),
        (("1/3", "2/3", "3/3"), "页码"),
        (("7", "8", "9"), "页码"),
        (("第一页", "第二页", "第三页"), "页码"),
        (("内部编号12", "内部编号13", "内部编号14"), "页脚"),
        (("2", "2", "7"), None),
        (("甲", "乙", "丙"), None),
    ],
)
def test_feet_are_marked_where_they_belong_to_the_paper(
    numbers: tuple[str, ...], reason: str | None
) -> None:
    pages = [
        PageDraft().lines([f"{FULL}{sign}", "完。"]).put(number, 270, 60)
        for sign, number in zip("甲乙丙", numbers, strict=True)
    ]
    expected = [] if reason is None else [(reason, number) for number in numbers]
    assert marked(read(*pages)) == expected


def test_heads_of_odd_and_even_pages_may_differ() -> None:
    heads = ("岚川县民政局", "巡察整改")
    pages = [
        PageDraft().put(heads[at % 2], 200, 800, 9).lines([f"第{sign}页。{FULL}"])
        for at, sign in enumerate("甲乙丙丁")
    ]
    assert [why for why, _ in marked(read(*pages))] == ["页眉"] * 4


def test_a_title_is_no_head_though_pages_repeat_it_higher_up() -> None:
    title = "关于整改进展情况的通报"
    pages = [PageDraft().put(title, 150, 700, 22).lines([FULL] * 3, top=600)]
    pages += [PageDraft().put(title, 200, 800, 9).lines([FULL, f"{sign}。"]) for sign in "甲乙"]
    assert marked(read(*pages)) == [("页眉", title)] * 2


def test_watermarks_are_marked() -> None:
    pages = [
        PageDraft().lines([FULL, f"{sign}。"]).put("仅供内部使用", 150, 200, 40, 45)
        for sign in "甲乙"
    ]
    assert marked(read(*pages)) == [("水印", "仅供内部使用")] * 2


@pytest.mark.parametrize(
    ("lines", "carried"),
    [
        ([f"\u3000\u3000{FULL[:22]}", FULL, "的意见。", "\u3000\u3000一是整改。"], [1, 2]),
        ([f"\u3000\u3000{FULL[:22]}", FULL, f"\u3000\u3000{FULL[:22]}", "意见。"], [1, 3]),
        ([f"\u3000\u3000{FULL[:21]}，", FULL, "\u3000\u3000短。", "各单位："], [1]),
        ([f"\u3000\u3000{FULL[:18]}", "2024-08-16发布", "\u3000\u3000下一段。"], [1]),
    ],
    ids=["indents", "full line before an indent", "address", "a date that had no room"],
)
def test_lines_that_carry_on_are_told_by_indents(lines: list[str], carried: list[int]) -> None:
    more = ["\u3000\u3000再一段。", "\u3000\u3000又一段。", f"\u3000\u3000{FULL[:22]}", FULL]
    source = read(PageDraft().lines([*more, *lines]))
    starts = [at for at in range(len(source.text)) if at == 0 or source.text[at - 1] == "\n"]
    assert [starts.index(at) - len(more) for at in source.evidence.wrapped if at in starts][
        1:
    ] == carried


def test_lines_that_carry_on_are_told_by_gaps_where_nothing_is_indented() -> None:
    page = PageDraft()
    for at, line in enumerate([FULL, FULL, FULL, FULL, "完。"]):
        page.put(line, 80, 700 - at * 24 - (12 if at >= 2 else 0))
    source = read(page)
    assert [source.text[:at].count("\n") for at in source.evidence.wrapped] == [1, 3, 4]


def test_a_title_of_several_lines_is_one() -> None:
    page = PageDraft().put("中共岚川县水务局党组关于", 120, 760, 22)
    page.put("县委巡察整改进展情况的通报", 110, 722, 22).lines([FULL, FULL, FULL], top=650)
    assert read(page).evidence.wrapped[0] == 13


def test_two_columns_held_line_by_line_are_not_interleaved() -> None:
    page = PageDraft()
    for at in range(8):
        page.put(f"左{at}{FULL[:10]}", 80, 700 - at * 24).put(
            f"右{at}{FULL[:10]}", 330, 700 - at * 24
        )
    lines = read(page).text.split("\n")
    assert [line[:2] for line in lines] == [f"{side}{at}" for side in "左右" for at in range(8)]


def test_two_columns_held_one_after_the_other_stay_so() -> None:
    page = PageDraft().lines([f"左{at}{FULL[:10]}" for at in range(8)])
    page.lines([f"右{at}{FULL[:10]}" for at in range(8)], left=330)
    lines = read(page).text.split("\n")
    assert [line[:2] for line in lines] == [f"{side}{at}" for side in "左右" for at in range(8)]


def test_a_page_held_in_another_order_is_read_from_the_top() -> None:
    page = PageDraft().lines(["后", FULL], top=400).lines(["先", FULL], top=740)
    assert read(page).text.split("\n")[0] == "先"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_seen(rotation: int) -> None:
    page = PageDraft(rotation=rotation)
    angle = {0: 0, 90: 90, 180: 180, 270: -90}[rotation]
    for at, line in enumerate([FULL, FULL, "完。"]):
        left, base = {
            0: (60, 700 - 28 * at),
            90: (60 + 28 * at, 60),
            180: (500, 100 + 28 * at),
            270: (400 - 28 * at, 700),
        }[rotation]
        page.put(line, left, base, 16, angle)
    source = read(page)
    assert source.text.split("\n") == [FULL, FULL, "完。"]
    assert len(source.evidence.wrapped) == 2


def test_gaps_of_print_are_no_blanks_but_words_stay_apart() -> None:
    page = PageDraft().lines([FULL])
    page.put("共", 80, 600).put("12", 100, 600).put("项", 138, 600)
    page.put("Party", 80, 560).put("School", 180, 560)
    assert read(page).text.split("\n")[1:] == ["共12项", "Party School"]


def test_compatibility_signs_stay_and_are_said() -> None:
    source = read(PageDraft().lines([f"⼯作⼈员{FULL}"]))
    assert source.text.startswith("⼯作⼈员")
    assert source.notes == ("有2个汉字在文件中存为形近的部首符号，原样保留，识读时按相应汉字处理",)


def test_signs_beyond_the_first_plane_are_whole() -> None:
    source = read(PageDraft().lines([f"𠮷{FULL}"]))
    assert source.text.startswith(f"𠮷{FULL[0]}")


def test_few_unknown_signs_are_said() -> None:
    source = read(PageDraft().lines([FULL, f"{FULL}\ue001"]))
    assert source.notes == ("有1个字符因字体缺少编码无法识别，请对照原文件核对",)


@pytest.mark.parametrize("sign", ["\ue001", "\x05", "(cid:77)"])
def test_fonts_without_codes_are_refused(sign: str) -> None:
    with pytest.raises(ImportFailed, match=r"“通报\.pdf”的文字用了缺少编码的字体.*OCR"):
        read(PageDraft().lines([sign * 20, FULL[:12]]))


def test_a_scanned_file_is_refused() -> None:
    with pytest.raises(ImportFailed, match=r"“通报\.pdf”是扫描件，没有文字层。.*OCR"):
        read(PageDraft().picture(), PageDraft().picture().put("扫描王创建", 400, 20, 9))


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(ImportFailed, match=r"里没有文字，可能是扫描件，没有文字层。.*OCR"):
        read(PageDraft())


def test_single_pictures_are_said() -> None:
    source = read(body(1), PageDraft().picture(), PageDraft(), body(4))
    assert source.notes == ("第2页是图片，没有文字层，未能读入",)
    assert len(source.evidence.pages) == 4


def test_many_pictures_are_counted() -> None:
    source = read(body(1), *(PageDraft().picture() for _ in range(14)))
    assert source.notes[0].startswith("第2、3、4、5、6、7、8、9、10、11、12、13等14页是图片")


@pytest.mark.parametrize(("password", "wrong"), [(None, False), ("", True), ("错", True)])
def test_a_locked_file_asks_for_its_password(password: str | None, wrong: bool) -> None:
    with pytest.raises(PasswordNeeded) as caught:
        PdfReader().read((FILES / "locked.pdf").read_bytes(), "密.pdf", password)
    assert caught.value.was_wrong is wrong


def test_a_locked_file_is_opened_with_its_password() -> None:
    source = PdfReader().read((FILES / "locked.pdf").read_bytes(), "密.pdf", PASSWORD)
    assert "本文件设有密码。" in source.text


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LIMITS", FileLimits(pages=2))
    with pytest.raises(ImportFailed, match="有3页"):
        read(body(1), body(2), body(3))


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LIMITS", FileLimits(text_characters=200))
    with pytest.raises(ImportFailed, match="太大"):
        read(body(1), body(2), body(3))


@pytest.mark.parametrize(
    ("data", "claimed"),
    [
        (b"%PDF-1.4\n", True),
        (b"\xef\xbb\xbf%PDF-1.4\n1 0 obj endobj", True),
        ("文件以 %PDF-1.7 开头".encode(), False),
        (b"", False),
    ],
)
def test_a_pdf_is_told_by_content(data: bytes, claimed: bool) -> None:
    assert PdfReader().claims(data, "通报.txt") is claimed


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>"])
def test_a_stump_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="已损坏或不完整"):
        read_source(data, "残.pdf")


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(["web", "pages"]))
def test_damaged_files_are_read_or_refused(chance: random.Random, kind: str) -> None:
    check_read(damaged(original(kind), chance))


@given(st.text(alphabet=st.characters(codec="utf-16", max_codepoint=0xFFFF), max_size=80))
@settings(max_examples=40, deadline=None)
def test_any_signs_are_read_or_refused(words: str) -> None:
    words = words.encode("utf-16", "ignore").decode("utf-16", "ignore")
    check_read(pdf_of(PageDraft().lines([FULL, words])))


def original(kind: str) -> bytes:
    if kind == "web":
        return Path(FILES / "notice-web.pdf").read_bytes()
    return pdf_of(body(1), body(2), PageDraft().picture())


def damaged(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 30)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    if chance.random() < 0.4:
        del changed[chance.randrange(len(changed)) :]
    if chance.random() < 0.2:
        at = chance.randrange(len(changed) + 1)
        changed[at:at] = changed[at // 2 : at // 2 + 400]
    return bytes(changed)


def check_read(data: bytes) -> None:
    try:
        source = PdfReader().read(data, "残.pdf")
    except ImportFailed:
        return
    evidence, length = source.evidence, len(source.text)
    assert not {"\r", "\0"} & set(source.text)
    source.text.encode("utf-8")
    assert list(evidence.pages) == sorted(evidence.pages)
    assert all(0 <= start <= length for start in evidence.pages)
    assert all(part.span.end <= length for part in evidence.clutter)
    assert all(source.text[at - 1] == "\n" for at in evidence.wrapped)
    read_notice(source)


def test_paragraphs_without_indents_or_gaps_are_told_by_their_numbers() -> None:
    ended = f"{FULL[:21]}。"
    source = read(PageDraft().lines([FULL, ended, f"一是{FULL[:20]}", "二是整改。", "完。"]))
    assert [source.text[:at].count("\n") for at in source.evidence.wrapped] == [1, 3]


def test_small_line_above_the_second_of_two_pages_is_its_head() -> None:
    first = PageDraft().lines([f"{at}{FULL}" for at in "一二三四五六"])
    second = (
        PageDraft().put("巡察整改情况通报", 240, 800, 9).lines([f"{at}{FULL}" for at in "七八九十"])
    )
    source = read(first, second)
    assert [(part.why, part.span.of(source.text)) for part in source.evidence.clutter] == [
        ("页眉", "巡察整改情况通报")
    ]


def test_title_that_further_pages_print_again_stays_on_the_first() -> None:
    pages = [
        PageDraft()
        .put("某局整改台账", 200, 820, 20)
        .put("单位：某局", 80, 785, 16)
        .lines([f"{at}{page}{FULL}" for at in "一二三四"])
        for page in "上中下"
    ]
    source = read(*pages)
    kept = source.text[: source.evidence.pages[1]]
    assert not any(part.span.start < len(kept) for part in source.evidence.clutter)
    assert len(source.evidence.clutter) == 4
