"""The schema of a workspace file and its numbered steps, by `PRAGMA user_version`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from models.db.tables import Base
from models.errors import StorageError

# "DUZH", so that `file` and other programs can tell a workspace from any other SQLite file.
APPLICATION_ID = 0x44555A48

BACKUP_ENDING = "-backup"


@dataclass(frozen=True, slots=True)
class Step:
    """How a file gets from `version` - 1 to `version`.

    Attributes:
        change: runs inside a transaction with foreign keys off; plain SQL, never `models.db.tables`, which goes on.
    """

    version: int
    change: Callable[[Connection], None]


# Version 1 is what `create_schema` made when the program first came out.
STEPS: tuple[Step, ...] = ()


def schema_version() -> int:
    """The version that this program writes."""
    return STEPS[-1].version if STEPS else 1


def create_schema(connection: Connection) -> None:
    """Makes the tables of an empty file."""
    Base.metadata.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema_version()}")


def has_these_tables(connection: sqlite3.Connection) -> bool:
    """Whether a file of this version has every column that the program uses, and none that it would leave empty."""
    tables = Base.metadata.tables
    known = {(table.name, column.name) for table in tables.values() for column in table.columns}
    rows = connection.execute(
        'SELECT m.name, c.name, c."notnull" AND c.dflt_value IS NULL AND NOT c.pk'
        " FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    )
    found = {(table, column): must_be_filled for table, column, must_be_filled in rows}
    unknown = {key for key, must in found.items() if must and key[0] in tables} - known
    return known <= found.keys() and not unknown


def migrate(connection: Connection, version: int) -> None:
    """Brings the tables from `version` up to date, inside the caller's transaction.

    Raises:
        StorageError: if rows were left that refer to nothing.
    """
    for step in STEPS:
        if step.version > version:
            step.change(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {step.version}")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise StorageError("升级后的内容前后不符，没有升级，原文件未变")


def back_up(path: Path, version: int) -> Path:
    """Writes a copy of a workspace beside it and reads it through.

    Returns:
        The copy: the name of the workspace with its version and the time.

    Raises:
        StorageError: if the copy cannot be written or is not sound.
    """
    time = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = path.with_name(f"{path.name}-v{version}-{time}{BACKUP_ENDING}")
    draft = target.with_name(target.name + "-part")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise StorageError(f"“{path.name}”的内容有破坏，没有升级，原文件未变")
        os.replace(draft, target)
    except (sqlite3.Error, OSError) as error:
        raise StorageError(f"升级前没有能够备份“{path.name}”，没有升级，原文件未变") from error
    finally:
        draft.unlink(missing_ok=True)
    return target
