"""What a workspace keeps around its notices: list rows, log entries, files, roles and versions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.diagnostics import Diagnostic
from models.edits import EditGroup
from models.ids import NoticeId
from models.notice import Reading
from models.source import SourceText
from models.values import NoticeKind, VersionLabel


class CaseRole(StrEnum):
    """What a document is in its 案卷."""

    FEEDBACK = "feedback"
    PLAN = "plan"
    REPORT = "report"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class SecrecyMark:
    """A marking on a document that it is secret or not for everyone.

    Attributes:
        printed: the words of the marking, such as `秘密★1年` or `内部资料`.
        page: where it stands, such as 首页, 末页 or 文件名.
    """

    printed: str
    page: str


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read: its bytes, its text and the machine's reading; travels between processes.

    Attributes:
        marking: 密级 or the like, which asks for consent before the file is stored.
        findings: what the checks find; they name nodes by their ids in the reading.
    """

    data: bytes
    source: SourceText
    reading: Reading
    marking: SecrecyMark | None = None
    findings: tuple[Diagnostic, ...] = ()


class Known(StrEnum):
    """Why a file brings nothing new."""

    SAME_FILE = "same_file"
    SAME_BODY = "same_body"


@dataclass(frozen=True, slots=True)
class FormerVersion:
    """上一稿: the notice that a new one is a new version of.

    Attributes:
        name: what a sentence calls it: its 编码 and its file.
        is_sure: whether the new one was put behind it; else a person may do so.
        is_earlier: whether the new one was put before it, as an older 稿 that came late.
        carried: how many problems keep their conclusion.
        to_review: how many had one and must be looked at again.
        corrected: how many corrections of the reading hold on.
    """

    notice_id: NoticeId
    name: str
    is_sure: bool
    is_earlier: bool = False
    carried: int = 0
    to_review: int = 0
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file that was to be stored.

    Attributes:
        notice_id: the new notice, or the one that is already there.
        known: None for a new notice.
        name: what lists call the notice.
        former: what a new notice is, or may be, a new version of.
    """

    notice_id: NoticeId
    name: str
    known: Known | None = None
    former: FormerVersion | None = None


@dataclass(frozen=True, slots=True)
class VersionPlace:
    """Where a notice stands among the versions of it.

    Attributes:
        number: 1 for the first 稿.
        count: how many there are.
        label: which 稿 it is, None where nobody has said.
        former: the one before it, None for the first.
        newest: the last one, None where it is that itself.
    """

    number: int = 1
    count: int = 1
    label: VersionLabel | None = None
    former: NoticeId | None = None
    newest: NoticeId | None = None

    @property
    def is_newest(self) -> bool:
        """Whether none follows it."""
        return self.newest is None


@dataclass(frozen=True, slots=True)
class NoticeSummary:
    """A row of the library, without text.

    Attributes:
        problems: how many lowest problems are listed.
        done: how many of them say that they are done.
        stated: how many of them say how far they are at all.
        reviewed: how many have a verdict.
        findings: how many findings are open (not waived).
        doubts: how many are marked 待核实.
        imported: UTC, ISO 8601.
    """

    id: NoticeId
    code: str
    name: str
    title: str
    file_name: str
    kind: NoticeKind
    imported: str
    problems: int
    done: int
    stated: int
    reviewed: int
    doubts: int
    findings: int
    claimed_problems: int | None
    origins: tuple[str, ...] = ()
    version: VersionPlace = VersionPlace()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """修改记录: a group of edits as it was committed.

    Attributes:
        group_id: unique; rises with time.
        time: UTC, ISO 8601.
        undoes: the group that this one takes back, or None.
    """

    group_id: int
    time: str
    person: str
    notice_id: NoticeId
    group: EditGroup
    undoes: int | None = None
