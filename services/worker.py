"""What goes on inside a worker process: it reads the files that are handed to it, and can do nothing else."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Protocol

from importers.cues import CueTableError
from models.errors import ImportFailed
from models.library import ReadFile
from models.node import Link, Node
from services.file_source import FileSource

# A reading makes many small records and hardly a cycle: looking for garbage as often as usual only takes time.
_GARBAGE = 100_000
# Nodes that are sent at a time; some hundredths of a second to unpack.
_AT_ONCE = 1000
# What a worker must not do, by the names under which Python tells of it (docs.python.org, "Audit events table").
_OUTSIDE = frozenset(
    {
        *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"),
        *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request"),
        *("subprocess.Popen", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn"),
        *("os.startfile", "webbrowser.open"),
    }
)


class ReadOne(Protocol):
    """What a worker does with a file; picklable."""

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """Reads it; raises ImportFailed."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker has started."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A reader raised what it should not; `places` are its lines of code, without words of the file."""

    kind: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Nodes and links of a reading that the answer behind lacks.

    A huge reading takes seconds to unpack; part by part, whoever waits for it can be stopped in between.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]


Answer = ReadFile | ImportFailed | Broken


def out_of_memory(file_name: str) -> ImportFailed:
    """A file that takes more memory than it may."""
    return ImportFailed(file_name, "太大，内存不够", "请拆成几份后再导入")


def serve(connection: Connection, read: ReadOne, address_bytes: int) -> None:
    """The life of a worker: reads the files that come in until the other end closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to handle
    gc.set_threshold(_GARBAGE)
    _end_with_parent()
    _limit_addresses(address_bytes)
    _stay_inside()
    with suppress(EOFError, OSError):  # the parent is gone
        connection.send(Ready())
        while True:
            for said in in_parts(_attempt(read, *connection.recv())):
                connection.send(said)


def in_parts(answer: Answer) -> Iterator[Part | Answer]:
    """An answer as it is sent: what is too much of it before it."""
    if not isinstance(answer, ReadFile):
        yield answer
        return
    reading = answer.reading
    for start in range(0, max(len(reading.nodes), len(reading.links)), _AT_ONCE):
        end = start + _AT_ONCE
        yield Part(reading.nodes[start:end], reading.links[start:end])
    yield replace(answer, reading=replace(reading, nodes=(), links=()))


def put_together(parts: Sequence[Part], answer: Answer) -> Answer:
    """The answer that was sent in parts."""
    if not isinstance(answer, ReadFile):
        return answer
    nodes = tuple(node for part in parts for node in part.nodes)
    links = tuple(link for part in parts for link in part.links)
    return replace(answer, reading=replace(answer.reading, nodes=nodes, links=links))


def _attempt(read: ReadOne, file: FileSource, password: str | None) -> Answer:
    try:
        return read(file, password)
    except ImportFailed as error:
        return error
    except CueTableError as error:
        said = str(error).removesuffix("。")
        return ImportFailed(file.name, f"没有识读：{said}", "请改正词表后再导入")
    except MemoryError:
        return out_of_memory(file.name)
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        places = tuple(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        return Broken(type(error).__name__, places)


def _end_with_parent() -> None:
    """Lets no reader go on that nobody waits for any more or watches, as after the program was killed."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _limit_addresses(address_bytes: int) -> None:
    if sys.platform == "win32":  # it has no such limit
        return
    import resource  # noqa: PLC0415 - absent on Windows

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(OSError, ValueError):  # macOS refuses some values
        resource.setrlimit(resource.RLIMIT_AS, (address_bytes, hard))


def _stay_inside() -> None:
    """From here on this process opens no network connection and starts no program, whatever a file makes a reader do."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, _: tuple[object, ...]) -> None:
    if event in _OUTSIDE:
        raise PermissionError(f"a reader must not: {event}")
