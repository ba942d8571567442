"""What workers do in tests instead of reading a notice: the first word of a file says what happens."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from importers.cues import CueTableError
from models.diagnostics import Diagnostic, Severity
from models.errors import ImportFailed, PasswordNeeded
from models.ids import NodeId
from models.library import ReadFile, SecrecyMark
from models.node import Node, NodeKind
from models.notice import Reading
from models.source import SourceText
from models.values import NoticeKind
from services.file_source import FileSource, HeldFile

HUGE = 20_000


def word_files(folder: Path, *words: str) -> list[Path]:
    """A file for each word."""
    paths = []
    for number, word in enumerate(words):
        path = folder / f"{number:02}.txt"
        path.write_text(f"{word} 第{number}份", encoding="utf-8")
        paths.append(path)
    return paths


def read(file: FileSource, password: str | None = None) -> ReadFile:
    data = file.data if isinstance(file, HeldFile) else file.read_bytes()
    word, *more = data.decode("utf-8").split()
    match word:
        case "memory":
            bytearray(1 << 60)
        case "broken":
            raise TypeError("秘密的原文")
        case "refuse":
            raise ImportFailed(file.name, "不像通报", "请换一份")
        case "table":
            raise CueTableError("narrative", 9, "[x", "组名后面少了“]”")
        case "locked" if password != more[0]:
            raise PasswordNeeded(file.name, wrong=password is not None)
        case _:
            _misbehave(word)
    found = read_file(data.decode("utf-8"), file.name)
    if word == "secret":
        return replace(found, marking=SecrecyMark("秘密★1年", "首页"))
    if word == "huge":
        nodes = tuple(Node(NodeId(at), NodeKind.PROBLEM) for at in range(1, HUGE + 1))
        return replace(found, reading=replace(found.reading, nodes=nodes))
    if word == "found":
        return replace(found, findings=(Diagnostic("K1", Severity.HINT, found.source.text),))
    return found


_kept: list[bytes] = []


def read_and_keep(file: FileSource, password: str | None = None) -> ReadFile:
    """Reads, and holds on to much memory afterwards."""
    _kept.append(b"x" * 250_000_000)
    return read(file, password)


def _misbehave(word: str) -> None:
    match word:
        case "die":
            os._exit(3)
        case "crash":
            os.abort()
        case "hang":
            time.sleep(60)
        case "eat":
            held = []
            for _ in range(600):  # 3 GB in a minute, so slowly that it is seen
                held.append(bytearray(b"x" * 5_000_000))
                time.sleep(0.1)
        case "slow":
            time.sleep(0.2)
        case "connect":
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        case "resolve":
            socket.getaddrinfo("example.invalid", 80)
        case "start":
            subprocess.run(["echo"], check=True)


def read_file(text: str, file_name: str = "甲.txt", reading: Reading | None = None) -> ReadFile:
    data = text.encode("utf-8")
    sha256 = hashlib.sha256(data).hexdigest()
    source = SourceText(text, file_name, sha256, "plain_text", encoding="utf-8")
    return ReadFile(data, source, reading or Reading(1, NoticeKind.OTHER, "测试"))
