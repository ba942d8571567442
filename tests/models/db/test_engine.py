from __future__ import annotations

import errno
import os
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.db import engine
from models.db.engine import Database
from models.db.locking import FileLock
from models.db.migrations import APPLICATION_ID, schema_version
from models.db.repository import NoticeRepository
from models.errors import Cancelled, NotAWorkspace, StorageError
from models.progress import CancelToken, NeverCancelled, StopSign


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "项目.duizhang"


def pragma(database: Database, name: str) -> object:
    with database.reading() as notices:
        return notices._session.execute(text(f"PRAGMA {name}")).scalar_one()


def insert_case(notices: NoticeRepository) -> None:
    notices._session.execute(text("INSERT INTO inspection_case (id, created) VALUES (5, '')"))


def made(path: Path) -> Path:
    Database.open(path).close()
    return path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("foreign_keys", 1),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
        ("application_id", APPLICATION_ID),
        ("user_version", schema_version()),
    ],
)
def test_open_sets_the_pragmas_on_every_connection(path: Path, name: str, value: object) -> None:
    database = Database.open(path)
    with database.reading() as first:
        first.next_group_id()
        assert pragma(database, name) == value
    database.close()


def test_open_closed_leaves_one_file(path: Path) -> None:
    made(path)
    assert [one.name for one in path.parent.iterdir()] == ["项目.duizhang"]


def test_open_empty_file_makes_a_workspace_of_it(path: Path) -> None:
    path.touch()
    database = Database.open(path)
    assert pragma(database, "user_version") == schema_version()
    database.close()


def test_open_name_with_signs_of_urls_works(tmp_path: Path) -> None:
    made(tmp_path / "100% a?b#c 项目.duizhang")
    assert (tmp_path / "100% a?b#c 项目.duizhang").stat().st_size


@pytest.mark.parametrize(
    "content",
    [b"just some text", "通报".encode("utf-16"), b"SQLite format 3\x00" + b"\xff" * 5000],
    ids=["text", "utf-16", "broken header"],
)
def test_open_file_of_another_kind_is_refused_and_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"“项目\.duizhang”不是对账的项目文件"):
        Database.open(path)
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == ["项目.duizhang"]


@pytest.mark.parametrize("application", [0, 0x12345678])
def test_open_database_of_another_program_is_refused_and_untouched(
    path: Path, application: int
) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE somebody (id)")
        other.execute(f"PRAGMA application_id = {application}")
        other.commit()
    content = path.read_bytes()
    with pytest.raises(StorageError, match="不是对账的项目文件"):
        Database.open(path)
    assert path.read_bytes() == content


def test_open_newer_workspace_is_refused_and_untouched(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    content = path.read_bytes()
    with pytest.raises(StorageError, match=r"“项目\.duizhang”由更新版本的对账保存（格式 99，"):
        Database.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE notice RENAME COLUMN code TO abbreviation",
        "DROP TABLE waiver",
        "ALTER TABLE notice RENAME TO document",
    ],
    ids=["column", "table", "renamed"],
)
def test_open_workspace_of_other_tables_is_refused_and_untouched(path: Path, change: str) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(change)
        connection.commit()
    content = path.read_bytes()
    with pytest.raises(NotAWorkspace, match=r"“项目\.duizhang”的结构与本程序不符.*没有改动"):
        Database.open(path)
    assert path.read_bytes() == content


def test_open_workspace_with_more_columns_depends_on_who_must_fill_them(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE waiver ADD COLUMN remark TEXT")
    Database.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE waiver; CREATE TABLE waiver (remark TEXT NOT NULL)")
    with pytest.raises(NotAWorkspace, match="结构与本程序不符"):
        Database.open(path)


@pytest.mark.parametrize("kept", [4096 + 100, 3 * 4096], ids=["within a page", "a few pages"])
def test_open_cut_off_workspace_is_refused(path: Path, kept: int) -> None:
    content = made(path).read_bytes()
    path.write_bytes(content[:kept])
    with pytest.raises(StorageError, match=r"“项目\.duizhang”.*破坏"):
        Database.open(path)


def test_open_workspace_with_overwritten_pages_is_refused(path: Path) -> None:
    content = made(path).read_bytes()
    path.write_bytes(content[:4096] + b"\x55" * (len(content) - 4096))
    with pytest.raises(StorageError, match=r"“项目\.duizhang”.*破坏"):
        Database.open(path)


def test_open_folder_or_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="是一个文件夹"):
        Database.open(tmp_path)
    with pytest.raises(StorageError, match=r"“x\.duizhang”所在的文件夹不存在"):
        Database.open(tmp_path / "没有" / "x.duizhang")


