"""重新识读: reads stored texts again with the parser as it is now, and says what would be different."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.outline.version import PARSER_VERSION
from models.codec import decode, encode
from models.errors import AppError, EditError, ImportFailed
from models.guidance import Guidance
from models.ids import NoticeId
from models.library import ReadFile
from models.notice import Notice, Reading
from models.outline import Outline
from models.progress import CancelToken, Progress
from models.rereading import Rereading, reread
from models.segment import Segmenter
from models.source import SourceText
from services.file_source import FileSource, HeldFile
from services.reading import ReadOutcome, read_files
from services.worker import ReadOne
from services.workspace import Workspace

_LOG = logging.getLogger(__name__)

_NO_PROBLEMS = "按这样的列对应没有列出问题，请检查“表头”所在的行和“问题”一列"
# Notices that are held in memory at a time.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class StoredTextReader:
    """Reads a text that is stored, in a worker process."""

    segmenter: Segmenter | None = None

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """The reading of a text that `held_text` packed, as persons want it read."""
        # Only the worker needs it; the window starts without.
        from importers.outline.pipeline import read_notice  # noqa: PLC0415 - in the worker only

        if not isinstance(file, HeldFile):
            raise ImportFailed(file.name, "不是已存入的材料", "请用“导入文件”读它")
        held = decode(_HeldText, json.loads(file.data))
        return ReadFile(b"", held.source, read_notice(held.source, self.segmenter, held.guidance))


@dataclass(frozen=True, slots=True)
class _HeldText:
    """What a worker needs to read a stored text."""

    source: SourceText
    guidance: Guidance


@dataclass(frozen=True, slots=True)
class Proposal:
    """What 重新识读 would do with one notice.

    Attributes:
        reading: the new reading; None where it is the one the notice has, or failed.
        rereading: what it changes; None where `reading` is.
        error: the Chinese sentence where it failed.
        before: the guidance that the notice followed; None where `reading` is.
    """

    notice_id: NoticeId
    name: str
    reading: Reading | None = None
    rereading: Rereading | None = None
    error: str | None = None
    before: Guidance | None = None

    @property
    def is_same(self) -> bool:
        """Whether the same parser read the same."""
        return self.reading is None and self.error is None


def is_outdated(reading: Reading) -> bool:
    """Whether a reading comes from an older parser than there is now."""
    return reading.parser_version < PARSER_VERSION


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


def propose_guided(
    workspace: Workspace,
    notice_id: NoticeId,
    guidance: Guidance,
    *,
    progress: Progress,
    cancel: CancelToken,
    segmenter: Segmenter | None = None,
) -> Proposal:
    """Reads a notice again with other guidance of persons than it has, and changes nothing.

    Raises:
        Cancelled: if the user stopped it.
        StorageError: if the notice is gone or cannot be read.
    """
    notice = workspace.load(notice_id)
    files = [held_text(notice, guidance)]
    reader = StoredTextReader(segmenter)
    (outcome,) = read_files(files, progress=progress, cancel=cancel, read=reader)
    return _of_outcome(notice, outcome)


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
        yield _of_outcome(notice, outcome)


def held_text(notice: Notice, guidance: Guidance | None = None) -> HeldFile:
    """The stored text of a notice, packed for a worker; with other guidance than its reading followed, if given."""
    held = _HeldText(notice.source, guidance or notice.reading.guidance)
    data = json.dumps(encode(held), ensure_ascii=False).encode("utf-8")
    return HeldFile(notice.display_name, data)


def _of_outcome(notice: Notice, outcome: ReadOutcome) -> Proposal:
    if outcome.file is None:
        return Proposal(notice.id, notice.display_name, error=str(outcome.error))
    reading = outcome.file.reading
    if reading.guidance.columns != notice.reading.guidance.columns and not reading.nodes:
        return Proposal(notice.id, notice.display_name, error=_NO_PROBLEMS)
    return _proposal(notice, reading)


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
    return Proposal(notice.id, name, reading, found, before=notice.reading.guidance)
