"""重新识读: reads stored texts again with the parser as it is now, and says what would be different."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.outline.version import PARSER_VERSION
from models.codec import decode, encode
from models.errors import AppError, EditError, ImportFailed
from models.ids import NoticeId
from models.library import ReadFile
from models.notice import Notice, Reading
from models.outline import Outline
from models.progress import CancelToken, Progress
from models.rereading import Rereading, reread
from models.segment import Segmenter
from models.source import SourceText
from services.file_source import FileSource, HeldFile
from services.reading import read_files
from services.worker import ReadOne
from services.workspace import Workspace

_LOG = logging.getLogger(__name__)

# Notices that are held in memory at a time.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class StoredTextReader:
    """Reads a text that is stored, in a worker process."""

    segmenter: Segmenter | None = None

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """The reading of a text that `held_text` packed."""
        # Only the worker needs it; the window starts without.
        from importers.outline.pipeline import read_notice  # noqa: PLC0415 - in the worker only

        if not isinstance(file, HeldFile):
            raise ImportFailed(file.name, "不是已存入的材料", "请用“导入文件”读它")
        source = decode(SourceText, json.loads(file.data))
        return ReadFile(b"", source, read_notice(source, self.segmenter))


@dataclass(frozen=True, slots=True)
class Proposal:
    """What 重新识读 would do with one notice.

    Attributes:
        reading: the new reading; None where it is the one the notice has, or failed.
        rereading: what it changes; None where `reading` is.
        error: the Chinese sentence where it failed.
    """

    notice_id: NoticeId
    name: str
    reading: Reading | None = None
    rereading: Rereading | None = None
    error: str | None = None

    @property
    def is_same(self) -> bool:
        """Whether the same parser read the same."""
        return self.reading is None and self.error is None


def is_outdated(reading: Reading) -> bool:
    """Whether a reading comes from an older parser than there is now."""
    return reading.parser_version < PARSER_VERSION


def outdated_notices(workspace: Workspace) -> tuple[NoticeId, ...]:
    """The notices whose reading comes from an older parser.

    Raises:
        StorageError: if the workspace cannot be read.
    """
    return workspace.read_before(PARSER_VERSION)


def propose(
    workspace: Workspace,
    notice_ids: Sequence[NoticeId],
    *,
    progress: Progress,
    cancel: CancelToken,
    segmenter: Segmenter | None = None,
    read: ReadOne | None = None,
) -> tuple[Proposal, ...]:
    """Reads notices again, and changes nothing; one that fails does not stop the rest.

    Raises:
        Cancelled: if the user stopped it.
    """
    reader = read or StoredTextReader(segmenter)
    found: list[Proposal] = []
    for start in range(0, len(notice_ids), _AT_ONCE):
        part = notice_ids[start : start + _AT_ONCE]
        shifted = _Shifted(progress, start, len(notice_ids))
        found += _propose_some(workspace, part, shifted, cancel, reader)
    progress(len(notice_ids), len(notice_ids), "")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Shifted:
    """Progress of a part of the whole."""

    progress: Progress
    start: int
    total: int

    def __call__(self, done: int, total: int, label: str) -> None:
        self.progress(self.start + done, self.total, label)


def _propose_some(
    workspace: Workspace,
    notice_ids: Sequence[NoticeId],
    progress: Progress,
    cancel: CancelToken,
    read: ReadOne,
) -> Iterator[Proposal]:
    notices: list[Notice] = []
    for notice_id in notice_ids:
        cancel.check()
        try:
            notices.append(workspace.load(notice_id))
        except AppError as error:
            yield Proposal(notice_id, "", error=str(error))
    files = [held_text(notice) for notice in notices]
    outcomes = read_files(files, progress=progress, cancel=cancel, read=read)
    for notice, outcome in zip(notices, outcomes, strict=True):
        if outcome.file is None:
            yield Proposal(notice.id, notice.display_name, error=str(outcome.error))
        else:
            yield _proposal(notice, outcome.file.reading)


def held_text(notice: Notice) -> HeldFile:
    """The stored text of a notice, packed for a worker."""
    data = json.dumps(encode(notice.source), ensure_ascii=False).encode("utf-8")
    return HeldFile(notice.display_name, data)


def _proposal(notice: Notice, reading: Reading) -> Proposal:
    name = notice.display_name
    if reading == notice.reading:
        return Proposal(notice.id, name)
    try:
        Outline(len(notice.text), reading.records())
        found = reread(notice.outline, notice.reading, reading)
    except EditError as error:
        _LOG.error("the new reading of notice %s is unsound: %s", notice.id, error)
        sentence = "新识读的结果前后不符，没有采用，请把这份材料反馈给开发者。"
        return Proposal(notice.id, name, error=sentence)
    return Proposal(notice.id, name, reading, found)