def test_open_file_without_permission_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StorageError, match=r"“项目\.duizhang”打不开"):
        Database.open(path)


def test_open_second_time_is_read_only_and_sees_the_first(path: Path) -> None:
    first, second = Database.open(path), Database.open(path)
    assert (first.read_only, second.read_only) == (False, True)
    with first.writing() as notices:
        insert_case(notices)
    with second.reading() as notices:
        assert notices._session.execute(text("SELECT id FROM inspection_case")).scalar_one() == 5
    with pytest.raises(StorageError, match=r"“项目\.duizhang”以只读方式打开"), second.writing():
        pass
    second.close()
    first.close()
    again = Database.open(path)
    assert not again.read_only
    again.close()


def test_open_read_only_connection_cannot_write(path: Path) -> None:
    first, second = Database.open(path), Database.open(path)
    with pytest.raises(StorageError, match="只能读取"), second.reading() as notices:
        notices._session.execute(text("DELETE FROM inspection_case"))
    second.close()
    first.close()


def test_open_in_a_folder_that_cannot_be_written_is_read_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path)

    def refuse(_: FileLock) -> bool:
        raise PermissionError(errno.EROFS, "read-only file system")

    monkeypatch.setattr(FileLock, "acquire", refuse)
    database = Database.open(path)
    assert database.read_only
    database.close()
    with pytest.raises(StorageError, match="不能建立"):
        Database.open(path.with_name("新.duizhang"))


def test_open_write_protected_file_is_read_only(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path)
    monkeypatch.setattr(os, "access", lambda *_: False)
    database = Database.open(path)
    assert database.read_only
    database.close()


