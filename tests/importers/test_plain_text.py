"""Plain text files: encodings, line ends, and what is no text."""

from __future__ import annotations

import pytest

from importers.read import read_source
from models.errors import ImportFailed

WORDS = "一、整改工作基本情况\n党组高度重视，制定整改措施12条。\n"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_read_source_known_encoding_gives_same_text(encoding: str, named: str) -> None:
    source = read_source(WORDS.encode(encoding), "a.txt")
    assert source.text == WORDS
    assert source.encoding == named
    assert source.notes == ()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
def test_read_source_text_without_ascii_is_recognised(encoding: str) -> None:
    words = "整改情况的通报"
    assert read_source(words.encode(encoding), "a.txt").text == words


def test_read_source_gb18030_bom_is_dropped() -> None:
    source = read_source(b"\x84\x31\x95\x33" + WORDS.encode("gb18030"), "a.txt")
    assert source.text == WORDS


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("page", ["", "<html><meta charset='gbk'><body><p>"], ids=["text", "page"])
def test_read_source_file_cut_off_within_a_sign_keeps_its_encoding(
    encoding: str, page: str
) -> None:
    whole = f"{page}{WORDS}限期".encode(encoding)
    source = read_source(whole[:-1], "a.txt")
    assert source.text.replace("\n", "") == f"{WORDS}限\ufffd".replace(
        "\n", ""
    )  # a page folds lines
    assert source.notes == ("最后一个字不完整，已用“\ufffd”代替；文件可能没有保存完整",)


@pytest.mark.parametrize(
    "page", ["", "<html><meta charset='gb2312'><body><p>"], ids=["text", "page"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_read_source_few_broken_bytes_are_shown_not_refused(encoding: str, page: str) -> None:
    before, behind = WORDS * 5, WORDS * 5
    data = f"{page}{before}".encode(encoding) + b"\xff\n"
    source = read_source(data + behind.encode(encoding.removesuffix("-sig")), "a.txt")
    assert "".join(source.text.split()) == "".join(f"{before}\ufffd{behind}".split())
    assert source.notes[0] == "文件中有1处字节已损坏，已用“\ufffd”代替，请对照原件核对"


def test_read_source_line_ends_become_lf_and_odd_spaces_stay() -> None:
    source = read_source("甲\u00a0乙\u3000丙\r\n丁\r戊\n".encode(), "a.txt")
    assert source.text == "甲\u00a0乙\u3000丙\n丁\n戊\n"


def test_read_source_nul_becomes_replacement_with_note() -> None:
    source = read_source("整改\x00完成，各项任务均已落实。".encode(), "a.txt")
    assert source.text == "整改\ufffd完成，各项任务均已落实。"
    assert len(source.notes) == 1
    assert "1个" in source.notes[0]


def test_read_source_lone_surrogate_becomes_replacement() -> None:
    data = "整改\ud800完成，各项任务均已落实。".encode("utf-16-le", "surrogatepass")
    assert "\ufffd" in read_source(b"\xff\xfe" + data, "a.txt").text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空文件"),
        (b" \n\t", "没有文字"),
        (b"PK\x03\x04" + bytes(range(256)), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "旧版"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "图片"),
        (bytes(range(256)) * 8, "不是文本文件"),
        (b"\x01\x02\x03\x04" * 40, "不是文本文件"),
        (WORDS.encode("utf-32-le")[:-3], "不是文本文件"),
    ],
    ids=["empty", "blank", "zip", "ole", "png", "bytes", "controls", "cut"],
)
def test_read_source_no_text_is_refused_with_name(data: bytes, said: str) -> None:
    with pytest.raises(ImportFailed) as failed:
        read_source(data, "送审稿.txt")
    assert "送审稿.txt" in str(failed.value)
    assert said in str(failed.value)
