"""PDF files with a text layer: the lines of every page as they are printed, with what belongs to the paper marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from importers.base import hash_of
from importers.limits import LIMITS
from importers.readers.pdf_cells import looks_tabular, placed, tables_of
from importers.readers.pdf_lines import in_reading_order, printed_lines
from importers.readers.pdf_signs import is_unreadable, notes_on
from importers.readers.pdf_tables import Ruled, ruled_tables
from importers.readers.pdf_writer import PageWriter, PrintedPage
from models.errors import ImportFailed, PasswordNeeded
from models.source import Evidence, SourceText

_BEGINNING = b"%PDF-"
_HEAD = 1024  # bytes in which it may begin; some programs write something before
_FEWEST_SIGNS = 20  # a page; fewer beside pictures, and the pages are scanned
_NAMED_PAGES = 12
_PICTURES = (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM, pdfium_c.FPDF_PAGEOBJ_PATH)


class PdfReader:
    """Reads PDF files that hold text."""

    name = "pdf"
    version = 1

    def claims(self, data: bytes, file_name: str) -> bool:
        """Whether it begins as a PDF does, or does so behind something that is no text."""
        at = data.find(_BEGINNING, 0, _HEAD)
        return at == 0 or (at > 0 and b"endobj" in data)

    def read(self, data: bytes, file_name: str, password: str | None = None) -> SourceText:
        """The lines of all pages as printed, parted by line feeds; pages follow each other.

        Raises:
            PasswordNeeded: if it is encrypted and `password` does not open it.
            ImportFailed: if it is damaged, too large, scanned, or its fonts do not say what they print.
        """
        pages, failed = _read_pages(data, file_name, password)
        text, evidence = PageWriter(pages).written()
        _refuse_pictures(pages, text, evidence, file_name)
        if is_unreadable(text):
            raise ImportFailed(
                file_name,
                "的文字用了缺少编码的字体，读出来是乱码",
                "请用文字识别（OCR）软件处理，或找到原来的 Word 文件再导入",
            )
        return SourceText(
            text=text,
            file_name=file_name,
            sha256=hash_of(data),
            reader=self.name,
            reader_version=self.version,
            notes=(*_page_notes(pages, failed), *notes_on(text)),
            evidence=evidence,
        )


def _read_pages(
    data: bytes, file_name: str, password: str | None
) -> tuple[list[PrintedPage], frozenset[int]]:
    document = _open(data, file_name, password)
    try:
        return _pages_of(document, file_name)
    finally:
        document.close()


def _open(data: bytes, file_name: str, password: str | None) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data, password=password)
    except pdfium.PdfiumError as error:
        if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise PasswordNeeded(file_name, wrong=password is not None) from error
        if error.err_code == pdfium_c.FPDF_ERR_SECURITY:
            raise ImportFailed(
                file_name,
                "用了不能识别的加密方式",
                "请用原来的程序去掉加密后另存一份再导入",
            ) from error
        raise _damaged(file_name) from error


def _pages_of(
    document: pdfium.PdfDocument, file_name: str
) -> tuple[list[PrintedPage], frozenset[int]]:
    """The pages, and the indexes of those that cannot be read."""
    count = len(document)
    if count > LIMITS.pages:
        raise ImportFailed(file_name, f"有{count}页，不像一份通报", "请确认选对了文件")
    pages: list[PrintedPage] = []
    failed: set[int] = set()
    signs = 0
    for at in range(count):
        try:
            tables = pages[-1].tables if pages else ()
            page = _page(document, at, tables[-1].ruled if tables else None)
        except pdfium.PdfiumError:
            failed.add(at)
            page = PrintedPage(())
        pages.append(page)
        signs += _size(page)
        if signs > LIMITS.text_characters:
            raise ImportFailed(file_name, "太大，不像一份通报", "请确认选对了文件")
    if len(failed) == count:
        raise _damaged(file_name)
    return pages, frozenset(failed)


def _page(document: pdfium.PdfDocument, at: int, before: Ruled | None) -> PrintedPage:
    page = document[at]
    try:
        ruled = ruled_tables(page, before)
        lines, tables = tables_of(printed_lines(page, ruled), ruled)
        lines = in_reading_order(lines)
        few = not tables and sum(len(line.text) for line in lines) < _FEWEST_SIGNS
        return PrintedPage(
            tuple(lines),
            tuple(placed(table, lines) for table in tables),
            has_pictures=few and _has_pictures(page),
        )
    finally:
        page.close()


def _size(page: PrintedPage) -> int:
    return sum(len(line.text) + 1 for line in (*page.lines, *page.cell_lines))


def _has_pictures(page: pdfium.PdfPage) -> bool:
    return next(page.get_objects(filter=_PICTURES, max_depth=1), None) is not None


def _refuse_pictures(
    pages: Sequence[PrintedPage], text: str, evidence: Evidence, file_name: str
) -> None:
    own = len("".join(text.split())) - sum(len(part.span) for part in evidence.clutter)
    if own >= _FEWEST_SIGNS and not all(page.has_pictures for page in pages):
        return
    if any(page.has_pictures for page in pages):
        raise ImportFailed(
            file_name,
            "是扫描件，没有文字层",
            "请用文字识别（OCR）软件处理后再导入，或导入原来的 Word 文件",
        )
    if own <= 0:
        raise ImportFailed(
            file_name,
            "里没有文字，可能是扫描件，没有文字层",
            "请先用文字识别（OCR）软件处理，或找有文字的版本（如原来的 Word 文件）再导入",
        )


def _page_notes(pages: Sequence[PrintedPage], failed: frozenset[int]) -> Iterator[str]:
    scanned = [at for at, page in enumerate(pages) if page.has_pictures and not page.lines]
    if scanned:
        yield f"{_named(scanned)}是图片，没有文字层，未能读入"
    if failed:
        yield f"{_named(sorted(failed))}已损坏，未能读入"
    mixed = [at for at, page in enumerate(pages) if looks_tabular(page.lines)]
    if mixed:
        yield f"{_named(mixed)}像是没有框线的表格，各栏文字可能混在一起，请对照原件核对"


def _named(pages: Sequence[int]) -> str:
    names = "、".join(str(at + 1) for at in pages[:_NAMED_PAGES])
    more = f"等{len(pages)}页" if len(pages) > _NAMED_PAGES else "页"
    return f"第{names}{more}"


def _damaged(file_name: str) -> ImportFailed:
    return ImportFailed(file_name, "已损坏或不完整", "请确认文件能正常打开，另存一份后再导入")
