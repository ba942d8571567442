"""Files of real formats that mean harm, read as they are in earnest: in workers, with the real readers."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from importers.limits import ReadingLimits
from models.errors import Cancelled
from models.library import Known
from models.progress import NeverCancelled, NoProgress
from services.file_source import HeldFile
from services.importing import ImportSummary, import_files
from services.reading import ReadOutcome, read_files
from services.workspace import Workspace
from tests.importers.fuzz_files import seeds
from tests.importers.readers.docx_files import docx, docx_entries, zipped
from tests.importers.readers.pdf_pages import PageDraft, pdf_of

WORDS = "关于巡察整改进展情况的通报"
SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
_RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" TargetMode="External" Target="{url}" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
)
_EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" TargetMode="External" Target="{url}/template.dotx" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
    '<Relationship Id="r2" TargetMode="External" Target="{url}/picture.png" Type="http://schemas.'
    'openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
)


@contextmanager
def listening() -> Iterator[tuple[str, list[object]]]:
    """A server on this computer, and who came to it."""
    came: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))

    def wait() -> None:
        while True:
            try:
                connection, address = server.accept()
            except OSError:
                return
            came.append(address)
            connection.close()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}", came
    finally:
        with socket.create_connection(server.getsockname()):
            pass  # wakes it
        server.close()


def read(*files: HeldFile | Path, limits: ReadingLimits | None = None) -> list[ReadOutcome]:
    return list(
        read_files(
            files,
            progress=NoProgress(),
            cancel=NeverCancelled(),
            limits=limits or ReadingLimits(),
        )
    )


def reaching_out(url: str) -> list[HeldFile]:
    """A file of each format that asks for something at `url` in every way that its format knows."""
    page = (
        f"<!DOCTYPE html SYSTEM '{url}/a.dtd'><html><head><base href='{url}/'>"
        f"<meta http-equiv='refresh' content='0;url={url}'><link rel=stylesheet href='{url}/a.css'>"
        f"<style>@import '{url}/b.css'</style><script src='{url}/a.js'></script></head><body>"
        f"<img src='{url}/a.png'><iframe src='{url}'></iframe><object data='{url}/o'></object>"
        f"<embed src='{url}/e'><svg><image href='{url}/i.svg'/><use href='{url}/u.svg#x'/></svg>"
        f"<video src='{url}/v'></video><p>{WORDS}</p></body></html>"
    )
    strict_page = (
        f"<?xml version='1.0'?><?xml-stylesheet href='{url}/a.xsl' type='text/xsl'?>"
        f"<!DOCTYPE html PUBLIC 'x' '{url}/b.dtd' [<!ENTITY % d SYSTEM '{url}/d.ent'> %d;"
        f"<!ENTITY e SYSTEM '{url}/e.ent'>]><html><body><p>&e;{WORDS}</p></body></html>"
    )
    entries = docx_entries(WORDS)
    outside = entries["word/document.xml"].replace(
        b"<w:document", f"<!DOCTYPE w SYSTEM '{url}/w.dtd'><w:document".encode(), 1
    )
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{url}/x.xml"/>'
    relations = _EXTERNAL.format(url=url).encode()
    return [
        HeldFile("a.html", page.encode()),
        HeldFile("b.xhtml", strict_page.encode()),
        HeldFile("c.docx", zipped({**entries, "word/_rels/document.xml.rels": relations})),
        HeldFile("d.docx", docx(WORDS, extra=include)),
        HeldFile("e.docx", zipped({**entries, "word/document.xml": outside})),
        HeldFile("f.xlsx", _linking_workbook(url)),
        HeldFile("g.pdf", _linking_pdf(url)),
        HeldFile("h.csv", f'序号,问题\n1,"=WEBSERVICE(""{url}"")"\n2,{WORDS}\n'.encode()),
        HeldFile("i.txt", f"{WORDS}\n{url}\n".encode()),
        HeldFile("j.svg", f"<svg xmlns='x'><image href='{url}'/></svg>".encode()),
    ]


def _linking_workbook(url: str) -> bytes:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.append([WORDS, f'=WEBSERVICE("{url}")', f'=HYPERLINK("{url}")', f"='[{url}/x.xlsx]a'!A1"])
    page["A1"].hyperlink = url
    whole = BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    link = f"{_RELATION.format(url=url, kind='externalLinkPath')}</Relationships>"
    entries["xl/externalLinks/_rels/externalLink1.xml.rels"] = link.encode()
    entries["xl/externalLinks/externalLink1.xml"] = (
        b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    )
    return zipped(entries)


def _linking_pdf(url: str) -> bytes:
    actions = (
        f"/OpenAction << /S /URI /URI ({url}) >> /AA << /WC << /S /SubmitForm /F ({url}) >> >> "
        f"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (app.launchURL('{url}')) >>] >> >> "
    )
    plain = pdf_of(PageDraft().lines(WORDS))
    return plain.replace(b"/Type /Catalog ", b"/Type /Catalog " + actions.encode(), 1)


def test_no_file_opens_a_connection() -> None:
    with listening() as (url, came):
        files = reaching_out(url)
        found = read(*files)
        assert came == []
    refused = [file.name for file, one in zip(files, found, strict=True) if one.file is None]
    assert refused == ["e.docx"]
    for one in found:
        assert one.file is None or WORDS in one.file.source.text or one.path.suffix == ".svg"


def test_no_file_reads_another_one(tmp_path: Path) -> None:
    secret = tmp_path / "别的.txt"
    secret.write_text("不该看到", encoding="utf-8")
    page = (
        f"<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{secret}'>]>"
        f"<html><body><p>&x;{WORDS}</p></body></html>"
    )
    entries = docx_entries(WORDS)
    body = entries["word/document.xml"].replace(
        b"<w:document", f"<!DOCTYPE w [<!ENTITY x SYSTEM 'file://{secret}'>]><w:document".encode()
    )
    body = body.replace(WORDS.encode(), f"&x;{WORDS}".encode())
    found = read(
        HeldFile("a.html", page.encode()),
        HeldFile("b.docx", zipped({**entries, "word/document.xml": body})),
    )
    assert found[0].file is not None
    assert "不该看到" not in found[0].file.source.text
    assert "不安全" in str(found[1].error)


def test_archive_paths_write_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    evil = {f"{'../' * 9}{str(tmp_path).lstrip('/')}/写出.txt": b"x", "C:\\写出.txt": b"x"}
    (found,) = read(HeldFile("a.docx", zipped({**docx_entries(WORDS), **evil})))
    assert found.file is not None
    assert list(tmp_path.iterdir()) == []


def test_endless_line_of_ten_megabytes_is_refused_or_read_in_time() -> None:
    line = ("关于整改情况一是加强学习" * 280_000)[:3_300_000].encode()  # 10 MB in one line
    began = time.monotonic()
    found = read(HeldFile("长.txt", line), HeldFile("好.txt", WORDS.encode()),
                 limits=ReadingLimits(file_seconds=10))  # fmt: skip
    assert time.monotonic() - began < 60
    assert found[0].file is not None or "已停止" in str(found[0].error)
    assert found[1].file is not None


@pytest.mark.skipif(sys.platform == "win32", reason="names that it does not allow")
def test_strange_names_are_imported_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    names = ("甲\n乙.txt", "a" * 251 + ".txt", "\u202etxt.exe", os.fsdecode(b"\xd6\xd0.txt"))
    for number, name in enumerate(names):
        (folder / name).write_text(f"{WORDS}{number}", encoding="utf-8")
    os.mkfifo(folder / "管道")
    (folder / "绕圈").symlink_to(folder)
    with Workspace.open(tmp_path / "项目.duizhang") as workspace:
        summary = take_in(workspace, folder)
        names_kept = [row.file_name for row in workspace.library()]
    assert (len(summary.new), len(summary.failed)) == (4, 1)
    assert all(sentence.isprintable() for sentence in summary.sentences)
    assert all(name.encode("utf-8") for name in names_kept)
    assert "管道" in str(summary.failed[0].error)


def take_in(workspace: Workspace, *paths: Path) -> ImportSummary:
    return import_files(workspace, paths, progress=NoProgress(), cancel=NeverCancelled())


class _Stop:
    """Cancelled at a moment that the progress tells."""

    def __init__(self, after: int) -> None:
        self._after = after
        self.at = 0.0
        self.told: list[tuple[int, int]] = []

    def progress(self, done: int, total: int, label: str) -> None:
        self.told.append((done, total))
        if done >= self._after and not self.at:
            self.at = time.monotonic()

    @property
    def is_cancelled(self) -> bool:
        return bool(self.at)

    def check(self) -> None:
        if self.is_cancelled:
            raise Cancelled


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """200 files: notices, the same again, other formats, and every kind of wreck."""
    folder = tmp_path / "二百份"
    text = (SAMPLES / "lanchuan.txt").read_text(encoding="utf-8")[:1500]
    bad = [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04" + bytes(99),
        bytes(range(256)) * 9,
        b"{\\rtf1 x}",
    ]
    bad += [data[: len(data) // 2] for data in seeds().values() if data[:2] in {b"PK", b"\xd0\xcf"}]
    for number in range(200):
        at = folder / f"第{number % 7}批"
        at.mkdir(parents=True, exist_ok=True)
        match number % 4:
            case 0:
                data = f"{text}\n附注{number}".encode()
            case 1:
                data = docx(*text.split("\n"), f"附注{number}")
            case 2:
                data = f"{text}\n附注{number - 2}".encode("gb18030")
            case _:
                data = bad[number // 4 % len(bad)]
        (at / f"{number}.{('txt', 'docx', 'txt', 'doc')[number % 4]}").write_bytes(data)
    return folder


def test_two_hundred_mixed_files_come_in_whatever_some_are(mixed: Path, tmp_path: Path) -> None:
    stop = _Stop(after=1000)
    with Workspace.open(tmp_path / "项目.duizhang") as workspace:
        summary = import_files(workspace, [mixed], progress=stop.progress, cancel=stop)
    assert len(summary.results) == 200
    assert len(summary.failed) == 50
    assert (len(summary.new), len(summary.known)) == (100, 50)
    assert {one.added.known for one in summary.known if one.added} == {Known.SAME_BODY}
    assert all(str(one.error).endswith("。") for one in summary.failed)
    assert not any("读取时出错" in str(one.error) for one in summary.failed)
    assert stop.told[0] == (0, 200)
    assert stop.told[-1] == (200, 200)


def test_two_hundred_files_are_cancelled_at_once(mixed: Path, tmp_path: Path) -> None:
    stop = _Stop(after=3)
    with Workspace.open(tmp_path / "项目.duizhang") as workspace:
        summary = import_files(workspace, [mixed], progress=stop.progress, cancel=stop)
        ended = time.monotonic()
        assert len(workspace.library()) == len(summary.new)
    assert summary.cancelled
    assert len(summary.results) == 3
    assert (
        ended - stop.at < 20
    )  # a second in the window; a busy machine is slow, two hundred files take longer by far
