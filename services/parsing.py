"""Reading notices without storing them: what `parse`, `check` and `export FILE` work with."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.diagnostics import Diagnostic
from models.errors import EditError
from models.file_names import shown_name
from models.notice import Notice, unstored_notice
from models.progress import CancelToken, Progress
from models.segment import Segmenter
from services.passwords import AskPassword
from services.reading import FileReader, ReadOutcome, read_files

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file as it was read, or the Chinese sentence that says why it was not.

    Attributes:
        notice: not stored; its nodes have the ids 1, 2, 3 … in document order.
        diagnostics: all that the checks find.
    """

    path: Path
    notice: Notice | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    error: str | None = None


def parse_files(
    paths: Sequence[Path],
    *,
    progress: Progress,
    cancel: CancelToken,
    segmenter: Segmenter | None = None,
    password: AskPassword | None = None,
) -> Iterator[ParsedFile]:
    """Reads and checks each file, in the order of `paths`; one that fails does not stop the rest.

    Raises:
        Cancelled: if the user stopped it.
    """
    outcomes = read_files(
        paths,
        progress=progress,
        cancel=cancel,
        read=FileReader(segmenter),
        password=password,
    )
    for outcome in outcomes:
        yield _parsed(outcome)


def _parsed(outcome: ReadOutcome) -> ParsedFile:
    if outcome.file is None:
        return ParsedFile(outcome.path, error=str(outcome.error))
    try:
        notice = unstored_notice(outcome.file.source, outcome.file.reading)
    except EditError as error:
        _LOG.error("the reading of a file is unsound: %s", error)
        sentence = (
            f"“{shown_name(outcome.path.name)}”识读的结果前后不符，请把这份文件反馈给开发者。"
        )
        return ParsedFile(outcome.path, error=sentence)
    return ParsedFile(outcome.path, notice, outcome.file.findings)
