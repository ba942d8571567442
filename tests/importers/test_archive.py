import zipfile
from io import BytesIO

import pytest

from importers.archive import SafeArchive, open_archive, parse_xml
from importers.limits import FileLimits
from models.errors import ImportFailed


def packed(**entries: bytes) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_read_gives_the_bytes_of_an_entry() -> None:
    archive = open_archive(packed(a=b"one", b=b"two"), "x.docx")
    assert archive.names == ("a", "b")
    assert archive.read("b") == b"two"


@pytest.mark.parametrize(
    "limits",
    [
        FileLimits(unpacked_bytes=1000),
        FileLimits(entry_bytes=1000),
        FileLimits(ratio=10, ratio_floor=100),
        FileLimits(entries=0),
    ],
    ids=["unpacked", "entry", "ratio", "entries"],
)
def test_archive_past_a_limit_is_refused_by_name(limits: FileLimits) -> None:
    with pytest.raises(ImportFailed, match=r"炸弹\.docx.*太大"):
        SafeArchive(packed(a=b"0" * 100_000), "炸弹.docx", limits).check()


@pytest.mark.parametrize("cut", [4, 30, 60], ids=str)
def test_truncated_archive_is_damaged(cut: int) -> None:
    with pytest.raises(ImportFailed, match="损坏"):
        open_archive(packed(a=b"words" * 50)[:cut], "x.docx").check()


def test_missing_entry_is_damaged() -> None:
    with pytest.raises(ImportFailed, match="损坏"):
        open_archive(packed(a=b""), "x.docx").read("b")


def test_flipped_byte_is_damaged_not_a_crash() -> None:
    data = bytearray(packed(a=bytes(range(256)) * 20))
    data[60] ^= 0xFF
    with pytest.raises(ImportFailed, match="损坏"):
        open_archive(bytes(data), "x.docx").check()


def test_entry_said_to_begin_before_the_file_is_damaged() -> None:
    data = bytearray(packed(a=b"words"))
    end = data.rindex(b"PK\x05\x06")
    directory = int.from_bytes(data[end + 16 : end + 20], "little")
    data[end + 16 : end + 20] = (directory + 500).to_bytes(4, "little")
    with pytest.raises(ImportFailed, match="损坏"):
        open_archive(bytes(data), "x.docx").check()


def test_entry_packed_in_a_way_that_office_files_do_not_know_is_damaged() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"words")
    with pytest.raises(ImportFailed, match="损坏"):
        open_archive(buffer.getvalue(), "x.docx").read("a")


def test_xml_with_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    with pytest.raises(ImportFailed, match="不安全"):
        parse_xml(bomb, "x.docx")


@pytest.mark.parametrize("data", [b"", b"<a>", b"\x00\xff"], ids=["empty", "open", "binary"])
def test_broken_xml_is_damaged(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="损坏"):
        parse_xml(data, "x.docx")


def test_deep_xml_is_refused() -> None:
    depth = 100_000
    with pytest.raises(ImportFailed):
        parse_xml(b"<a>" * depth + b"</a>" * depth, "x.docx")
