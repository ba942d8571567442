"""Numbers that Word computes are characters of the text and listed as generated."""

from __future__ import annotations

import pytest

from importers.readers.docx import DocxReader
from importers.readers.word_numbers import word_number
from tests.importers.readers.docx_files import (
    WordFile,
    abstract,
    box,
    cell,
    lvl,
    num,
    p,
    row,
    start_at,
    t,
    table,
)
from tests.importers.readers.number_cases import CASES, NumberCase

_LIST = (abstract(0, lvl(0, "chineseCounting", "%1、")), num(1, 0))


def lines(*body: str, numbering: tuple[str, ...] = _LIST) -> list[str]:
    return DocxReader().read(WordFile(body, numbering).data(), "x.docx").text.splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_lists_print_the_lines_of_word(case: NumberCase) -> None:
    source = DocxReader().read(case.file.data(), "x.docx")
    assert tuple(source.text.splitlines()) == case.lines


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_generated_places_are_all_that_the_file_does_not_store(case: NumberCase) -> None:
    source = DocxReader().read(case.file.data(), "x.docx")
    left = list(source.text)
    for span in source.generated:
        left[span.start : span.end] = [""] * len(span)
    stored = "".join(left).split("\n")[:-1]
    assert all(words in ("句", "甲", "乙", "丙", "丁", "戊", "己", "庚") for words in stored)


def test_number_of_an_inserted_paragraph_counts_and_of_a_deleted_one_does_not() -> None:
    gone = p(f"<w:del>{t('旧')}</w:del>", num=1, level=0, mark="<w:del/>")
    new = p(f"<w:ins>{t('新')}</w:ins>", num=1, level=0, mark="<w:ins/>")
    assert lines(p("甲", num=1), gone, new, p("乙", num=1)) == ["一、甲", "二、新", "三、乙"]


def test_heading_with_a_hidden_end_keeps_its_number() -> None:
    heading = p("标题。", num=1, mark="<w:vanish/><w:specVanish/>")
    assert lines(heading, p("正文"), p("下", num=1)) == ["一、标题。正文", "二、下"]


def test_empty_paragraph_of_a_list_shows_its_number() -> None:
    assert lines(p(num=1), p("乙", num=1)) == ["一、", "二、乙"]


def test_text_boxes_count_apart_from_the_text() -> None:
    body = [p("甲", box(p("框", num=1)), num=1), p("乙", box(p("框", num=1)), num=1)]
    assert lines(*body) == ["一、甲", "一、框", "二、乙", "二、框"]


def test_numbers_of_table_rows_are_the_words_of_their_cells() -> None:
    rows = [row(cell(p(num=1)), f"问题{at}") for at in (1, 2)]
    source = DocxReader().read(WordFile([table(*rows)], _LIST).data(), "x.docx")
    assert source.text == "一、\t问题1\n二、\t问题2\n"
    assert [place.span.of(source.text) for place in source.evidence.cells] == [
        "一、",
        "问题1",
        "二、",
        "问题2",
    ]


def test_hidden_number_is_not_printed() -> None:
    hidden = abstract(0, lvl(0, "decimal", "%1.", more="<w:rPr><w:vanish/></w:rPr>"))
    assert lines(p("甲", num=1), numbering=(hidden, num(1, 0))) == ["甲"]


@pytest.mark.parametrize(
    "numbering",
    [
        (abstract(0, more='<w:numStyleLink w:val="gone"/>'), num(1, 0)),
        (num(1, 7),),
        (
            abstract(0, lvl(0, "decimal", "%1."), lvl(99, "decimal", "%1.")),
            num(1, 0, start_at(77, 1)),
        ),
        (abstract(0, lvl(0, "decimal", "%9%1.")), num(1, 0)),
        (abstract(0, lvl(0, "upperLetter", "%1", start=999_999_999)), num(1, 0)),
        (abstract(0, lvl(0, "lowerRoman", "%1" * 500_000, start=99_999)), num(1, 0)),
        (abstract(0, lvl(0, "decimal", "%1.", start=-5)), num(1, 0)),
    ],
)
def test_strange_lists_end_in_a_short_line(numbering: tuple[str, ...]) -> None:
    (line,) = lines(p("甲", num=1), numbering=numbering)
    assert line.endswith("甲")
    assert len(line) < 1000


@pytest.mark.parametrize(
    ("value", "name", "printed"),
    [
        (0, "chineseCounting", "0"),
        (-1, "upperRoman", "-1"),
        (100, "chineseCounting", "一〇〇"),
        (30, "chineseCounting", "三十"),
        (1000, "chineseCountingThousand", "一千"),
        (1002, "chineseCountingThousand", "一千零二"),
        (1020, "chineseCountingThousand", "一千零二十"),
        (1200, "chineseCountingThousand", "一千二百"),
        (10_001, "chineseCountingThousand", "一万零一"),
        (12_345, "chineseCountingThousand", "一万二千三百四十五"),
        (10, "chineseLegalSimplified", "壹拾"),
        (105, "chineseLegalSimplified", "壹佰零伍"),
        (11, "ideographLegalTraditional", "壹拾壹"),
        (1_234, "japaneseCounting", "千二百三十四"),
        (10_000, "japaneseCounting", "一万"),
        (11, "ideographTraditional", "11"),
        (61, "ideographZodiacTraditional", "61"),
        (1, "ideographZodiacTraditional", "甲子"),
        (21, "decimalEnclosedCircleChinese", "21"),
        (1994, "upperRoman", "MCMXCIV"),
        (4000, "lowerRoman", "4000"),
        (780, "lowerLetter", "z" * 30),
        (781, "lowerLetter", "781"),
        (111, "ordinal", "111th"),
        (255, "hex", "FF"),
        (5, "bullet", ""),
        (5, "none", ""),
    ],
)
def test_number_is_printed_in_its_format(value: int, name: str, printed: str) -> None:
    assert word_number(value, name) == printed
