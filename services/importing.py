"""Importing: files into a workspace, one transaction each; one that fails never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checks.base import CheckContext
from checks.runner import run_checks
from models.errors import Cancelled, StorageError
from models.library import Added, Known, ReadFile
from models.progress import CancelToken, Progress
from models.segment import Segmenter
from services.reading import FileReader, ReadOutcome, expand_paths, read_files
from services.workspace import Workspace

# Reading is faster with more processes, but each takes memory, and the window wants a processor for itself.
_MOST_WORKERS = 4

_WORDS = {
    None: "新导入",
    Known.SAME_FILE: "已有同一文件",
    Known.SAME_BODY: "正文相同，已记为另一来源",
}


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file.

    Attributes:
        added: the notice it is now part of, None where it failed.
        error: the Chinese sentence that says why it failed.
    """

    path: Path
    added: Added | None = None
    error: str | None = None

    @property
    def sentence(self) -> str:
        """What became of it, in Chinese."""
        if self.added is None:
            return f"失败：{self.error}"
        return f"{_WORDS[self.added.known]}：{self.path.name}（{self.added.name}）"


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of all files, in their order.

    Attributes:
        results: one a file; of a cancelled import only those that were done.
        cancelled: whether the user stopped it.
    """

    results: tuple[ImportResult, ...]
    cancelled: bool = False

    @property
    def new(self) -> tuple[ImportResult, ...]:
        """The files that brought a new notice."""
        return tuple(one for one in self.results if one.added and one.added.known is None)

    @property
    def known(self) -> tuple[ImportResult, ...]:
        """The files that the workspace had already, by bytes or by words."""
        return tuple(one for one in self.results if one.added and one.added.known)

    @property
    def failed(self) -> tuple[ImportResult, ...]:
        """The files that could not be read or stored."""
        return tuple(one for one in self.results if one.added is None)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What became of each file, in Chinese."""
        return tuple(one.sentence for one in self.results)


def import_files(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    progress: Progress,
    cancel: CancelToken,
    segmenter: Segmenter | None = None,
    workers: int | None = None,
) -> ImportSummary:
    """Reads files and the files in folders, stores each, and keeps what the checks find.

    Args:
        workspace: where they are stored.
        paths: files and folders.
        progress: told the name of the file that comes now.
        cancel: asked all the while; what is stored by then stays.
        segmenter: cuts words for links and checks; it is sent to the workers.
        workers: how many processes read; by default as many as the machine bears.

    Raises:
        StorageError: if the workspace is read-only.
    """
    workspace.require_writable()
    outcomes = read_files(
        expand_paths(paths),
        progress=progress,
        cancel=cancel,
        workers=workers or _worker_count(),
        read=FileReader(segmenter),
    )
    results: list[ImportResult] = []
    try:
        for outcome in outcomes:
            results.append(_store(workspace, outcome, segmenter))
    except Cancelled:
        return ImportSummary(tuple(results), cancelled=True)
    return ImportSummary(tuple(results))


def _store(workspace: Workspace, outcome: ReadOutcome, segmenter: Segmenter | None) -> ImportResult:
    if outcome.file is None:
        return ImportResult(outcome.path, error=str(outcome.error))
    try:
        return ImportResult(outcome.path, added=_add(workspace, outcome.file, segmenter))
    except StorageError as error:
        return ImportResult(outcome.path, error=f"“{outcome.path.name}”没有存入：{error}")


def _add(workspace: Workspace, file: ReadFile, segmenter: Segmenter | None) -> Added:
    added, notice = workspace.add_notice(file)
    if notice is not None:
        found = run_checks(notice, CheckContext(segmenter))
        workspace.save_diagnostics(added.notice_id, found)
    return added


def _worker_count() -> int:
    return max(1, min(_MOST_WORKERS, (os.cpu_count() or 2) - 1))
