"""A notice as a saved page of a government site: bare, or among all that such a page carries."""

from __future__ import annotations

import random
from dataclasses import dataclass
from html import escape

_OTHERS = (
    "中共临岚县水利局党组关于县委巡察整改进展情况的通报",
    "中共临岚县卫生健康局党组关于县委第三轮巡察反馈意见整改情况的通报",
    "临岚县审计局关于2023年度预算执行审计查出问题整改情况的公告",
    "中共临岚县青山镇委员会关于巡察集中整改进展情况的通报",
)
_MENU = ("首页", "机构设置", "政务公开", "工作动态", "党建工作", "互动交流", "巡察整改")


@dataclass(frozen=True)
class Page:
    """How a page is made.

    Attributes:
        block: how paragraphs are written: `p`, `br` or `div`.
        indent: what stands before a paragraph.
        chrome: whether the page carries menus, share bars, links and a footer.
        tables: whether it is laid out with tables.
        torn: whether words are torn apart by spans.
        encoding: of the file; `gb2312` as the page says, written in GB 18030.
    """

    block: str = "p"
    indent: str = "&emsp;&emsp;"
    chrome: bool = False
    tables: bool = False
    torn: bool = False
    encoding: str = "utf-8"


PAGES = {
    "bare": Page(),
    "chrome": Page(chrome=True, torn=True),
    "tables": Page("br", "&nbsp;&nbsp;&nbsp;&nbsp;", chrome=True, tables=True, encoding="gb2312"),
    "divs": Page("div", "\u3000\u3000", chrome=True, torn=True, encoding="gb2312"),
}


def web_page(text: str, page: Page, chance: random.Random) -> bytes:
    """The bytes of the page; the first line of the text is the title, printed again by the page."""
    title, *rest = [line.strip() for line in text.split("\n") if line.strip()]
    body = _paragraphs([title, *rest], page, chance)
    content = f'<div class="TRS_Editor">{body}</div>' if page.block != "br" else body
    whole = _around(title, content, page) if page.chrome else content
    html = (
        f'<!DOCTYPE html><html><head><meta charset="{page.encoding}"><title>{title}_临岚县人民政府</title>'
        f"<style>p{{margin:0}}</style></head><body>{whole}</body></html>"
    )
    return html.encode("gb18030" if page.encoding == "gb2312" else page.encoding)


def _paragraphs(lines: list[str], page: Page, chance: random.Random) -> str:
    written = [page.indent * bool(at) + _words(line, page, chance) for at, line in enumerate(lines)]
    if page.block == "br":
        return "<br/>\n".join(written)
    return "\n".join(f"<{page.block}>{words}</{page.block}>" for words in written)


def _words(line: str, page: Page, chance: random.Random) -> str:
    if not page.torn or len(line) < 4:
        return escape(line)
    at = chance.randrange(1, len(line) - 1)
    return f'<span style="font-family:仿宋">{escape(line[:at])}</span><span lang="EN-US">{escape(line[at:])}</span>'


def _around(title: str, content: str, page: Page) -> str:
    menu = [f'<a href="/{at}.html">{name}</a>' for at, name in enumerate(_MENU)]
    related = "".join(
        f'<li><a href="#">{name}</a><span>2024-08-0{at}</span></li>'
        for at, name in enumerate(_OTHERS, 1)
    )
    if page.tables:
        return (
            f'<table width="1000"><tr><td colspan="2"><table><tr><td>{"</td><td>".join(menu)}</td></tr></table></td></tr>'
            f'<tr><td width="200" valign="top"><a href="#">通知公告</a><br/><a href="#">巡察整改</a><br/><a href="#">党务公开</a></td>'
            f'<td><table><tr><td>您现在的位置：<a href="#">首页</a> &gt; <a href="#">巡察整改</a> &gt; 正文</td></tr>'
            f'<tr><td align="center"><b>{title}</b></td></tr>'
            f"<tr><td>发布时间：2024-08-16 来源：本站 点击数：135 【字体：<a>大</a> <a>中</a> <a>小</a>】</td></tr>"
            f'<tr><td class="content">{content}</td></tr>'
            f'<tr><td>【<a href="#">打印</a>】【<a href="#">关闭窗口</a>】</td></tr>'
            f"<tr><td>相关信息：<ul>{related}</ul></td></tr></table></td></tr>"
            f'<tr><td colspan="2">版权所有：临岚县人民政府 &nbsp; 备案号：某ICP备05000000号</td></tr></table>'
        )
    return (
        f'<div class="header"><div class="logo">临岚县人民政府门户网站</div><ul class="nav"><li>{"</li><li>".join(menu)}</li></ul></div>'
        f'<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="#">政务公开</a> &gt; <a href="#">巡察整改</a></div>'
        f"<table><tr><td>索引号</td><td>000014349/2024-00123</td><td>发布机构</td><td>临岚县</td></tr>"
        f"<tr><td>成文日期</td><td>2024-08-16</td><td>公开方式</td><td>主动公开</td></tr></table>"
        f"<h1>{title}</h1>"
        f'<div class="info"><span>来源：本站</span> <span>发布时间：2024-08-16 09:30</span> <span>浏览次数：<b id="hits">135</b>次</span>'
        f'<span class="share">分享到：<a href="#">微信</a><a href="#">微博</a></span><span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></div>'
        f'<div style="display:none">隐藏的文字：一、不应读入</div>'
        f"{content}"
        f'<div class="tools"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div>'
        f'<div class="prevnext">上一篇：<a href="#">{_OTHERS[0]}</a><br>下一篇：<a href="#">{_OTHERS[1]}</a></div>'
        f'<div class="list"><h3>相关文章</h3><ul>{related}</ul></div>'
        f'<div class="footer">主办：临岚县人民政府办公室 <br>网站标识码：0000000001 备案号：某ICP备05000000号<br>'
        f"技术支持：某某科技有限公司</div><script>var a='一、脚本';</script>"
    )
