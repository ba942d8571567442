"""Which elements of a web page are furniture (menus, share bars, footers) and which are hidden."""

from __future__ import annotations

import re

from lxml import etree

# Not embed: it holds nothing, but libxml2 does not know that and hangs all that follows below it.
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "iframe",
        "object",
        "svg",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "input",
        "button",
        "textarea",
        "map",
        "datalist",
        "math",
    ]
)
# Styles that hide an element. Sample: "display: none"
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)", re.I
)
# Names of the element that holds the words of a notice on government sites. Sample: "TRS_Editor"
_CONTENT = re.compile(
    r"trs_editor|ucapcontent|article[-_]?(?:content|con|body|detail)|(?:^|[\s_-])zoom(?:con)?(?:$|\s)|"
    r"news[-_]?(?:content|con|text)|(?:main|detail|info|view|page)[-_]?(?:content|text)|"
    r"(?:^|\s)(?:content|con_text|wz_?content|xl_?con|vsb_content\S*)(?:$|\s)",
    re.IGNORECASE,
)
# Names of furniture, with the word for the reviewer. Samples: "breadcrumb", "share-box", "footer"
_FURNITURE = (
    (
        re.compile(r"bread|crumb|(?:^|[\s_-])(?:location|position|dqwz|wz_?nav)(?:$|[\s_-])", re.I),
        "位置导航",
    ),
    (
        re.compile(
            r"share|fenxiang|bdshare|social|print|font[-_]?size|zihao|toolbar|(?:^|[\s_-])tools?(?:$|[\s_-])",
            re.I,
        ),
        "打印分享栏",
    ),
    (
        re.compile(
            r"relat|recommend|xgyd|xgwz|hot[-_]?news|prev[-_]?next|(?:^|[\s_-])pager?(?:$|[\s_-])",
            re.I,
        ),
        "相关链接",
    ),
    (re.compile(r"foot|copyright|bottom|banquan|beian|friend[-_]?link", re.I), "页脚"),
    (
        re.compile(
            r"(?:^|[\s_-])(?:nav\w*|menu\w*|header|top(?:bar)?|side(?:bar|nav)?|aside|search\w*|logo|banner|skip)(?:$|[\s_-])",
            re.I,
        ),
        "菜单",
    ),
)
_TAGS = {"nav": "菜单", "aside": "相关链接", "footer": "页脚"}
_ROLES = {
    "navigation": "菜单",
    "banner": "菜单",
    "contentinfo": "页脚",
    "complementary": "相关链接",
    "search": "菜单",
}
_LINKED = 0.6  # of its words in links, and a block is a list of links
_LINKS = 3
_MOST = 0.5  # of all words: such a block is the page, whatever it is called
_WORDY = 200
# Elements that group others.
_GROUPS = frozenset({"div", "ul", "ol", "table", "p", "td", "section", "dl", "header", "form"})


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser shows nothing of an element."""
    return _is_unseen(element) or (
        element.get("hidden") is not None or bool(_HIDING.search(element.get("style") or ""))
    )


def _is_unseen(element: etree._Element) -> bool:
    """Whether an element shows no words by what it is, however it is styled."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return True
    return element.get("type") == "hidden"


class Furniture:
    """Tells the furniture of one page from the notice; what it needs is counted once.

    Attributes:
        main: the element that holds the notice, by its name and its words; None where none is sure.
    """

    def __init__(self, root: etree._Element) -> None:
        self._words: dict[etree._Element, int] = {}
        self._linked: dict[etree._Element, tuple[int, int]] = {}
        self._unveiled: frozenset[etree._Element] = frozenset()
        self._count(root)
        self._unveiled = frozenset(self._waiting(root))
        if self._unveiled:
            self._count(root)
        self._total = self._words.get(root, 0)
        self.main = self._main_block(root)
        self._above = set() if self.main is None else {self.main, *self.main.iterancestors()}

    def reason_of(self, element: etree._Element) -> str | None:
        """Why an element is furniture, in a Chinese word; None where it is not, or holds the notice."""
        if element in self._above:
            return None
        why = _named_reason(element)
        if why is None and element.tag in _GROUPS and self._is_link_list(element):
            why = "相关链接"
        if why is None or (self.main is None and self._words[element] > self._total * _MOST):
            return None
        return why

    def hides(self, element: etree._Element) -> bool:
        """Whether a reader of the page sees nothing of an element."""
        return is_hidden(element) and element not in self._unveiled

    def _waiting(self, root: etree._Element) -> list[etree._Element]:
        """The hidden elements that hold more words than all that is shown: a script shows them when it has run."""
        found = []
        shown = self._words.get(root, 0)
        walk = etree.iterwalk(root, events=("start",))
        for _, element in walk:
            if is_hidden(element):
                walk.skip_subtree()
                if not _is_unseen(element) and self._size_within(element) > max(_WORDY, shown):
                    found.append(element)
        return found

    def _size_within(self, element: etree._Element) -> int:
        """The words of a hidden element, without what is hidden in it; counts its parts."""
        words = _size(element.text)
        for child in element:
            self._count(child)
            words += self._words[child] + _size(child.tail)
        return words

    def _count(self, root: etree._Element) -> None:
        for _, element in etree.iterwalk(root, events=("end",)):
            if self.hides(element):
                self._words[element], self._linked[element] = 0, (0, 0)
                continue
            words = _size(element.text)
            links = linked = 0
            for child in element:
                words += self._words[child] + _size(child.tail)
                links += self._linked[child][0]
                linked += self._linked[child][1]
            if element.tag == "a":
                links, linked = 1, words
            self._words[element], self._linked[element] = words, (links, linked)

    def _main_block(self, root: etree._Element) -> etree._Element | None:
        best, best_size = None, max(_WORDY, self._total * _MOST)
        for element in root.iter("div", "article", "td", "section", "main", "ucapcontent"):
            telling = element.tag in ("article", "main", "ucapcontent")
            if (telling or _CONTENT.search(_names(element))) and self._words[element] >= best_size:
                # Of two that hold the same words the inner one comes later and says it more closely.
                best, best_size = element, self._words[element]
        return best

    def _is_link_list(self, element: etree._Element) -> bool:
        links, linked = self._linked[element]
        return links >= _LINKS and linked >= self._words[element] * _LINKED


def _named_reason(element: etree._Element) -> str | None:
    tag = str(element.tag)
    found = _TAGS.get(tag) or _ROLES.get(element.get("role") or "")
    names = "" if found or tag not in _GROUPS - {"p", "td"} else _names(element)
    if not names:
        return found
    return next((why for pattern, why in _FURNITURE if pattern.search(names)), None)


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}".strip()


def _size(words: str | None) -> int:
    return len(words.strip()) if words else 0
