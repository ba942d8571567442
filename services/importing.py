"""Importing: files into a workspace, one transaction each; one that fails never stops the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from importers.limits import READING_LIMITS
from models import labels
from models.diagnostics import Diagnostic
from models.errors import Cancelled, ImportFailed, StorageError
from models.file_names import shown_name
from models.library import Added, FormerVersion, Known, ReadFile, SecrecyMark
from models.notice import Notice
from models.progress import CancelToken, Progress
from models.segment import Segmenter
from models.values import NoticeKind
from services.file_source import FileSource
from services.folders import expand_paths
from services.import_report import DECLINED
from services.passwords import AskPassword
from services.reading import FileReader, ReadOutcome, read_files
from services.version_words import former_words
from services.workspace import Workspace

# Reading is faster with more processes, but each takes memory, and the window wants a processor for itself.
_MOST_WORKERS = 4

_WORDS = {
    None: "新导入",
    Known.SAME_FILE: "已有同一文件",
    Known.SAME_BODY: "正文相同，已记为另一来源",
}


@dataclass(frozen=True, slots=True)
class SecrecyQuestion:
    """A file that is marked as secret or not for everyone: may it be stored?"""

    file_name: str
    marking: SecrecyMark

    @property
    def sentence(self) -> str:
        """What was found, in Chinese."""
        return f"“{self.file_name}”的{self.marking.page}标有“{self.marking.printed}”"


@dataclass(frozen=True, slots=True)
class Answers:
    """Who answers what an import asks; a file for which nobody does has failed.

    Attributes:
        consent: whether a marked file may be stored; nothing of it is stored before.
        password: see services.passwords.
        person: the name of who imports; it is this person's change where a new version takes over a review.
    """

    consent: Callable[[SecrecyQuestion], bool] | None = None
    password: AskPassword | None = None
    person: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one file.

    Attributes:
        added: the notice it is now part of, None where it failed.
        error: the Chinese sentence that says why it failed.
        kind: what kind of document it is, None where it failed.
        is_declined: whether the person who was asked did not want it stored; `error` says what was found then.
    """

    path: Path
    added: Added | None = None
    error: str | None = None
    kind: NoticeKind | None = None
    is_declined: bool = False

    @property
    def is_new(self) -> bool:
        """Whether it brought a new notice or other document."""
        return self.added is not None and self.added.known is None

    @property
    def former(self) -> FormerVersion | None:
        """The notice that this one is, or may be, a new version of."""
        return self.added.former if self.added else None

    @property
    def is_new_version(self) -> bool:
        """Whether it was put among the versions of a notice."""
        return self.former is not None and self.former.is_sure

    @property
    def is_no_notice(self) -> bool:
        """Whether it was read and is no 整改通报."""
        return self.kind not in {None, NoticeKind.RECTIFICATION_NOTICE}

    @property
    def sentence(self) -> str:
        """What became of it, in Chinese."""
        if self.added is None:
            return f"{DECLINED if self.is_declined else '失败'}：{self.error}"
        words = "新版本" if self.is_new_version else _WORDS[self.added.known]
        sentence = f"{words}：{shown_name(self.path.name)}（{self.added.name}）"
        if self.former is not None:
            sentence += f"；{former_words(self.former)}"
        if self.is_new and self.kind is not None and self.is_no_notice:
            sentence += f"；不是整改通报，识读为{labels.NOTICE_KIND[self.kind]}"
        return sentence


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
        """The files that brought a new notice, new versions among them."""
        return tuple(one for one in self.results if one.is_new)

    @property
    def new_versions(self) -> tuple[ImportResult, ...]:
        """Those of the new ones that are new versions of notices that were there."""
        return tuple(one for one in self.results if one.is_new_version)

    @property
    def maybe_versions(self) -> tuple[ImportResult, ...]:
        """Those of the new ones that may be new versions; a person has to say so."""
        return tuple(one for one in self.results if one.former and not one.is_new_version)

    @property
    def known(self) -> tuple[ImportResult, ...]:
        """The files that the workspace had already, by bytes or by words."""
        return tuple(one for one in self.results if one.added and one.added.known)

    @property
    def no_notices(self) -> tuple[ImportResult, ...]:
        """The new ones that are no 整改通报."""
        return tuple(one for one in self.new if one.is_no_notice)

    @property
    def failed(self) -> tuple[ImportResult, ...]:
        """The files that could not be read or stored."""
        return tuple(one for one in self.results if one.added is None and not one.is_declined)

    @property
    def declined(self) -> tuple[ImportResult, ...]:
        """The files that the person who was asked did not want stored."""
        return tuple(one for one in self.results if one.is_declined)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What became of each file, in Chinese."""
        return tuple(one.sentence for one in self.results)


def import_files(
    workspace: Workspace,
    files: Sequence[FileSource],
    *,
    progress: Progress,
    cancel: CancelToken,
    segmenter: Segmenter | None = None,
    answers: Answers | None = None,
) -> ImportSummary:
    """Reads and checks files and the files in folders beside the caller, and stores each with what was found.

    Args:
        workspace: where they are stored.
        files: files, folders and held files.
        progress: told the name of the file that comes now.
        cancel: asked all the while; what is stored by then stays.
        segmenter: cuts words for links and checks; it is sent to the workers.
        answers: who imports, and is asked for consent and passwords.

    Raises:
        StorageError: if the workspace is read-only.
    """
    workspace.require_writable()
    answers = answers or Answers()
    results: list[ImportResult] = []
    try:
        outcomes = read_files(
            expand_paths(files, cancel),
            progress=progress,
            cancel=cancel,
            read=FileReader(segmenter),
            password=answers.password,
            limits=replace(READING_LIMITS, workers=_worker_count()),
        )
        for outcome in outcomes:
            results.append(_taken_in(workspace, outcome, answers, cancel, segmenter))
    except Cancelled:
        return ImportSummary(tuple(results), cancelled=True)
    return ImportSummary(tuple(results))


def _taken_in(
    workspace: Workspace,
    outcome: ReadOutcome,
    answers: Answers,
    cancel: CancelToken,
    segmenter: Segmenter | None,
) -> ImportResult:
    if outcome.file is None:
        return ImportResult(outcome.path, error=str(outcome.error))
    refused = _refused(outcome.file, answers)
    if refused is not None:
        was_asked = answers.consent is not None
        return ImportResult(outcome.path, error=str(refused), is_declined=was_asked)
    try:
        added, notice = workspace.add_notice(outcome.file, answers.person, cancel)
        if notice is not None:
            is_corrected = added.former is not None and added.former.corrected > 0
            found = (
                _checked(notice, segmenter)
                if is_corrected
                else _of_stored(outcome.file.findings, notice)
            )
            workspace.save_diagnostics(added.notice_id, found)
    except StorageError as error:
        sentence = f"“{shown_name(outcome.path.name)}”没有存入：{error}"
        return ImportResult(outcome.path, error=sentence)
    return ImportResult(outcome.path, added=added, kind=outcome.file.reading.kind)


def _refused(file: ReadFile, answers: Answers) -> ImportFailed | None:
    """Why a marked file is not stored, None where it may be."""
    if file.marking is None:
        return None
    question = SecrecyQuestion(file.source.file_name, file.marking)
    if answers.consent is not None and answers.consent(question):
        return None
    return ImportFailed(
        question.file_name,
        f"的{file.marking.page}标有“{file.marking.printed}”，没有导入",
        "涉密材料请勿在本机处理；确认可以处理的，重新导入并确认",
    )


def _checked(notice: Notice, segmenter: Segmenter | None) -> Sequence[Diagnostic]:
    """Findings in a notice that took over corrections, which the worker knew nothing of."""
    from checks.base import CheckContext  # noqa: PLC0415 - workers check all other notices
    from checks.runner import run_checks  # noqa: PLC0415 - as above

    return run_checks(notice, CheckContext(segmenter))


def _of_stored(found: Sequence[Diagnostic], notice: Notice) -> list[Diagnostic]:
    """Findings in a reading as findings in the notice that was made of it."""
    ids = {node.machine_id: node.id for node in notice.outline.walk()}
    return [replace(one, nodes=tuple(ids[node] for node in one.nodes)) for one in found]


def _worker_count() -> int:
    return max(1, min(_MOST_WORKERS, (os.cpu_count() or 2) - 1))
