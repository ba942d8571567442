"""密级 and other markings that a document is not for everyone, found before a byte of it is stored.

Precision first: only what stands as a marking stands, alone on its line or with its star, on the first or last page.
A sentence about 保密工作 or 国家秘密 is none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

from models.library import SecrecyMark
from models.source import SourceText, Span

_FIRST_LINES, _LAST_LINES = 40, 30
# How much of a text with endless lines is looked at from either end.
_MOST = 20_000
# The longest line that may be a marking: number of the copy, 密级, 期限, 紧急程度.
_LONGEST = 40
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
# The field of a form. Samples: "密级:内部", "保密等级:内部文件"
_FIELD = re.compile(r"(?:保密等级|密级):(?P<mark>内部(?:资料|文件|材料)?)")
# A title that begins with its level. Sample: "【秘密】关于某某整改情况的报告"
_TITLED = re.compile(rf"[\[【〔(](?P<mark>{_LEVEL}(?:{_STAR}?{_TERM})?)[\]】〕)]")
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
# 公开属性 with its value. Samples: "公开属性:不予公开", "信息公开选项:不公开"
_PROPERTY = re.compile(
    r"(?:信息|政务|政府信息)?公开(?:属性|方式|类别|类型|形式|范围|选项):?(?P<mark>不予公开|不公开)"
)
# A box that is ticked among others. Sample: "□主动公开□依申请公开☑不予公开"
_TICKED = re.compile(r"[■☑√✓✔●](?P<mark>不予公开|不公开)")


def find_marking(source: SourceText) -> SecrecyMark | None:
    """The marking on the first or last page of a document, None where there is none."""
    first, last = _ends(source)
    for page, lines in (("首页", _lines(source, first)), ("末页", _lines(source, last))):
        for line in lines:
            printed = _marking(line)
            if printed is not None:
                return SecrecyMark(printed, page)
    return None


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
    if within is None:
        return
    menus = source.evidence.clutter if source.reader == "html" else ()
    at = within.start
    for line in within.of(source.text).split("\n"):
        if line.strip() and not _inside(at, (one.span for one in menus)):
            yield line
            cells = [cell for cell in line.split("\t") if cell.strip()]
            if 1 < len(cells) <= _TITLE_CELLS:
                yield from cells
            yield from (f"{a}:{b}" for a, b in pairwise(cells) if _CAPTION.search(a))
        at += len(line) + 1


def _inside(offset: int, spans: Iterable[Span]) -> bool:
    return any(span.contains(offset) for span in spans)


def _marking(line: str) -> str | None:
    squeezed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", line[: 4 * _LONGEST]))
    titled = _TITLED.match(squeezed)
    if titled:
        return titled["mark"]
    if len(squeezed) > _LONGEST:
        return None
    plain = _QUOTED.sub("", squeezed)
    found = (
        _STARRED.search(plain)
        or _ALONE.fullmatch(plain)
        or _FIELD.fullmatch(plain)
        or _WHOLE_INTERNAL.fullmatch(plain)
        or _property(plain)
    )
    return found["mark"] if found else None


def _property(line: str) -> re.Match[str] | None:
    if "主动公开" in line or "依申请公开" in line:  # a list to choose from
        return _TICKED.search(line)
    return _PROPERTY.search(line)
