"""Reading files in worker processes: a file that makes its reader hang or die is one failed file, nothing more."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from importers.limits import READING_LIMITS, ReadingLimits
from models.diagnostics import Diagnostic
from models.errors import EditError, ImportFailed
from models.file_names import shown_name
from models.library import ReadFile
from models.notice import Reading, unstored_notice
from models.progress import CancelToken, Progress
from models.segment import Segmenter
from models.source import SourceText
from services.crew import Crew
from services.file_source import FileSource, HeldFile
from services.passwords import AskPassword, Keys
from services.worker import Answer, Broken, ReadOne

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What became of one file: what was read, or why not.

    Attributes:
        path: of a file that is not on disk only its name.
    """

    path: Path
    file: ReadFile | None = None
    error: ImportFailed | None = None


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads one file: bytes, text, outline, and what the checks find in it."""

    segmenter: Segmenter | None = None

    def __call__(self, file: FileSource, password: str | None = None) -> ReadFile:
        """What is in the file.

        Raises:
            PasswordNeeded: if it is encrypted and `password` does not open it.
            ImportFailed: if it cannot be read.
        """
        # Only the worker needs these; the window starts without them.
        from importers.outline.pipeline import read_notice  # noqa: PLC0415 - see above
        from importers.read import load_bytes, read_source  # noqa: PLC0415 - see above
        from importers.secrecy import find_marking  # noqa: PLC0415 - see above

        data = file.data if isinstance(file, HeldFile) else load_bytes(file)
        source = read_source(data, file.name, password)
        reading = read_notice(source, self.segmenter)
        found = _findings(source, reading, self.segmenter)
        return ReadFile(data, source, reading, find_marking(source), found)


def read_files(
    files: Sequence[FileSource],
    *,
    progress: Progress,
    cancel: CancelToken,
    read: ReadOne | None = None,
    password: AskPassword | None = None,
    limits: ReadingLimits = READING_LIMITS,
) -> Iterator[ReadOutcome]:
    """Reads files in worker processes and gives the outcomes in the order of `files`.

    Args:
        files: on disk or held.
        progress: told the name of the file that is waited for.
        cancel: asked all the while; the workers end within a second.
        read: what a worker does with a file; by default it reads text and outline.
        password: asked for an encrypted file, again where it is wrong; without it such a file has failed.
        limits: what the workers may take.

    Raises:
        Cancelled: if the user stopped it.
    """
    crew = Crew(read or FileReader(), min(limits.workers, len(files)), limits)
    keys = Keys(password)
    try:
        crew.take(files)
        for position, file in enumerate(files):
            progress(position, len(files), shown_name(file.name))
            keys.next_file()
            outcome = _outcome(file, crew.answer(position, cancel))
            while (key := keys.after(outcome.error)) is not None:
                crew.read_again(position, file, key)
                outcome = _outcome(file, crew.answer(position, cancel))
            yield outcome
        progress(len(files), len(files), "")
    finally:
        crew.dismiss()


def _findings(
    source: SourceText, reading: Reading, segmenter: Segmenter | None
) -> tuple[Diagnostic, ...]:
    """What the checks find in a reading; nothing where it is unsound, which whoever builds the notice is told."""
    from checks.base import CheckContext  # noqa: PLC0415 - in the worker only
    from checks.runner import run_checks  # noqa: PLC0415 - as above

    try:
        notice = unstored_notice(source, reading)
    except EditError:
        return ()
    return run_checks(notice, CheckContext(segmenter))


def _outcome(file: FileSource, said: Answer) -> ReadOutcome:
    path = file if isinstance(file, Path) else Path(file.name)
    match said:
        case ReadFile():
            return ReadOutcome(path, file=said)
        case ImportFailed():
            return ReadOutcome(path, error=said)
        case Broken():
            _LOG.error("reader broke down: %s at %s", said.kind, " ".join(said.places))
            remedy = "这是程序的错误，请把这份文件反馈给开发者"
            return ReadOutcome(
                path, error=ImportFailed(path.name, f"读取时出错（{said.kind}）", remedy)
            )
