"""Files that no reader reads: told by their content, with a sentence on what they are and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePath

from importers.archive import open_archive
from models.errors import ImportFailed

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_HEAD = 4096
_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx 后再导入"
_AS_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"
_AS_TEXT = "请用原来的程序打开，另存为 .docx 或纯文本（.txt）后再导入"
_PICTURE = ("是图片，没有文字", "请先用文字识别（OCR）软件转成文字，或导入文字材料")
_ARCHIVE = ("是压缩包", "请先解压缩，再导入里面的文件")
_MEDIA = ("是音频或视频", "请导入文字材料")
_PROGRAM = ("是程序，不是材料", "请确认选对了文件")

# How files begin that no reader reads, and what to tell the person who dropped one. A format that gets a reader
# loses its line here.
_BEGINNINGS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "是 RTF 文件，目前还不能读取", _AS_DOCX),
    (b"SQLite format 3\x00", "是项目文件或数据库，不是材料", "项目文件请用“打开项目文件”打开"),
    (b"%!PS", "是 PostScript 打印文件", "请转成 PDF 后再导入"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "是快捷方式，不是文件本身", "请选择它所指的文件"),
    (b"[InternetShortcut]", "是网址快捷方式，里面没有通报文字", "请在浏览器中打开后全选复制，粘贴进来"),
    (b"bplist00", "是网页归档，目前还不能读取", "请用浏览器打开，另存为“网页，仅 HTML”后再导入"),
    *((start, *_PICTURE) for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")),
    *((start, *_ARCHIVE) for start in (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")),
    *((start, *_MEDIA) for start in (b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"fLaC")),
    *((start, *_PROGRAM) for start in (b"\x7fELF", b"MZ\x90\x00")),
)  # fmt: skip
# The same for files whose beginning is told only by a pattern.
_PATTERNS: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    # Sample: "From: <Saved by Blink>\r\nSnapshot-Content-Location: …\r\nMIME-Version: 1.0"
    (
        re.compile(rb"(?:[\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){0,20}MIME-Version: ", re.I),
        "是单个文件的网页（MHT）或邮件，目前还不能读取",
        "请用浏览器打开，另存为“网页，仅 HTML”，或用 Word、WPS 打开，另存为 .docx 后再导入",
    ),
    # Sample: `<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>`
    (
        re.compile(rb"\s*<\?xml[^>]{0,200}\?>\s*<\?mso-application progid=\"(?:Word|Excel)"),
        "是 Office 2003 的 XML 文件，目前还不能读取",
        "请用 Office 或 WPS 打开，另存为 .docx 或 .xlsx 后再导入",
    ),
    (re.compile(rb"RIFF.{4}WEBP", re.S), *_PICTURE),
    (re.compile(rb"RIFF.{4}(?:AVI |WAVE)", re.S), *_MEDIA),
    (re.compile(rb".{4}ftyp(?:heic|heix|mif1|avif)", re.S), *_PICTURE),
    (re.compile(rb".{4}ftyp", re.S), *_MEDIA),
    # The header of a bitmap: its size, four zero bytes, where the picture begins.
    (re.compile(rb"BM.{4}\x00{4}", re.S), *_PICTURE),
    (re.compile(rb".{257}ustar", re.S), *_ARCHIVE),
)
# The streams of old office files, the most telling first.
_OLD_KINDS = (
    ("WordDocument", "是旧版 Word 或 WPS 文字文件（.doc、.wps）", _AS_DOCX),
    ("Workbook", "是旧版 Excel 或 WPS 表格文件（.xls、.et）", _AS_XLSX),
    ("Book", "是旧版 Excel 文件（.xls）", _AS_XLSX),
    ("PowerPoint Document", "是旧版演示文稿（.ppt）", _AS_TEXT),
    ("__properties_version1.0", "是 Outlook 邮件（.msg）", _AS_TEXT),
    ("MatOST", "是 Microsoft Works 的文件（.wps）", _AS_DOCX),
)
# What files are by their names, for those whose content is of no known kind.
_NAMED = {
    **dict.fromkeys((".pdf",), "PDF"),
    **dict.fromkeys((".xls", ".xlsx", ".xlsm", ".xlsb", ".et"), "Excel"),
    **dict.fromkeys((".doc", ".docx", ".docm", ".wps"), "Word"),
}
_AGAIN = "请重新下载或拷贝一次，或用原来的程序打开后重新保存，再导入"
# What archives hold that are files of some program, and what to tell.
_PACKAGES = (
    ("OFD.xml", "是 OFD 版式文件，目前还不能读取", "请用 OFD 阅读器另存为 PDF 或纯文本后再导入"),
    ("ppt/presentation.xml", "是演示文稿（.pptx），不是通报", _AS_TEXT),
    ("content.xml", "是 ODF 文件（.odt、.ods），目前还不能读取", "请用 WPS 或 LibreOffice 打开，另存为 .docx 或 .xlsx 后再导入"),
    ("META-INF/container.xml", "是电子书（.epub），不是通报", _AS_TEXT),
    ("AndroidManifest.xml", *_PROGRAM),
)  # fmt: skip


def is_refused(data: bytes) -> bool:
    """Whether it is a file of a kind that no reader reads, whatever words may stand in it."""
    return _by_beginning(data) is not None


def refusal(data: bytes, file_name: str) -> ImportFailed:
    """Why a file that no reader claims cannot be read."""
    told = _by_beginning(data) or _by_container(data, file_name)
    if told is not None:
        return ImportFailed(file_name, *told)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x0c\x00"):
        return ImportFailed(file_name, "里没有文字", "请确认文件内容已保存")
    if re.match(rb"\s*<\?xml", data[:_HEAD]):
        return ImportFailed(file_name, "是 XML 数据文件，不是通报", _AS_TEXT)
    named = _NAMED.get(PurePath(file_name).suffix.lower())
    if named is not None:
        return ImportFailed(file_name, f"不是 {named} 文件，或文件已损坏", _AGAIN)
    return ImportFailed(
        file_name,
        "不是文本文件，或编码无法识别，也可能已损坏",
        "请用原来的程序打开，另存为 .docx 或 UTF-8 编码的纯文本（.txt）后再导入",
    )


def _by_beginning(data: bytes) -> tuple[str, str] | None:
    head = data[:_HEAD]
    for beginning, wrong, remedy in _BEGINNINGS:
        if head.startswith(beginning):
            return wrong, remedy
    return _first((wrong, remedy) for pattern, wrong, remedy in _PATTERNS if pattern.match(head))


def _by_container(data: bytes, file_name: str) -> tuple[str, str] | None:
    if data.startswith(_OLE):
        known = ((wrong, remedy) for name, wrong, remedy in _OLD_KINDS if _named(name) in data)
        return _first(known) or ("是旧版 Office 或 WPS 的文件，目前还不能读取", _AS_TEXT)
    if not data.startswith(_ZIPS):
        return None
    try:
        names = open_archive(data, file_name).names
    except ImportFailed as error:
        return error.wrong, error.remedy
    return _first((wrong, remedy) for name, wrong, remedy in _PACKAGES if name in names) or _ARCHIVE


def _named(stream: str) -> bytes:
    """The name of a stream as the directory of an old office file holds it, zero at its end."""
    return f"{stream}\0".encode("utf-16-le")


def _first(found: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    return next(iter(found), None)
