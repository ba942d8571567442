"""Word files from raw XML, so that every shape can be made, also those that no writer makes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these entries."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return made.getvalue()


def docx_entries(*paragraphs: str, extra: str = "") -> dict[str, bytes]:
    """The parts of a plain Word file; `extra` is XML at the end of its body."""
    return WordFile([*map(p, paragraphs), extra]).entries()


def docx(*paragraphs: str, extra: str = "") -> bytes:
    """A plain Word file."""
    return zipped(docx_entries(*paragraphs, extra=extra))


def t(text: str, properties: str = "") -> str:
    """A run."""
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(
    *inner: str,
    num: int | None = None,
    level: int | None = None,
    style: str | None = None,
    mark: str = "",
    more: str = "",
) -> str:
    """A paragraph; strings that are no markup become runs."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None or level is not None:
        at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
        of = "" if num is None else f'<w:numId w:val="{num}"/>'
        properties += f"<w:numPr>{at}{of}</w:numPr>"
    properties += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    runs = "".join(part if part.startswith("<") else t(part) for part in inner)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def lvl(
    at: int,
    number_format: str,
    text: str,
    *,
    start: int | None = 1,
    suff: str | None = "nothing",
    more: str = "",
) -> str:
    """A level of a list."""
    begin = "" if start is None else f'<w:start w:val="{start}"/>'
    gap = "" if suff is None else f'<w:suff w:val="{suff}"/>'
    return (
        f'<w:lvl w:ilvl="{at}">{begin}<w:numFmt w:val="{number_format}"/>{more}{gap}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(key: int, *levels: str, more: str = "") -> str:
    """The definition of a list."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{more}'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(key: int, of: int, *overrides: str) -> str:
    """A list."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def start_at(level: int, value: int) -> str:
    """An override: that level begins with another number."""
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


def style(
    key: str,
    name: str = "",
    *,
    based_on: str | None = None,
    paragraph: str = "",
    run: str = "",
    kind: str = "paragraph",
    default: bool = False,
) -> str:
    """A style."""
    below = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}>'
        f'<w:name w:val="{name or key}"/>{below}'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def numbered(num_id: int, level: int | None = None) -> str:
    """Paragraph properties of a style with a list."""
    at = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{at}<w:numId w:val="{num_id}"/></w:numPr>'


def cell(*blocks: str, span: int = 1, merge: str | None = None) -> str:
    """A cell; strings that are no markup become paragraphs. `merge`: restart or continue."""
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (
        "" if merge is None else f'<w:vMerge w:val="{merge}"/>'
    )
    inner = "".join(block if block.startswith("<") else p(block) for block in blocks)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or p()}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; strings that are no markup become cells."""
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inner}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def box(*paragraphs: str) -> str:
    """A run with a text box, in its new form and in its old one, as Word writes it."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData '
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


@dataclass(frozen=True)
class WordFile:
    """The parts of a Word file.

    Attributes:
        body: blocks of the text.
        numbering: definitions and lists.
        parts: other parts by name, as they are.
    """

    body: Sequence[str]
    numbering: Sequence[str] = ()
    styles: Sequence[str] = ()
    footnotes: Sequence[str] = ()
    endnotes: Sequence[str] = ()
    header: Sequence[str] = ()
    footer: Sequence[str] = ()
    strict: bool = False
    main: str = "word/document.xml"
    main_type: str = _MAIN_TYPE
    parts: Mapping[str, bytes] = field(default_factory=dict)

    def data(self) -> bytes:
        """The bytes of the file."""
        return zipped({**self.entries(), **self.parts})

    def entries(self) -> dict[str, bytes]:
        """The parts by name."""
        found = {
            "styles": ("styles", self.styles),
            "numbering": ("numbering", self.numbering),
            "footnotes": ("footnotes", self.footnotes),
            "endnotes": ("endnotes", self.endnotes),
            "header": ("hdr", self.header),
            "footer": ("ftr", self.footer),
        }
        used = {kind: part for kind, part in found.items() if part[1]}
        folder, _, name = self.main.rpartition("/")
        entries = {
            "[Content_Types].xml": self._types(used),
            "_rels/.rels": self._relations({"officeDocument": self.main}),
            self.main: self._part("document", f"<w:body>{''.join(self.body)}<w:sectPr/></w:body>"),
            f"{folder}/_rels/{name}.rels": self._relations({kind: f"{kind}.xml" for kind in used}),
        }
        for kind, (root, content) in used.items():
            entries[f"{folder}/{kind}.xml"] = self._part(root, "".join(content))
        return entries

    def _part(self, root: str, inner: str) -> bytes:
        space = STRICT if self.strict else TRANSITIONAL
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        return f'{head}<w:{root} xmlns:w="{space}" {_SPACES}>{inner}</w:{root}>'.encode()

    def _relations(self, targets: Mapping[str, str]) -> bytes:
        office = (
            "http://purl.oclc.org/ooxml/officeDocument/relationships" if self.strict else _OFFICE
        )
        found = "".join(
            f'<Relationship Id="r{at}" Type="{office}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(targets.items())
        )
        return f'<Relationships xmlns="{_RELATIONS}">{found}</Relationships>'.encode()

    def _types(self, used: Mapping[str, object]) -> bytes:
        folder = self.main.rpartition("/")[0]
        known = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        parts = "".join(
            f'<Override PartName="/{folder}/{kind}.xml" ContentType="{known}.{kind}+xml"/>'
            for kind in used
        )
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{self.main}" ContentType="{self.main_type}"/>{parts}</Types>'
        ).encode()
