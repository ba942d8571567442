"""密级 and other markings that a document is not for everyone, found before a byte of it is stored.

Precision first: only what stands as a marking stands, alone at an end of its line, with its star or in brackets at a
title, on the first or last page or in what names the file. A sentence about 保密工作 or 国家秘密 is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from models.guidance import without
from models.library import SecrecyMark
from models.source import HIDDEN_SHEET, Evidence, SourceText, Span

_FIRST_LINES, _LAST_LINES, _SHEET_LINES = 40, 30, 3
# How much of a text with endless lines is looked at from either end.
_MOST = 20_000
# The longest line that may be a marking: number of the copy, 密级, 期限, 紧急程度.
_LONGEST = 40
# The longest line that may be a title with a marking, and one with blanks before what stands at its right.
_LONGEST_TITLE, _WIDEST = 100, 400
# What stands at the left of its value in a table. Samples: "密级", "公开方式"
_CAPTION = re.compile(r"密\s*级|保密等级|公开(?:属性|方式|类别|类型|形式|范围|选项)")
# A row of more cells is one of a table; what stands in its cells is no marking of the document.
_TITLE_CELLS = 3

_LEVEL = r"(?:绝密|机密|秘密|核心商密|普通商密)"
_TERM = r"(?:[\d一二三四五六七八九十]{1,3}(?:年|个?月)|长期|永久)"
_STAR = r"[★☆✩✭⭐*]"
_URGENT = r"(?:特提|特急|加急|平急|急件)"
# Characters that quote: what stands in them is spoken of. Sample: 错标为“秘密★1年”
_QUOTED = re.compile(
    r"“[^”]{0,400}”|‘[^’]{0,400}’|「[^」]{0,400}」|《[^》]{0,400}》|\"[^\"]{0,400}\""
)

# A level with its star, with what a head may hold around it. Samples: "机密★1年", "000012机密★特急", "秘密★"
_STARRED = re.compile(rf"(?:^|[^\u4e00-\u9fff])(?:密级:?)?(?P<mark>{_LEVEL}{_STAR}{_TERM}?)")
# A level alone on its line. Samples: "绝密", "密级:机密", "000012秘密10年特急", "【机密】", "机密级"
_ALONE = re.compile(
    rf"(?:(?:份号|No\.?|编号)?:?\d{{1,8}})?[\[(【〔<]?(?:(?:保密等级|密级)[:\]】]?)?"
    rf"(?P<mark>{_LEVEL}级?(?:{_TERM})?)[\])】〕>]?{_URGENT}?"
)
# A level behind its name, other fields behind it. Samples: "密级:秘密保密期限:3年", "密级:机密,紧急程度:特急"
_NAMED = re.compile(
    rf"(?:密级|保密等级):(?P<mark>{_LEVEL}级?(?:{_STAR}?{_TERM})?)"
    r"(?=[,;)\]】]?(?:(?:保密)?期限|紧急程度|缓急|份号|编号|文号|签发|印发|共\d))"
)
# The field of a form. Samples: "密级:内部", "保密等级:内部文件"
_FIELD = re.compile(r"(?:保密等级|密级):(?P<mark>内部(?:资料|文件|材料)?)")
# A title that begins with its level. Sample: "【秘密】关于某某整改情况的报告"
_TITLED = re.compile(rf"[\[【〔(](?P<mark>{_LEVEL}(?:{_STAR}?{_TERM})?)[\]】〕)]")
# What may stand behind such a level: nothing, a title, the body that wrote it; not the words of a problem.
# Sample: "(秘密)文件登记不全" is no title
_HEADED = re.compile(
    r"关于|(?:通报|报告|情况|台账|清单|意见|方案|通知|公告|材料|文件|纪要|函|稿|表|[委局办组厅院会]|公司|中心)"
    r"(?:\([^()]{1,12}\))?\Z"
)
# A line of such words and nothing else. Samples: "内部资料 注意保管", "(此件不予公开)", "内部使用,不得外传"
_INTERNAL = (
    r"(?:仅供|仅限|限)?内部(?:资料|文件|材料|情况|传阅|掌握|使用|参阅|参考|刊物)|工作秘密|"
    r"(?:此件|本件|此文|本文件|本材料)?(?:不予公开|不公开|不宜公开|不得公开|不予发布)(?:发布)?"
)
_CARE = (
    r"(?:请)?(?:注意|妥善)保(?:管|存|密)|(?:请勿|不得|严禁|禁止)(?:对外)?(?:外传|公开|转发|传播|翻印|复印|复制|扩散)|"
    r"用后(?:收回|销毁)|(?:会后|阅后)(?:收回|请?退回|销毁)"
)
_WHOLE_INTERNAL = re.compile(
    rf"[\[(【〔<]?(?:{_CARE}|[,、。;!·\-]|{_STAR})*(?P<mark>{_INTERNAL})"
    rf"(?:{_INTERNAL}|{_CARE}|[,、。;!·\-()]|{_STAR})*[\])】〕>]?"
)
# A title with its marking in brackets before or behind it. Samples: "某局整改情况的报告(秘密)", "整改台账(内部资料,注意保存)"
_KIND = (
    r"(?:通报|报告|情况|台账|台帐|清单|一览表|统计表|通知|意见|方案|公告|公示|材料|纪要|汇报|决定|批复|请示|文件|"
    r"函|稿|表)(?:\([^()]{1,12}\))??"
)
_TITLE = re.compile(
    rf"(?P<before>[\[(【〔][^()\[\]【】〔〕]+[\])】〕])?.*?{_KIND}(?P<behind>[\[(【〔][^()\[\]【】〔〕]+[\])】〕])?"
)
# What a line of a list or a heading of a problem begins with; such a line is no title.
_LISTED = re.compile(r"[(]?[\d一二三四五六七八九十]{1,3}[).、,．]|附件|[·•▪*\-]")
# Blanks that part what stands at the ends of a line.
_ONE_BLANK = re.compile(r"(?<=\S) (?=\S)")
_GAP = re.compile(r"(?:\s{2,}|[\u3000\u2003]\s*)")
# In what stands beside a marking: it is a list to choose from, or speaks of secrecy.
_SPOKEN = re.compile(r"公开|密级|定密|涉密|保密|[绝机秘]密|[。;!?]")
# Too common as words of a line for a marking at its end.
_WEAK = frozenset({"工作秘密", "不公开", "不予公开", "内部情况", "内部掌握", "内部使用"})
# What a hidden sheet must hold beside the words, as its rows may be a list to choose from. Samples: "机密★", "(秘密)"
_SURE = re.compile(rf"{_STAR}|[(（\[【〔]")
# The ending of a file's name, with what a copy is told by. Samples: ".docx", "(1).pdf", " - 副本.txt"
_ENDING = re.compile(r"(?:\s{0,3}[(（]\d{1,3}[)）]|\s{0,3}-?\s{0,3}副本)?\.\w{1,5}\Z")

# 公开属性 with its value. Samples: "公开属性:不予公开", "信息公开选项:不公开"
_PROPERTY = re.compile(
    r"(?:信息|政务|政府信息)?公开(?:属性|方式|类别|类型|形式|范围|选项):?(?P<mark>不予公开|不公开)"
)
# A box that is ticked among others. Sample: "□主动公开□依申请公开☑不予公开"
_TICKED = re.compile(r"[■☑√✓✔●](?P<mark>不予公开|不公开)")


def find_marking(source: SourceText) -> SecrecyMark | None:
    """The marking of a document, None where there is none.

    It may stand on the first or last page, at the head of a sheet, in the file's name or in what the file carries
    beside its text.
    """
    for place, line in _marked_places(source):
        printed = _marking(line)
        if printed is not None:
            return SecrecyMark(printed, place)
    return None


def _marked_places(source: SourceText) -> Iterator[tuple[str, str]]:
    """The lines that may carry a marking, with a Chinese word for where they stand."""
    own = _without_menus(source)
    first, last = _ends(own)
    yield from (("首页", line) for line in _lines(own, first))
    yield from (("首页", line) for line in _first_line(own))
    yield from (("末页", line) for line in _lines(own, last))
    for start in _sheets(source):
        head = Span(
            start, start + max(1, _after_lines(source.text[start : start + _MOST], _SHEET_LINES))
        )
        yield from (("工作表", line) for line in _lines(source, head))
    for aside in source.asides:
        if aside.place != HIDDEN_SHEET or _SURE.search(aside.words):
            yield from ((aside.place, line) for line in _parts(aside.words))
    yield "文件名", _ENDING.sub("", source.file_name)


def _without_menus(source: SourceText) -> SourceText:
    """A web page without its menus, so that its first lines are those of the notice."""
    if source.reader != "html" or not source.evidence.clutter or not source.text:
        return source
    menus = (part.span for part in source.evidence.clutter)
    pieces = without((Span(0, len(source.text)),), menus)
    return replace(
        source, text="".join(piece.of(source.text) for piece in pieces), evidence=Evidence()
    )


def _sheets(source: SourceText) -> Iterator[int]:
    """Where the sheets of a workbook begin, the first left out."""
    if source.reader != "xlsx":
        return
    for before, cell in pairwise(source.evidence.cells):
        if cell.table != before.table:
            yield source.text.rfind("\n", 0, cell.span.start) + 1


def _ends(source: SourceText) -> tuple[Span | None, Span | None]:
    """The first and the last page, or the lines that stand for them; None for an empty text."""
    length, pages = len(source.text), source.evidence.pages
    if not length:
        return None, None
    head_end = _after_lines(source.text, _FIRST_LINES)
    tail_start = length - _after_lines(source.text[: -_MOST - 1 : -1], _LAST_LINES)
    if len(pages) > 1:
        head_end = max(head_end, min(pages[1], _MOST))
        tail_start = min(tail_start, max(pages[-1], length - _MOST))
    first = Span(0, max(1, head_end))
    return first, Span(min(tail_start, length - 1), length)


def _after_lines(text: str, count: int) -> int:
    """Where `count` lines with words end, at most `_MOST` from the start."""
    at = 0
    for line in text[:_MOST].split("\n"):
        at += len(line) + 1
        count -= bool(line.strip())
        if not count:
            break
    return min(at, len(text), _MOST)


def _lines(source: SourceText, within: Span | None) -> Iterator[str]:
    if within is not None:
        for line in within.of(source.text).split("\n"):
            yield from _parts(line)


def _first_line(source: SourceText) -> Iterator[str]:
    """The first line with words, where one blank parts what stands at its ends. Sample: "某县委巡察办 机密"."""
    line = next((line for line in source.text[:_MOST].split("\n") if line.strip()), "")
    if len(line) <= _LONGEST and "\t" not in line:
        yield _ONE_BLANK.sub("  ", line.strip())


def _parts(line: str) -> Iterator[str]:
    """A line with words, and what of it may be a marking by itself: cells of a title, a field, the ends."""
    if not line.strip():
        return
    yield line
    cells = [cell for cell in line.split("\t") if cell.strip()]
    if 1 < len(cells) <= _TITLE_CELLS:
        yield from cells
    yield from (f"{a}:{b}" for a, b in pairwise(cells) if _CAPTION.search(a))


def _marking(line: str) -> str | None:
    """The marking that a line is, or that stands at one of its ends; None where there is none."""
    return _in_line(_squeezed(line[:_WIDEST])) or (
        _at_end(line.strip()) if len(line) <= _WIDEST else None
    )


def _in_line(squeezed: str) -> str | None:
    titled = _TITLED.match(squeezed)
    if titled and (titled.end() == len(squeezed) or _HEADED.search(squeezed, titled.end())):
        return titled["mark"]
    plain = _QUOTED.sub("", squeezed)
    if len(squeezed) > _LONGEST:
        return _in_title(plain)
    found = (
        _STARRED.search(plain)
        or _ALONE.fullmatch(plain)
        or _NAMED.search(plain)
        or _FIELD.fullmatch(plain)
        or _WHOLE_INTERNAL.fullmatch(plain)
        or _property(plain)
    )
    return found["mark"] if found else _in_title(plain)


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))


def _at_end(line: str) -> str | None:
    """A marking at the left or right end of a line, parted by blanks from what else stands there."""
    if "\t" in line:
        return None
    gaps = list(_GAP.finditer(line))
    for at in (gaps[0], gaps[-1]) if gaps else ():
        for words, rest in (
            (line[: at.start()], line[at.end() :]),
            (line[at.end() :], line[: at.start()]),
        ):
            if printed := _beside(_squeezed(words), _squeezed(rest)):
                return printed
    word = line.rsplit(maxsplit=1)
    return _beside(_squeezed(word[1]), _squeezed(word[0]), starred=True) if len(word) == 2 else None


def _beside(words: str, rest: str, *, starred: bool = False) -> str | None:
    """The marking that `words` are, where `rest` on the same line is no talk of secrecy and no entry of a list."""
    if len(words) > _LONGEST or _SPOKEN.search(rest) or _LISTED.match(rest):
        return None
    found = _STARRED.match(words)
    if found is None and not starred:
        found = _ALONE.fullmatch(words) or _WHOLE_INTERNAL.fullmatch(words)
    return found["mark"] if found and found["mark"] not in _WEAK else None


def _in_title(line: str) -> str | None:
    """The marking in brackets before or behind a title."""
    if len(line) > _LONGEST_TITLE or _LISTED.match(line) or re.search(r"[。;!?]", line):
        return None
    title = _TITLE.fullmatch(line)
    for words in (title["before"], title["behind"]) if title else ():
        found = words and (
            _ALONE.fullmatch(words) or _STARRED.match(words) or _WHOLE_INTERNAL.fullmatch(words)
        )
        if found and found["mark"] != "工作秘密":
            return found["mark"]
    return None


def _property(line: str) -> re.Match[str] | None:
    if "主动公开" in line or "依申请公开" in line:  # a list to choose from
        return _TICKED.search(line)
    return _PROPERTY.search(line)
