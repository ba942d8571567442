"""Office files with a password to open them: msoffcrypto-tool behind two functions; the only module that imports it."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError

from models.errors import ImportFailed, PasswordNeeded

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of an encrypted file, as the directory of the container names them.
_STREAMS = tuple(name.encode("utf-16-le") for name in ("EncryptionInfo", "EncryptedPackage"))
_ENTITY = b"<!ENTITY"
# What the library lets through when a container is broken.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, ExpatError, LookupError, OSError),
    *(RuntimeError, struct.error, TypeError, ValueError),
)


def is_encrypted(data: bytes) -> bool:
    """Whether it is an Office file (.docx, .xlsx) that takes a password to open."""
    return data.startswith(_OLE) and all(name in data for name in _STREAMS)


def decrypted(data: bytes, file_name: str, password: str | None) -> bytes:
    """The file without its encryption.

    Raises:
        PasswordNeeded: if `password` does not open it.
        ImportFailed: if it is broken or encrypted in a way unknown.
    """
    from msoffcrypto.exceptions import (  # noqa: PLC0415 - heavy, and wanted for few files
        DecryptionError,
        FileFormatError,
        InvalidKeyError,
        ParseError,
    )

    if not password:
        raise PasswordNeeded(file_name)
    broken = (DecryptionError, FileFormatError, ParseError, *_BROKEN)
    try:
        file = _opened(data)
        try:
            file.load_key(password=password, verify_password=True)
        except InvalidKeyError as error:
            raise PasswordNeeded(file_name, wrong=True) from error
        return _unpacked(file)
    except broken as error:
        raise ImportFailed(
            file_name,
            "已加密，而且加密部分已损坏或不是常用的加密方式",
            "请用原来的程序打开，去掉密码后另存一份，再导入",
        ) from error


def _opened(data: bytes) -> Any:
    from msoffcrypto.format.ooxml import OOXMLFile  # noqa: PLC0415 - as above

    if _ENTITY in data:  # the description of the encryption is XML, and needs none
        raise ValueError("entities")
    return OOXMLFile(BytesIO(data))


def _unpacked(file: Any) -> bytes:
    unpacked = BytesIO()
    file.decrypt(unpacked)
    return unpacked.getvalue()
