"""Office files with a password."""

from __future__ import annotations

import hashlib

import pytest

from importers.encryption import decrypted, is_encrypted
from importers.read import read_source
from models.errors import ImportFailed, PasswordNeeded
from tests.importers.readers.docx_files import docx
from tests.importers.readers.encrypted_files import PASSWORD, WORDS, encrypted


def test_encrypted_file_opens_with_its_password_and_keeps_its_own_hash() -> None:
    data = encrypted()
    source = read_source(data, "通报.docx", PASSWORD)
    assert WORDS in source.text
    assert source.reader == "docx"
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("password", "wrong", "words"),
    [
        (None, False, "“通报.docx”已加密，需要密码才能打开"),
        ("", False, "“通报.docx”已加密"),
        ("别的", True, "“通报.docx”的密码不对"),
    ],
    ids=["none", "empty", "wrong"],
)
def test_encrypted_file_without_its_password_asks(
    password: str | None, wrong: bool, words: str
) -> None:
    with pytest.raises(PasswordNeeded) as asked:
        read_source(encrypted(), "通报.docx", password)
    assert asked.value.was_wrong is wrong
    assert str(asked.value).startswith(words)


def test_plain_files_are_not_encrypted() -> None:
    assert not is_encrypted(docx(WORDS))
    assert not is_encrypted(b"EncryptedPackage EncryptionInfo")


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9], ids=str)
def test_truncated_encrypted_file_is_damaged(kept: float) -> None:
    data = encrypted()
    names = b"".join(name.encode("utf-16-le") for name in ("EncryptionInfo", "EncryptedPackage"))
    with pytest.raises(ImportFailed, match="通报"):
        decrypted(data[: int(len(data) * kept)] + names, "通报.docx", PASSWORD)


def test_entities_in_the_description_are_refused() -> None:
    data = encrypted().replace(b"<?xml", b"<!ENTITY x 'x'>", 1)
    with pytest.raises(ImportFailed, match="已损坏"):
        decrypted(data, "通报.docx", PASSWORD)