def test_open_where_wal_cannot_be_shared_reads_the_file_alone(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(path)
    real = engine._driver_connection

    def connect(name: str, *, uri: bool = False) -> object:
        return real(name, uri=True) if uri else Unusable()

    class Unusable:
        def execute(self, _: str) -> None:
            raise sqlite3.OperationalError("unable to open database file")

        def close(self) -> None:
            pass

    monkeypatch.setattr(engine, "_driver_connection", connect)
    monkeypatch.setattr(os, "access", lambda *_: False)
    database = Database.open(path)
    assert pragma(database, "application_id") == APPLICATION_ID
    database.close()


def test_open_while_another_creates_it_waits(path: Path) -> None:
    lock = FileLock.beside(path)
    lock.acquire()
    path.touch()
    with pytest.raises(StorageError, match="正由另一个窗口建立"):
        Database.open(path)
    lock.release()


def test_open_that_fails_gives_the_lock_back(path: Path) -> None:
    path.write_bytes(b"text")
    with pytest.raises(StorageError):
        Database.open(path)
    lock = FileLock.beside(path)
    assert lock.acquire()
    lock.release()


def test_closed_database_is_not_opened_anew(path: Path) -> None:
    database = Database.open(path)
    database.close()
    with pytest.raises(StorageError, match="已经关闭"), database.reading():
        pass
    with pytest.raises(StorageError, match="已经关闭"), database.writing():
        pass


def test_close_waits_for_the_writer(path: Path) -> None:
    database = Database.open(path)
    inside, go = threading.Event(), threading.Event()

    def write() -> None:
        with database.writing() as notices:
            insert_case(notices)
            inside.set()
            go.wait()

    writer = threading.Thread(target=write)
    writer.start()
    inside.wait()
    closer = threading.Thread(target=database.close)
    closer.start()
    closer.join(0.05)
    assert closer.is_alive()
    go.set()
    closer.join()
    writer.join()
    again = Database.open(path)
    with again.reading() as notices:
        assert notices._session.execute(text("SELECT id FROM inspection_case")).scalar_one() == 5
    again.close()


def test_writing_that_raises_stores_nothing(path: Path) -> None:
    database = Database.open(path)

    def write_and_fail() -> None:
        with database.writing() as notices:
            insert_case(notices)
            raise ValueError("x")

    with pytest.raises(ValueError, match="x"):
        write_and_fail()
    with database.reading() as notices:
        assert not notices._session.execute(text("SELECT * FROM inspection_case")).all()
    database.close()


def test_writing_row_that_refers_to_nothing_stores_nothing(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(StorageError, match="与已存的内容不符"), database.writing() as notices:
        notices._session.execute(
            text(
                "INSERT INTO waiver (notice_id, fingerprint, reason, author, written)"
                " VALUES (1, '', '', '', '')"
            )
        )
    with database.writing() as notices:
        assert notices.next_group_id() == 1
    database.close()


def test_writing_beside_a_program_that_holds_the_file_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.05)
    database = Database.open(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="正被另一个程序占用"), database.writing() as notices:
            insert_case(notices)
    database.close()


def test_writing_on_a_full_disk_says_so(path: Path) -> None:
    database = Database.open(path)
    large = text("INSERT INTO source_file VALUES (1, '', 0, zeroblob(10000000))")
    with database.writing() as notices:
        notices._session.execute(text("PRAGMA max_page_count = 1"))
        with pytest.raises(DBAPIError) as full:
            notices._session.execute(large)
    with pytest.raises(StorageError, match="磁盘已满"), database.writing():
        raise full.value
    database.close()


def test_unknown_error_has_words_too(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(StorageError, match="读写出错"), database.reading() as notices:
        notices._session.execute(text("SELECT nothing FROM nowhere"))
    database.close()


def test_error_holds_no_words_of_a_notice(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(StorageError) as raised, database.writing() as notices:
        notices._session.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": "秘密"})
    assert "秘密" not in str(raised.value.__cause__)
    database.close()


class Person:
    """Writes to a workspace beside long work, each time from a thread of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._threads: list[threading.Thread] = []
        self.waited: list[float] = []

    def wants_to_write(self) -> None:
        """Returns once the person waits."""
        thread = threading.Thread(target=self._write)
        self._threads.append(thread)
        thread.start()
        while not self._database._writers.is_urgent:
            time.sleep(0.001)

    def leave(self) -> None:
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        start = time.monotonic()
        with self._database.writing(urgent=True):
            self.waited.append(time.monotonic() - start)


def cases_in(database: Database) -> int:
    with database.reading() as notices:
        query = text("SELECT count(*) FROM inspection_case")
        return int(notices._session.execute(query).scalar_one())


def test_write_giving_way_is_taken_back_for_a_person_and_done_behind(path: Path) -> None:
    database = Database.open(path)
    person = Person(database)
    tried: list[int] = []

    def work(notices: NoticeRepository, cancel: CancelToken) -> None:
        tried.append(len(person.waited))
        insert_case(notices)
        if len(tried) == 1:
            person.wants_to_write()
        for _ in range(100):  # a second of work
            cancel.check()
            time.sleep(0.01)

    database.write_giving_way(work, NeverCancelled())
    person.leave()
    assert tried == [0, 1]
    assert person.waited[0] < 0.5
    assert cases_in(database) == 1
    database.close()


def test_write_giving_way_is_done_at_last_where_persons_never_stop(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PAUSES", (0.0, 0.01, 0.0))
    database = Database.open(path)
    person = Person(database)
    tried: list[int] = []

    def work(notices: NoticeRepository, cancel: CancelToken) -> None:
        tried.append(len(tried))
        insert_case(notices)
        person.wants_to_write()
        cancel.check()

    database.write_giving_way(work, NeverCancelled())
    person.leave()
    assert len(tried) == 4
    assert cases_in(database) == 1
    database.close()


@pytest.mark.parametrize("while_waiting", [False, True])
def test_write_giving_way_cancelled_stores_nothing(path: Path, *, while_waiting: bool) -> None:
    database = Database.open(path)
    person = Person(database)
    stop = StopSign()

    def work(notices: NoticeRepository, cancel: CancelToken) -> None:
        insert_case(notices)
        if while_waiting:
            person.wants_to_write()
            stop_soon = threading.Timer(0.02, stop.cancel)
            stop_soon.start()
        else:
            stop.cancel()
        cancel.check()
        pytest.fail("went on")

    with pytest.raises(Cancelled):
        database.write_giving_way(work, stop)
    person.leave()
    assert cases_in(database) == 0
    database.close()
