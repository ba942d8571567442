"""Files that no reader reads are told by their content, whatever they are called."""

from __future__ import annotations

import time
from zipfile import ZIP_STORED

import pytest

from importers import read
from importers.limits import FileLimits
from importers.read import read_source
from models.errors import ImportFailed
from models.file_names import shown_name
from tests.importers.readers.docx_files import docx, docx_entries, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MHT = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.invalid/\r\n"
    b"Subject: =?utf-8?Q?x?=\r\n =?utf-8?Q?y?=\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/related\r\n\r\n<html><body><p>x</p><p>y</p></body></html>"
)


def stream(name: str) -> bytes:
    return OLE + f"{name}\0".encode("utf-16-le") + bytes(64)


def said(data: bytes, file_name: str = "通报.txt") -> str:
    with pytest.raises(ImportFailed) as failed:
        read_source(data, file_name)
    sentence = str(failed.value)
    assert sentence.startswith(f"“{file_name}”")
    assert sentence.endswith("。")
    assert failed.value.remedy
    return sentence


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "空文件", id="empty"),
        pytest.param(b"\xef\xbb\xbf \r\n\t", "没有文字", id="blank"),
        pytest.param(stream("WordDocument"), "旧版 Word", id="doc"),
        pytest.param(stream("PowerPoint Document"), "旧版演示文稿", id="ppt"),
        pytest.param(stream("__properties_version1.0"), "邮件", id="msg"),
        pytest.param(stream("MatOST"), "Works", id="works"),
        pytest.param(stream("Anything"), "旧版 Office", id="ole"),
        pytest.param(zipped({"甲.txt": b"x"}), "压缩包", id="zip"),
        pytest.param(zipped({"a.html": b"<p>x</p>" * 9}, ZIP_STORED), "压缩包", id="zip of pages"),
        pytest.param(OLE + b"<p>x</p>" * 9, "旧版 Office", id="ole with a page"),
        pytest.param(zipped({"a.zip": zipped({"b.zip": zipped({})})}), "压缩包", id="nested zip"),
        pytest.param(zipped({"OFD.xml": b"x"}), "OFD", id="ofd"),
        pytest.param(zipped({"ppt/presentation.xml": b"x"}), "演示文稿", id="pptx"),
        pytest.param(zipped({"content.xml": b"x"}), "ODF", id="odt"),
        pytest.param(zipped({"甲.txt": b"x" * 500})[:60], "已损坏", id="cut zip"),
        pytest.param(docx("通报" * 200)[:-200], "已损坏", id="cut docx"),
        pytest.param(b"{\\rtf1\\ansi x}", "RTF", id="rtf"),
        pytest.param(MHT, "MHT", id="mht"),
        pytest.param(
            b'<?xml version="1.0"?>\r\n<?mso-application progid="Word.Document"?><w/>',
            "Office 2003 的 XML",
            id="word xml",
        ),
        pytest.param(b'<?xml version="1.0"?><root><a>x</a></root>', "XML 数据", id="xml"),
        pytest.param(b"SQLite format 3\x00" + bytes(84), "项目文件", id="workspace"),
        pytest.param(b"[InternetShortcut]\r\nURL=https://example.invalid/\r\n", "快捷方式", id="url"),
        pytest.param(b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(68), "快捷方式", id="lnk"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(50), "图片", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0" + bytes(50), "图片", id="jpeg"),
        pytest.param(b"BM" + bytes([50, 0, 0, 0]) + bytes(50), "图片", id="bmp"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "图片", id="webp"),
        pytest.param(b"\x00\x00\x00\x18ftypheic", "图片", id="heic"),
        pytest.param(b"\x00\x00\x00\x18ftypisom", "音频或视频", id="mp4"),
        pytest.param(b"RIFF\x00\x00\x00\x00WAVEfmt ", "音频或视频", id="wav"),
        pytest.param(b"Rar!\x1a\x07\x01\x00", "压缩包", id="rar"),
        pytest.param(b"7z\xbc\xaf\x27\x1c" + bytes(20), "压缩包", id="7z"),
        pytest.param(bytes(257) + b"ustar" + bytes(250), "压缩包", id="tar"),
        pytest.param(b"\x7fELF\x02\x01" + bytes(50), "程序", id="elf"),
        pytest.param(b"MZ\x90\x00" + bytes(50), "程序", id="exe"),
    ],
)  # fmt: skip
def test_read_source_file_of_another_kind_is_refused_by_name(data: bytes, words: str) -> None:
    assert words in said(data)
    assert words in said(data, "通报.docx")


@pytest.mark.parametrize(
    ("file_name", "words"),
    [
        ("通报.txt", "不是文本文件"),
        ("通报", "不是文本文件"),
        ("通报.PDF", "不是 PDF 文件，或文件已损坏。请重新下载"),
        ("台账.xlsx", "不是 Excel 文件，或文件已损坏。请重新下载"),
        ("台账.xls", "不是 Excel 文件"),
        ("通报.docx", "不是 Word 文件"),
    ],
)
def test_read_source_noise_is_told_by_what_its_name_says(file_name: str, words: str) -> None:
    assert words in said(bytes(range(256)) * 20, file_name)


def test_read_source_wrong_ending_does_not_matter() -> None:
    source = read_source(docx("关于整改进展情况的通报"), "通报.txt")
    assert source.reader == "docx"
    assert read_source("关于整改".encode("gb18030"), "通报.pdf").reader == "plain_text"


def test_read_source_bomb_is_refused_quickly() -> None:
    zeros = bytes(200 * 1024**2)
    began = time.process_time()
    bomb = zipped({**docx_entries("通报"), "word/document.xml": zeros})
    packed = time.process_time() - began
    assert len(bomb) < 300_000
    began = time.process_time()
    assert "太大" in said(bomb, "炸弹.docx")
    assert time.process_time() - began < max(1.0, packed)  # it never unpacks what it refuses


def test_read_source_stated_bomb_is_refused() -> None:
    entries = {f"word/media/{number}.bin": bytes(40 * 1024**2) for number in range(7)}
    assert "太大" in said(zipped({**docx_entries("通报"), **entries}), "炸弹.docx")


def test_read_source_entities_are_refused() -> None:
    entries = docx_entries("通报")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><document/>'
    assert "不安全" in said(zipped({**entries, "word/document.xml": bomb}), "x.docx")


def test_read_source_mail_headers_cost_no_time() -> None:
    data = b"".join(b"Name: value\r\n" for _ in range(300)) + "关于整改的通报".encode()
    began = time.process_time()
    assert read_source(data, "x.txt").reader == "plain_text"
    assert time.process_time() - began < 5


def test_read_source_too_many_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LIMITS", FileLimits(text_characters=10))
    assert "文字太多" in said("关于整改进展情况的通报".encode())


def test_read_source_strange_name_becomes_one_line() -> None:
    source = read_source("关于整改".encode(), "甲\n乙\udcff.txt")
    assert source.file_name == "甲\ufffd乙\ufffd.txt"


def test_shown_name_keeps_what_can_be_shown() -> None:
    assert shown_name("通报（一） 2025.txt") == "通报（一） 2025.txt"
