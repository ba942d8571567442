"""A workspace file as a database: opening it, its pragmas, its units of work, and what can go wrong in words."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.db.locking import FileLock, WriterQueue
from models.db.migrations import (
    APPLICATION_ID,
    back_up,
    create_schema,
    has_these_tables,
    migrate,
    schema_version,
)
from models.db.repository import NoticeRepository
from models.errors import NotAWorkspace, StorageError
from models.progress import CancelToken

# How long a connection waits for another program, such as a backup, to let go of the file.
BUSY_SECONDS = 5.0
# How long work that gave way to a person waits before it is tried again; after the last it is done, lest it never be.
PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)
_TICK = 0.05
# Files up to this size are read through when they are opened; larger ones would hold up the window.
QUICK_CHECK_BYTES = 16 * 1024 * 1024

_MAGIC = b"SQLite format 3\x00"
_WRITING = "duizhang_writing"

_WORDS = {
    "SQLITE_BUSY": "正被另一个程序占用，请稍后再试",
    "SQLITE_LOCKED": "正被另一个程序占用，请稍后再试",
    "SQLITE_FULL": "所在的磁盘已满，没有保存，请腾出空间后再试",
    "SQLITE_READONLY": "只能读取，不能修改，请检查文件和文件夹的权限",
    "SQLITE_CANTOPEN": "打不开，请检查文件夹是否存在、是否有权限",
    "SQLITE_IOERR": "读写出错，请检查磁盘或网络位置",
    "SQLITE_CORRUPT": "的内容已被破坏，请用备份恢复",
    "SQLITE_NOTADB": "不是对账的项目文件，或者内容已被破坏",
    "SQLITE_CONSTRAINT": "没有保存：这处改动与已存的内容不符",
}
_OTHER = "读写出错，没有保存"


class _GaveWay(Exception):
    """The work was taken back as a person waits to write."""


@dataclass(frozen=True, slots=True)
class _GivesWay:
    """A token that also stops work that a person waits for."""

    cancel: CancelToken
    writers: WriterQueue

    @property
    def is_cancelled(self) -> bool:
        return self.cancel.is_cancelled

    def check(self) -> None:
        self.cancel.check()
        if self.writers.is_urgent:
            raise _GaveWay


class Database:
    """An open workspace file; may be used from any thread.

    Attributes:
        is_protected: it is read-only as the file or its folder may not be written, not for another program.
    """

    is_protected = False

    def __init__(self, path: Path, *, read_only: bool, lock: FileLock) -> None:
        self.path = path
        self.read_only = read_only
        self._engine = _engine(path, read_only=read_only)
        self._writing_engine = self._engine.execution_options(**{_WRITING: True})
        self._lock = lock
        self._writers = WriterQueue()
        self._is_closed = False

    @classmethod
    def open(cls, path: Path) -> Database:
        """Opens a workspace, creating or upgrading it as needed; read-only where another program holds it.

        Raises:
            StorageError: if it is no workspace, is damaged, or was written by a newer version of the program.
        """
        _check_path(path)
        lock = FileLock.beside(path)
        is_protected = not _is_writable(path)
        read_only = not _acquire(lock) or is_protected
        if read_only and not path.exists():
            raise StorageError(f"“{path.name}”不能建立，请检查文件夹是否有写入权限")
        try:
            with _in_words(path):
                version = _version(path, read_only=read_only)
                database = cls(path, read_only=read_only, lock=lock)
                database.is_protected = is_protected
                database._prepare(version)
        except BaseException:
            lock.release()
            raise
        return database

    def require_writable(self) -> None:
        """Raises `StorageError` where the workspace is read-only."""
        if self.read_only:
            why = "文件或所在的文件夹没有写入权限" if self.is_protected else "另一个窗口正在使用"
            raise StorageError(f"“{self.path.name}”以只读方式打开（{why}），不能修改")

    def close(self) -> None:
        """Closes all connections and gives the file to other programs."""
        with self._writers.turn(urgent=True):  # whoever writes just now comes to an end first
            self._is_closed = True
        self._engine.dispose()
        self._lock.release()

    @contextmanager
    def reading(self) -> Iterator[NoticeRepository]:
        """A unit of work that sees one state of the file and changes nothing.

        Raises:
            StorageError: if the file cannot be read.
        """
        self._require_open()
        with _in_words(self.path), Session(self._engine) as session:
            yield NoticeRepository(session)

    @contextmanager
    def writing(self, *, urgent: bool = False) -> Iterator[NoticeRepository]:
        """A unit of work that is stored whole at its end, or not at all.

        Args:
            urgent: a person waits for it; it goes before imports.

        Raises:
            StorageError: if the file cannot be written.
        """
        self.require_writable()
        with _in_words(self.path), self._writers.turn(urgent=urgent):
            self._require_open()
            with Session(self._writing_engine) as session, session.begin():
                yield NoticeRepository(session)

    def write_giving_way(
        self, work: Callable[[NoticeRepository, CancelToken], None], cancel: CancelToken
    ) -> None:
        """Does long work as one unit of work; where a person waits meanwhile, it is taken back and done again behind.

        Args:
            work: is done within the unit of work, and asks the token it gets all the while.
            cancel: asked with that token.

        Raises:
            StorageError: if the file cannot be written; nothing is stored then.
            Cancelled: if the user stopped it; nothing is stored then.
        """
        for seconds in PAUSES:
            with suppress(_GaveWay), self.writing() as notices:
                work(notices, _GivesWay(cancel, self._writers))
                return
            _pause(seconds, cancel)
        with self.writing() as notices:
            work(notices, cancel)

    def _require_open(self) -> None:
        # Otherwise the engine would open the file anew, without the lock.
        if self._is_closed:
            raise StorageError(f"“{self.path.name}”已经关闭")

    def _prepare(self, version: int) -> None:
        try:
            if version == 0:
                self._create()
            elif version < schema_version():
                self._upgrade(version)
        except BaseException:
            self._engine.dispose()
            raise

    def _create(self) -> None:
        if self.read_only:
            raise StorageError(f"“{self.path.name}”正由另一个窗口建立，请稍后再打开")
        with self._writing_engine.begin() as connection:
            create_schema(connection)

    def _upgrade(self, version: int) -> None:
        if self.read_only:
            raise StorageError(
                f"“{self.path.name}”由较早版本的对账保存，需要先升级；请关闭正在使用它的窗口后再打开"
            )
        back_up(self.path, version)
        with self._writing_engine.connect() as connection:
            # Only outside a transaction; with it on, dropping a table would take the rows below along.
            driver = connection.connection.dbapi_connection
            assert driver is not None
            driver.execute("PRAGMA foreign_keys = OFF")
            try:
                with connection.begin():
                    migrate(connection, version)
            finally:
                driver.execute("PRAGMA foreign_keys = ON")


def _pause(seconds: float, cancel: CancelToken) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        cancel.check()
        time.sleep(_TICK)


def _check_path(path: Path) -> None:
    try:
        if path.is_dir():
            raise NotAWorkspace(f"“{path.name}”是一个文件夹，不是项目文件")
        if not path.exists():
            if not path.parent.is_dir():
                raise NotAWorkspace(f"“{path.name}”所在的文件夹不存在")
            return
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StorageError(f"“{path.name}”{_WORDS['SQLITE_CANTOPEN']}") from error
    if start and start != _MAGIC:
        raise NotAWorkspace(f"“{path.name}”不是对账的项目文件")


def _acquire(lock: FileLock) -> bool:
    try:
        return lock.acquire()
    except OSError:
        return False  # a folder or medium that cannot be written


def _is_writable(path: Path) -> bool:
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def _version(path: Path, *, read_only: bool) -> int:
    """The schema version of a file, 0 for one with nothing in it yet.

    It is looked at before anything is set: another program's database must stay as it is.
    """
    with closing(_connect(path, read_only=read_only)) as connection:
        connection.execute("PRAGMA query_only = ON")
        application = _number(connection, "PRAGMA application_id")
        version = _number(connection, "PRAGMA user_version")
        tables = _number(connection, "SELECT count(*) FROM sqlite_master")
        if application == 0 and version == 0 and tables == 0:
            return 0
        if application != APPLICATION_ID:
            raise NotAWorkspace(f"“{path.name}”不是对账的项目文件")
        if version > schema_version():
            raise StorageError(
                f"“{path.name}”由更新版本的对账保存（格式 {version}，本程序为 {schema_version()}），"
                "请升级本程序后再打开"
            )
        if path.stat().st_size <= QUICK_CHECK_BYTES:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != ("ok",):
                raise StorageError(f"“{path.name}”{_WORDS['SQLITE_CORRUPT']}")
        # While a version is being made, its tables change without a new number.
        if version == schema_version() and not has_these_tables(connection):
            raise NotAWorkspace(
                f"“{path.name}”的结构与本程序不符（由开发中的旧版建立），没有打开，原文件没有改动；"
                "请用建立它的那一版程序打开，或者另选、新建一个项目文件"
            )
        return version


def _engine(path: Path, *, read_only: bool) -> Engine:
    def connect() -> sqlite3.Connection:
        connection = _connect(path, read_only=read_only)
        _set_pragmas(connection, read_only=read_only)
        return connection

    # Hidden parameters: an error that is logged must not bring words of a notice along.
    engine = create_engine(
        "sqlite+pysqlite://", creator=connect, poolclass=QueuePool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    connection = _driver_connection(str(path))
    if not read_only:
        return connection
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        # WAL needs a file beside the workspace; where none can be made, nobody else can write either.
        connection.close()
        return _driver_connection(f"{_uri(path)}?mode=ro&immutable=1", uri=True)
    return connection


def _driver_connection(name: str, *, uri: bool = False) -> sqlite3.Connection:
    # isolation_level None: the driver begins nothing of its own accord, `_begin` does.
    return sqlite3.connect(
        name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=uri
    )


def _uri(path: Path) -> str:
    posix = path.absolute().as_posix()
    return "file:" + quote(posix if posix.startswith("/") else "/" + posix, safe="/:")


def _set_pragmas(connection: sqlite3.Connection, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        name = _error_name(error)
        kind = NotAWorkspace if name.startswith("SQLITE_NOTADB") else StorageError
        raise kind(f"“{path.name}”{_words(name)}") from error
    except UnicodeEncodeError as error:
        raise StorageError("这段文字含有无法保存的字符，没有保存") from error


def _error_name(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlite_errorname", ""))


def _words(name: str) -> str:
    # Extended names go on: SQLITE_READONLY_DIRECTORY
    return next((words for start, words in _WORDS.items() if name.startswith(start)), _OTHER)
