"""Lists of Word and the lines that a person reads; compared with LibreOffice by compare_with_office.py."""

from __future__ import annotations

from dataclasses import dataclass

from tests.importers.readers.docx_files import (
    WordFile,
    abstract,
    lvl,
    num,
    numbered,
    p,
    start_at,
    style,
)


@dataclass(frozen=True)
class NumberCase:
    """A file with its lines.

    Attributes:
        differs: why LibreOffice prints other lines.
    """

    name: str
    file: WordFile
    lines: tuple[str, ...]
    differs: str = ""


_NOTICE = abstract(
    0,
    lvl(0, "chineseCounting", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimal", "（%4）"),
    lvl(4, "decimalEnclosedCircle", "%5"),
)


def _case(
    name: str,
    numbering: list[str],
    places: list[tuple[int, int]],
    numbers: list[str],
    *,
    differs: str = "",
) -> NumberCase:
    body = [p("句", num=key, level=level) for key, level in places]
    lines = tuple(f"{one}句" for one in numbers)
    return NumberCase(name, WordFile(body, numbering), lines, differs)


def _counted(
    name: str, number_format: str, count: int, numbers: list[str], **more: str
) -> NumberCase:
    """The last numbers of a list that is `count` long; the list begins where they begin."""
    begin = count - len(numbers) + 1
    numbering = [abstract(0, lvl(0, number_format, "%1、", start=begin)), num(1, 0)]
    return _case(name, numbering, [(1, 0)] * len(numbers), [f"{one}、" for one in numbers], **more)


def _styled() -> NumberCase:
    levels = abstract(
        0,
        lvl(0, "chineseCounting", "%1、", more='<w:pStyle w:val="A"/>'),
        lvl(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="B"/>'),
    )
    styles = [
        style("A", "heading 1", paragraph=numbered(1)),
        style("B", "heading 2", based_on="A", paragraph='<w:numPr><w:ilvl w:val="1"/></w:numPr>'),
        style("C", "own", based_on="B"),
        style("D", "unnumbered", based_on="A", paragraph=numbered(0)),
    ]
    body = [
        p("甲", style="A"),
        p("乙", style="B"),
        p("丙", style="C"),
        p("丁", style="D"),
        p("戊", style="A"),
        p("己", style="B"),
        p("庚", style="B", num=0),
    ]
    lines = ("一、甲", "（一）乙", "（二）丙", "丁", "二、戊", "（一）己", "庚")
    return NumberCase("through-styles", WordFile(body, [levels, num(1, 0)], styles), lines)


def _linked_style() -> NumberCase:
    numbering = [
        abstract(0, lvl(0, "decimal", "%1)"), more='<w:styleLink w:val="L"/>'),
        abstract(1, more='<w:numStyleLink w:val="L"/>'),
        num(1, 0),
        num(2, 1),
    ]
    styles = [style("L", "my list", kind="numbering", paragraph=numbered(1))]
    body = [p("甲", num=2, level=0), p("乙", num=2, level=0)]
    return NumberCase("list-style", WordFile(body, numbering, styles), ("1)甲", "2)乙"))


CASES: tuple[NumberCase, ...] = (
    _case(
        "notice",
        [_NOTICE, num(1, 0)],
        [(1, at) for at in (0, 1, 2, 3, 3, 4, 2, 3, 1, 2, 0, 1)],
        ["一、", "（一）", "1.", "（1）", "（2）", "①", "2.", "（1）", "（二）", "1.", "二、", "（一）"],
    ),
    _case(
        "running-on",
        [
            abstract(
                0,
                lvl(0, "chineseCounting", "（%1）"),
                lvl(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>'),
            ),
            num(1, 0),
        ],
        [(1, at) for at in (0, 1, 1, 0, 1)],
        ["（一）", "1.", "2.", "（二）", "3."],
        differs="it begins every level again after a level above",
    ),
    _case(
        "restart-after-first-level-only",
        [
            abstract(
                0,
                lvl(0, "decimal", "%1."),
                lvl(1, "decimal", "%1.%2."),
                lvl(2, "decimal", "%3)", more='<w:lvlRestart w:val="1"/>'),
            ),
            num(1, 0),
        ],
        [(1, at) for at in (0, 1, 2, 2, 1, 2, 0, 1, 2)],
        ["1.", "1.1.", "1)", "2)", "1.2.", "3)", "2.", "2.1.", "1)"],
        differs="it begins every level again after a level above",
    ),
    _case(
        "two-lists-of-one-definition-go-on",
        [abstract(0, lvl(0, "decimal", "%1.")), num(1, 0), num(2, 0)],
        [(1, 0), (1, 0), (2, 0), (1, 0)],
        ["1.", "2.", "3.", "4."],
    ),
    _case(
        "two-definitions-count-apart",
        [abstract(0, lvl(0, "decimal", "%1.")), abstract(1, lvl(0, "decimal", "%1)")), num(1, 0), num(2, 1)],
        [(1, 0), (2, 0), (1, 0), (2, 0)],
        ["1.", "1)", "2.", "2)"],
    ),
    _case(
        "start-override-begins-once",
        [abstract(0, lvl(0, "decimal", "%1.")), num(1, 0), num(2, 0, start_at(0, 1))],
        [(1, 0), (1, 0), (2, 0), (2, 0)],
        ["1.", "2.", "1.", "2."],
    ),
    _case(
        "start-override-with-another-number",
        [abstract(0, lvl(0, "chineseCounting", "%1、")), num(1, 0, start_at(0, 12))],
        [(1, 0), (1, 0)],
        ["十二、", "十三、"],
    ),
    _case(
        "start-override-of-a-deeper-level",
        [
            abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2")),
            num(1, 0),
            num(2, 0, start_at(1, 5)),
        ],
        [(1, 0), (1, 1), (2, 1), (2, 1), (1, 0), (2, 1)],
        ["1.", "1.1", "1.5", "1.6", "2.", "2.5"],
        differs="it forgets the override where the level begins again (ECMA-376 17.9.27 does not)",
    ),
    _case(
        "level-redefined-by-a-list",
        [
            abstract(0, lvl(0, "decimal", "%1.")),
            num(1, 0, f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperLetter", "%1)")}</w:lvlOverride>'),
        ],
        [(1, 0), (1, 0)],
        ["A)", "B)"],
    ),
    _case(
        "level-above-was-never-used",
        [abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2")), num(1, 0)],
        [(1, 1), (1, 1), (1, 0)],
        ["1.1", "1.2", "2."],
    ),
    _case(
        "legal-numbers",
        [
            abstract(
                0,
                lvl(0, "chineseCounting", "第%1章", suff="space"),
                lvl(1, "decimal", "%1.%2", suff="space", more="<w:isLgl/>"),
            ),
            num(1, 0),
        ],
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        ["第一章 ", "1.1 ", "第二章 ", "2.1 "],
        differs="it does not know isLgl",
    ),
    _case(
        "bullets-are-no-numbers",
        [abstract(0, lvl(0, "bullet", "●"), lvl(1, "decimal", "%2.")), num(1, 0)],
        [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
        ["", "1.", "2.", "", "1."],
        differs="it prints the bullets",
    ),
    _case(
        "no-number-but-words",
        [abstract(0, lvl(0, "none", "附件：%1")), num(1, 0)],
        [(1, 0), (1, 0)],
        ["附件：", "附件："],
    ),
    _case(
        "words-around-numbers",
        [abstract(0, lvl(0, "decimal", "问题%1：")), num(1, 0)],
        [(1, 0), (1, 0)],
        ["问题1：", "问题2："],
    ),
    _case(
        "tab-behind-the-number",
        [abstract(0, lvl(0, "decimal", "%1", suff=None)), num(1, 0)],
        [(1, 0)],
        ["1 "],
    ),
    _case(
        "start-not-said-is-zero",
        [abstract(0, lvl(0, "decimal", "%1.", start=None)), num(1, 0)],
        [(1, 0), (1, 0)],
        ["0.", "1."],
    ),
    _case(
        "unknown-list-is-none",
        [abstract(0, lvl(0, "decimal", "%1.")), num(1, 0)],
        [(7, 0), (1, 5), (1, 0)],
        ["", "", "1."],
        differs="it invents a level that is not defined",
    ),
    _case(
        "own-format-with-zeros",
        [
            abstract(
                0,
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
                '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
                '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:suff w:val="nothing"/>'
                '<w:lvlText w:val="%1."/></w:lvl>',
            ),
            num(1, 0),
        ],
        [(1, 0), (1, 0)],
        ["001.", "002."],
    ),
    _styled(),
    _linked_style(),
    _counted("chineseCounting", "chineseCounting", 21, ["九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十", "二十一"]),
    _counted("chineseCountingThousand", "chineseCountingThousand", 111, ["九十九", "一百", "一百零一", "一百零二", "一百零三", "一百零四", "一百零五", "一百零六", "一百零七", "一百零八", "一百零九", "一百一十", "一百一十一"]),
    _counted("japaneseCounting", "japaneseCounting", 102, ["九十九", "百", "百一", "百二"], differs="it writes 一百"),
    _counted("ideographDigital", "ideographDigital", 21, ["一九", "二〇", "二一"], differs="it writes 二十"),
    _counted("ideographTraditional", "ideographTraditional", 3, ["甲", "乙", "丙"]),
    _counted("ideographZodiac", "ideographZodiac", 3, ["子", "丑", "寅"]),
    _counted("ideographEnclosedCircle", "ideographEnclosedCircle", 3, ["㊀", "㊁", "㊂"], differs="it writes ①"),
    _counted("chineseLegalSimplified", "chineseLegalSimplified", 3, ["壹", "贰", "叁"]),
    _counted("decimalFullWidth", "decimalFullWidth", 11, ["９", "１０", "１１"]),
    _counted("decimalEnclosedCircleChinese", "decimalEnclosedCircleChinese", 12, ["⑩", "⑪", "⑫"]),
    _counted("decimalEnclosedCircle", "decimalEnclosedCircle", 22, ["⑲", "⑳", "21", "22"], differs="it goes on to ㉑"),
    _counted("decimalEnclosedFullstop", "decimalEnclosedFullstop", 2, ["⒈", "⒉"], differs="it writes 1"),
    _counted("decimalEnclosedParen", "decimalEnclosedParen", 2, ["⑴", "⑵"], differs="it writes 1"),
    _counted("decimalZero", "decimalZero", 11, ["09", "10", "11"]),
    _counted("numberInDash", "numberInDash", 2, ["- 1 -", "- 2 -"], differs="it writes 1"),
    _counted("upperRoman", "upperRoman", 10, ["VIII", "IX", "X"]),
    _counted("lowerRoman", "lowerRoman", 5, ["iii", "iv", "v"]),
    _counted("upperLetter", "upperLetter", 28, ["Y", "Z", "AA", "BB"]),
    _counted("lowerLetter", "lowerLetter", 2, ["a", "b"]),
    _counted("ordinal", "ordinal", 4, ["1st", "2nd", "3rd", "4th"], differs="it writes 1."),
    _counted("unknown", "koreanDigital", 2, ["1", "2"], differs="it knows Korean"),
)  # fmt: skip
