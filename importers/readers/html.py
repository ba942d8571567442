"""Saved web pages: the words a browser shows, with what the page itself shows to be no part of the notice."""

from __future__ import annotations

import codecs
import re

from lxml import etree

from importers.base import hash_of
from importers.limits import LIMITS
from importers.readers.encoding import Decoded, decode
from importers.readers.html_text import PageText
from importers.readers.plain_text import OTHER_KINDS
from models.errors import ImportFailed
from models.source import Aside, SourceText

# How a web page begins, after blanks and comments. Sample: "<!DOCTYPE html>"
_BEGINNING = re.compile(
    r"\s*+(?:(?><!--.*?-->)\s*+|<\?xml[^>]{0,200}\?>\s*+)*+<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
# Elements that only a web page has, for a page whose beginning was cut off. Sample: "<p style=…>", "<br/>"
_ELEMENT = re.compile(
    r"</?(?:html|body|div|span|p|br|table|tr|td|a|h[1-6])(?:\s[^<>]{0,500})?/?>", re.I
)
_MANY = 4
_HEAD = 8192
# The encoding a page says it is in. Samples: `<meta charset="gb2312">`, `content="text/html; charset=gbk"`
_CHARSET = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*+=\s*+["']?\s*+([-\w]{2,20})""", re.IGNORECASE
)
# What is read as the larger encoding that holds it.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "gb18030", "x-gbk": "gb18030"}
# The pages of an article that a site cuts up. Sample: "上一页 1 2 3 下一页"
_PAGER = re.compile(
    r"^[^\S\n]*+(?:(?:首页|上一页|上页)[^\S\n]*)?1[^\S\n]+2\b[^\n]{0,60}下一?页", re.MULTILINE
)
_ONE_PAGE = "网页把文章分成几页，这里只有其中一页，请把各页都另存下来，或全选复制后合在一起粘贴"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class HtmlReader:
    """Reads saved web pages."""

    name = "html"
    version = 1

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether it begins as a web page does, or is full of a web page's elements; no archive that holds pages is one."""
        if data.startswith(OTHER_KINDS):
            return False
        head = _head(data)
        return bool(_BEGINNING.match(head)) or len(_ELEMENT.findall(head)) >= _MANY

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The words of the page as a browser shows them; hidden elements and scripts are no words.

        Raises:
            ImportFailed: if it cannot be decoded or has no words.
        """
        decoded = decode_page(data)
        if decoded is None:
            raise ImportFailed(
                file_name, "的编码无法识别", "请用浏览器打开后另存为“网页，仅 HTML”，再导入"
            )
        page = read_page(decoded.text)
        if not page.text.strip():
            raise ImportFailed(
                file_name,
                "里没有文字，内容可能是打开网页时才载入的",
                "请用浏览器打开，全选复制后粘贴进来",
            )
        if len(page.text) > LIMITS.text_characters:
            raise ImportFailed(file_name, "太大，不像一份通报", "请确认选对了文件")
        return SourceText(
            text=page.text,
            file_name=file_name,
            sha256=hash_of(data),
            reader=self.name,
            reader_version=self.version,
            encoding=decoded.encoding,
            generated=page.generated,
            notes=(*decoded.notes, *([_ONE_PAGE] if _PAGER.search(page.text) else ())),
            evidence=page.evidence,
            asides=(Aside("网页标题", page.title),) if page.title else (),
        )


def read_page(html: str) -> PageText:
    """The words and the evidence of a page, or of a piece of one."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    # libxml2 stops at a NUL; U+FFFD is what a browser shows for it.
    data = html.replace("\x00", "\ufffd").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return PageText(root)


def decode_page(data: bytes) -> Decoded | None:
    """The characters of a page: by byte order mark, by what the page says, by its content where that is a lie."""
    if data.startswith(_MARKS):
        return decode(data)
    stated = _CHARSET.search(data[:_HEAD])
    encoding = _known(stated.group(1).decode("ascii").lower()) if stated else None
    guessed = decode(data)
    if guessed is not None or encoding is None:
        # Strict UTF-8 and GB18030 that looks like Chinese prove themselves; what the page says may be a lie.
        return guessed
    return Decoded(
        data.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n"),
        encoding,
        ("网页里有不能识别的字符，已用“\ufffd”代替",),
    )


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(_WIDER.get(name, name)).name
    except LookupError:
        return None


def _head(data: bytes) -> str:
    sample = data[:_HEAD]
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return sample.decode("utf-16", "replace")
    return sample.removeprefix(codecs.BOM_UTF8).decode("latin-1")
