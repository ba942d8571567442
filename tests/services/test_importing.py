from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from checks.runner import run_checks
from models.edits import Edit, EditGroup
from models.errors import Cancelled, StorageError
from models.library import Known, LogEntry
from models.progress import NeverCancelled, NoProgress
from models.values import NoticeKind
from services import importing
from services.file_source import HeldFile
from services.importing import Answers, ImportSummary, SecrecyQuestion, import_files
from services.reading import FileReader, ReadOutcome
from services.workspace import Workspace
from tests.models.db.make_database import TEXT, sample
from tests.services import reading_fakes

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


class StopAtCheck:
    """A token that is cancelled when it is asked for the `count`th time whether to go on."""

    def __init__(self, count: int) -> None:
        self._left = count

    @property
    def is_cancelled(self) -> bool:
        return False

    def check(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise Cancelled


class StopAfter:
    """A token that is cancelled once `count` files have begun."""

    def __init__(self, count: int) -> None:
        self._left = count

    def progress(self, done: int, total: int, label: str) -> None:
        self._left -= 1

    @property
    def is_cancelled(self) -> bool:
        return self._left < 0

    def check(self) -> None:
        if self.is_cancelled:
            raise Cancelled


@pytest.fixture(autouse=True)
def _fake_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    # Workers read by the first word of a file; the real reader has tests of its own.
    monkeypatch.setattr(importing, "FileReader", lambda _: reading_fakes.read)
    monkeypatch.setattr(importing, "_worker_count", lambda: 1)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def run(workspace: Workspace, *paths: Path) -> ImportSummary:
    return import_files(workspace, paths, progress=NoProgress(), cancel=NeverCancelled())


def test_import_files_good_and_bad_together(workspace: Workspace, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "资料",
        a="甲 通报",
        b="甲 通报",
        c="甲  通\n报",
        d="die 通报",
        e="refuse 通报",
        f="broken 通报",
        g="乙 通报",
    )
    gone = tmp_path / "没有.txt"
    summary = run(workspace, folder, gone)
    assert [one.kind for one in summary.results[:4]] == [*[NoticeKind.OTHER] * 3, None]
    assert summary.no_notices == summary.new
    assert [one.path.name for one in summary.results] == [
        *(f"{name}.txt" for name in "abcdefg"),
        "没有.txt",
    ]
    assert [one.added.known if one.added else "failed" for one in summary.results] == [
        *(None, Known.SAME_FILE, Known.SAME_BODY, "failed", "failed", "failed", None, "failed"),
    ]
    counts = (len(summary.new), len(summary.known), len(summary.failed), summary.cancelled)
    assert counts == (2, 2, 4, False)
    assert summary.sentences[:5] == (
        "新导入：a.txt（a.txt）；不是整改通报，识读为其他材料",
        "已有同一文件：b.txt（a.txt）",
        "正文相同，已记为另一来源：c.txt（a.txt）",
        "失败：“d.txt”使读取程序意外退出。请确认文件能正常打开，另存一份后再导入。",
        "失败：“e.txt”不像通报。请换一份。",
    )
    assert [row.origins for row in workspace.library()] == [("a.txt", "c.txt"), ("g.txt",)]


def test_import_files_keeps_what_the_checks_find(workspace: Workspace, tmp_path: Path) -> None:
    folder = write(tmp_path / "资料", a="found 通报", b="found 通报")
    run(workspace, folder)
    (row,) = workspace.library()
    assert row.findings == 1
    assert [found.message for found in workspace.diagnostics(row.id)] == ["found 通报"]


def test_import_files_storage_failure_is_one_failed_file(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = workspace.add_notice

    def add(file: object, *more: object) -> object:
        if file.source.file_name == "a.txt":
            raise StorageError("磁盘已满")
        return real(file, *more)

    monkeypatch.setattr(workspace, "add_notice", add)
    summary = run(workspace, write(tmp_path / "资料", a="甲", b="乙"))
    assert [one.error for one in summary.results] == ["“a.txt”没有存入：磁盘已满", None]


def test_import_files_cancelled_keeps_what_was_done(workspace: Workspace, tmp_path: Path) -> None:
    stop = StopAfter(2)
    folder = write(tmp_path / "资料", a="甲", b="乙", c="hang", d="丁")
    summary = import_files(workspace, [folder], progress=stop.progress, cancel=stop, segmenter=None)
    assert summary.cancelled
    assert [one.path.name for one in summary.results] == ["a.txt", "b.txt"]
    assert len(workspace.library()) == 2


def test_import_files_cancelled_while_a_notice_is_stored_leaves_nothing_of_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FileReader", FileReader)
    held = HeldFile("甲.txt", (SAMPLES / "lanchuan.txt").read_bytes())
    stopped = 0
    while True:
        stop = StopAtCheck(stopped + 1)
        summary = import_files(workspace, [held], progress=NoProgress(), cancel=stop)
        if not summary.cancelled:
            break
        stopped += 1
        assert summary.results == ()
        assert workspace.library() == ()
    assert stopped > 10  # before, between and while its rows are made and written
    assert len(workspace.library()) == 1


def test_import_files_with_the_real_reader_keeps_what_it_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FileReader", FileReader)
    assert_imported_whole(workspace, sorted(SAMPLES.glob("*.txt")))


@pytest.mark.real
def test_import_files_real_notices_are_kept_as_read(
    workspace: Workspace, shared_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FileReader", FileReader)
    paths = sorted((shared_folder / "notices").glob("*.txt"))
    assert_imported_whole(workspace, paths)


def assert_imported_whole(workspace: Workspace, paths: list[Path]) -> None:
    summary = run(workspace, *paths)
    assert len(summary.new) == len(paths) > 0
    for path, result in zip(paths, summary.results, strict=True):
        assert result.added is not None
        stored = workspace.load(result.added.notice_id)
        file = FileReader()(path)
        assert (stored.source, stored.reading) == (file.source, file.reading)
        assert workspace.diagnostics(stored.id) == run_checks(stored)
    assert len(run(workspace, *paths).known) == len(paths)


def test_import_files_into_a_read_only_workspace_is_refused_at_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    with Workspace.open(workspace.path) as second, pytest.raises(StorageError, match="只读"):
        run(second, write(tmp_path / "资料", a="甲"))


def test_import_files_nothing_is_no_failure(workspace: Workspace) -> None:
    assert run(workspace) == ImportSummary(())


def test_import_files_while_a_person_edits(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = workspace.load(workspace.add(sample()).notice_id)
    outcomes = (
        ReadOutcome(Path(f"{number}.txt"), reading_fakes.read_file(f"{number}{TEXT}"))
        for number in range(50)
    )
    monkeypatch.setattr(importing, "read_files", lambda *_, **__: outcomes)
    thread = threading.Thread(target=run, args=(workspace, tmp_path))
    thread.start()
    for number in range(1, 21):
        (problem,) = notice.outline.lowest_problems()
        group = EditGroup("改", (Edit(problem, replace(problem, wording=str(number))),))
        workspace.commit(LogEntry(number, "", "甲", notice.id, group))
        group.apply(notice.outline)
    thread.join()
    assert len(workspace.library()) == 51
    assert len(workspace.log()) == 20


def test_import_files_marked_file_is_not_stored_without_consent(
    workspace: Workspace, tmp_path: Path
) -> None:
    summary = run(workspace, write(tmp_path / "资料", a="secret 甲"))
    assert summary.results[0].error == (
        "“a.txt”的首页标有“秘密★1年”，没有导入。"
        "涉密材料请勿在本机处理；确认可以处理的，重新导入并确认。"
    )
    assert workspace.library() == ()
    beside = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
    assert beside
    assert not any(b"secret" in data or "秘密".encode() in data for data in beside)


@pytest.mark.parametrize("agrees", [True, False], ids=["yes", "no"])
def test_import_files_asks_before_a_marked_file_is_stored(
    workspace: Workspace, tmp_path: Path, agrees: bool, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    def consent(question: SecrecyQuestion) -> bool:
        asked.append(question.sentence)
        assert workspace.library() == ()
        return agrees

    summary = import_files(
        workspace,
        [*write(tmp_path / "资料", a="secret 甲").iterdir(), HeldFile("乙.txt", "乙".encode())],
        progress=NoProgress(),
        cancel=NeverCancelled(),
        answers=Answers(consent=consent),
    )
    assert asked == ["“a.txt”的首页标有“秘密★1年”"]
    assert [one.is_new for one in summary.results] == [agrees, True]
    assert (len(summary.declined), len(summary.failed)) == (0 if agrees else 1, 0)
    assert "秘密" not in caplog.text


def test_import_files_asks_for_passwords(workspace: Workspace, tmp_path: Path) -> None:
    summary = import_files(
        workspace,
        [write(tmp_path / "资料", a="locked 甲", b="locked 乙")],
        progress=NoProgress(),
        cancel=NeverCancelled(),
        answers=Answers(password=lambda needed: None if needed.was_wrong else "甲"),
    )
    assert [one.is_new for one in summary.results] == [True, False]
    assert "密码不对" in str(summary.results[1].error)


def test_import_files_cancelled_while_folders_are_gone_through(
    workspace: Workspace, tmp_path: Path
) -> None:
    stop = StopAfter(-1)
    summary = import_files(workspace, [tmp_path], progress=NoProgress(), cancel=stop)
    assert summary == ImportSummary((), cancelled=True)
