"""Word files: .docx and whatever else holds Office Open XML text (.docm, .dotx, .wps and .doc saved by newer programs)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.archive import SafeArchive, open_archive, parse_xml
from importers.base import hash_of
from importers.readers.docx_numbering import Numbering
from importers.readers.docx_story import Story
from importers.readers.docx_styles import Styles
from importers.readers.docx_writer import TextWriter
from importers.readers.docx_xml import Element, child, children, name_of, number
from models.errors import ImportFailed
from models.source import SourceText

_ZIP = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
_USUAL_MAIN = "word/document.xml"
# The content type of the main part. Samples: "…wordprocessingml.document.main+xml", "…ms-word.template.macroEnabledTemplate.main+xml"
_MAIN_TYPE = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)[\w.]*\.main\+xml")
# What a line must hold to be more than a page number. Samples: "巡察整改", "第 页"
_WORD = re.compile(r"[^\W\d_]")
# Elements of tracked changes.
_REVISIONS = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo"})
_EMBEDDED = "w:altChunk"  # what a website puts in for Word to convert on opening
_NO_CONVERTED = ("的正文是嵌入的网页，要由 Word 转换", "请用 Word 打开后另存一份，再导入")
_NO_TEXT = ("里没有文字，可能是扫描图片", "请用原来的程序打开，确认其中是文字而不是图片")


class DocxReader:
    """Reads Word files in Office Open XML, by whatever name the file goes.

    The text is what a printed copy shows: tracked insertions are in, deletions and hidden text are out, list numbers
    stand before their paragraphs. Footnotes and endnotes stand at the end. The words of headers and footers stand once,
    before and behind all other, as clutter.
    """

    name = "docx"
    version = 1

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether it is an archive that holds a Word text, also where the archive is cut short."""
        if not data.startswith(_ZIP):
            return False
        try:
            archive = open_archive(data, file_name)
            return _USUAL_MAIN in archive or (
                _TYPES in archive and _MAIN_TYPE.search(archive.read(_TYPES)) is not None
            )
        except ImportFailed:
            return b"word/" in data

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The text of the file.

        Raises:
            ImportFailed: if it is broken, past a limit, or holds no words.
        """
        package = _Package(open_archive(data, file_name), file_name)
        writer = TextWriter(file_name)
        styles = Styles(package.part("styles"))
        numbering = Numbering(package.part("numbering"), styles)
        _write_margin(package, writer, styles, "header")
        start = writer.length
        body = Story(writer, styles, numbering)
        whole = package.body
        body.read(whole)
        _write_notes(package, writer, Story(writer, styles, numbering), body.notes)
        writer.break_line()
        end = writer.length
        _write_margin(package, writer, styles, "footer")
        text = writer.text()
        if not text[start:end].strip():
            has_page = next(whole.iter("{*}altChunk"), None) is not None
            raise ImportFailed(file_name, *(_NO_CONVERTED if has_page else _NO_TEXT))
        return SourceText(
            text=text,
            file_name=file_name,
            sha256=hash_of(data),
            reader=self.name,
            reader_version=self.version,
            generated=tuple(writer.generated),
            notes=tuple(_left_out(whole, package)),
            evidence=writer.evidence(text),
        )


def _write_margin(package: _Package, writer: TextWriter, styles: Styles, kind: str) -> None:
    """Writes the lines of headers or footers, each once; a page number alone is none."""
    margin = TextWriter(writer.file_name)
    for part in package.parts(kind):
        Story(margin, styles, Numbering(None, styles)).read(part)
        margin.break_line()
    for line in dict.fromkeys(margin.text().splitlines()):
        if _WORD.search(line):
            start = writer.next_offset()
            writer.put(line)
            writer.mark_clutter(start, "页眉" if kind == "header" else "页脚")
            writer.break_line()


def _left_out(body: Element, package: _Package) -> Iterator[str]:
    """What the file holds and the text does not, in Chinese."""
    names = {name_of(element) for element in body.iter()}
    if names & _REVISIONS:
        yield "文中有修订痕迹，按全部接受修订后的文字读入"
    if _EMBEDDED in names:
        yield "文中嵌入的网页没有读入，请用 Word 打开后另存一份，再导入"
    comments = len(list(children(package.part("comments"), "w:comment")))
    if comments:
        yield f"文中有{comments}条批注，批注不是正文，没有读入"


def _write_notes(
    package: _Package, writer: TextWriter, story: Story, wanted: list[tuple[str, int]]
) -> None:
    """Writes footnotes, then endnotes, in the order in which the text refers to them."""
    for part in ("footnotes", "endnotes"):
        ids = dict.fromkeys(key for kind, key in wanted if kind == part)
        notes = package.notes(part) if ids else {}
        for note in (notes[key] for key in ids if key in notes):
            writer.break_line()
            start = writer.next_offset()
            story.read(note)
            writer.mark_clutter(start, "脚注" if part == "footnotes" else "尾注")


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str


class _Package:
    """The parts of a Word file that hold its text; nothing outside the file is ever looked at."""

    def __init__(self, archive: SafeArchive, file_name: str) -> None:
        self._archive = archive
        self._file_name = file_name
        self._main = self._find_main()
        self._relations = self._relations_of(self._main)

    @property
    def body(self) -> Element:
        body = child(self._parse(self._main), "w:body")
        if body is None:
            raise ImportFailed(
                self._file_name, "已损坏，没有正文", "请用原来的程序打开后另存一份，再导入"
            )
        return body

    def part(self, kind: str) -> Element | None:
        """The part that stands in that relation to the text, or None where there is none."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[Element]:
        """All parts that stand in that relation to the text."""
        for relation in self._relations:
            if relation.kind == kind:
                yield self._parse(relation.target)

    def notes(self, kind: str) -> dict[int, Element]:
        """The footnotes or endnotes by their ids."""
        return {
            key: note
            for note in children(self.part(kind), f"w:{kind.removesuffix('s')}")
            if (key := number(note, "id")) is not None
        }

    def _find_main(self) -> str:
        for relation in self._relations_of(""):
            if relation.kind == "officeDocument":
                return relation.target
        return _USUAL_MAIN

    def _relations_of(self, part: str) -> list[_Relation]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._archive:
            return []
        found = []
        for element in self._parse(path):
            target, kind = element.get("Target"), element.get("Type")
            if target and kind and element.get("TargetMode") != "External":
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found.append(_Relation(kind.rpartition("/")[2], whole))
        return found

    def _parse(self, name: str) -> Element:
        return parse_xml(self._archive.read(name), self._file_name)
