"""What workers do in tests instead of reading a notice: the first word of a file says what happens."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path

from models.errors import ImportFailed
from models.library import ReadFile
from models.notice import Reading
from models.source import SourceText
from models.values import NoticeKind


def read(path: Path) -> ReadFile:
    data = path.read_bytes()
    word = data.decode("utf-8").split()[0]
    match word:
        case "die":
            os._exit(3)
        case "crash":
            os.abort()
        case "hang":
            time.sleep(60)
        case "slow":
            time.sleep(0.2)
        case "memory":
            bytearray(1 << 60)
        case "broken":
            raise TypeError("秘密的原文")
        case "refuse":
            raise ImportFailed(path.name, "不像通报", "请换一份")
    return read_file(data.decode("utf-8"), path.name)


def read_file(text: str, file_name: str = "甲.txt", reading: Reading | None = None) -> ReadFile:
    data = text.encode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    source = SourceText(text, file_name, sha256, "plain_text", encoding="utf-8")
    return ReadFile(data, source, reading or Reading(1, NoticeKind.OTHER, "测试"))
