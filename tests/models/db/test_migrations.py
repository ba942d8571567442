from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection

from models.db import migrations
from models.db.engine import Database
from models.db.migrations import Step, back_up
from models.db.tables import Base
from models.errors import StorageError
from services.workspace import Workspace
from tests.models.db import make_database
from tests.models.db.make_database import stored

VERSIONS = range(1, migrations.schema_version() + 1)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(stored(1), tmp_path / "旧.duizhang"))


def schema(path: Path) -> set[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def backups(path: Path) -> list[Path]:
    return [one for one in path.parent.iterdir() if one.name.endswith("-backup")]


def add_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE notice ADD COLUMN remark TEXT")


def drop_notices(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM notice")


def fail(connection: Connection) -> None:
    add_column(connection)
    connection.exec_driver_sql("SELECT nothing FROM nowhere")


@pytest.mark.parametrize("number", VERSIONS)
def test_stored_file_opens_and_has_everything(tmp_path: Path, number: int) -> None:
    path = Path(shutil.copy(stored(number), tmp_path / "旧.duizhang"))
    with Workspace.open(path) as workspace:
        (row,) = workspace.library()
        notice = workspace.load(row.id)
        assert row.origins == ("临河交通.txt", "另一网站.txt")
        assert (row.code, row.problems, row.done, row.reviewed) == ("JT", 1, 1, 1)
        assert (row.doubts, row.findings, row.claimed_problems) == (1, 0, 1)
        assert (notice.source, notice.reading) == (
            make_database.sample().source,
            make_database.sample().reading,
        )
        assert {str(record.key[0]) for record in notice.outline.records()} == {
            *("node", "link", "fact", "claim", "damage", "review", "annotation", "waiver")
        }
        assert [entry.group.label for entry in workspace.log()] == ["审核"]
        assert [found.code for found in workspace.diagnostics(row.id)] == ["K1"]


@pytest.mark.parametrize("number", VERSIONS)
def test_stored_file_ends_with_the_schema_of_a_new_one(tmp_path: Path, number: int) -> None:
    path = Path(shutil.copy(stored(number), tmp_path / "旧.duizhang"))
    Database.open(path).close()
    Database.open(tmp_path / "新.duizhang").close()
    assert schema(path) == schema(tmp_path / "新.duizhang")


def test_stored_file_has_rows_in_every_table() -> None:
    with closing(sqlite3.connect(stored(migrations.schema_version()))) as connection:
        counts = {
            table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
            for table in Base.metadata.sorted_tables
        }
    assert all(counts.values()), counts


def test_make_database_makes_what_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = stored(migrations.schema_version())
    monkeypatch.setattr(make_database, "FOLDER", tmp_path / "另处")
    make_database.main()
    made = stored(migrations.schema_version())
    assert made != last
    assert schema(made) == schema(last)
    with pytest.raises(SystemExit):
        make_database.main()


def test_upgrade_runs_the_steps_that_are_missing_after_a_backup(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema(old)
    monkeypatch.setattr(migrations, "STEPS", (Step(2, add_column),))
    Database.open(old).close()
    assert version(old) == 2
    assert any("remark TEXT" in row[3] for row in schema(old) if row[1] == "notice")
    (backup,) = backups(old)
    assert backup.name.startswith("旧.duizhang-v1-")
    assert (version(backup), schema(backup)) == (1, before)


def test_upgrade_happens_once(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "STEPS", (Step(2, add_column),))
    Database.open(old).close()
    Database.open(old).close()
    assert len(backups(old)) == 1


def test_new_file_gets_the_last_version_without_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "STEPS", (Step(2, fail),))
    Database.open(tmp_path / "新.duizhang").close()
    assert version(tmp_path / "新.duizhang") == 2


@pytest.mark.parametrize("step", [fail, drop_notices], ids=["error", "rows that refer to nothing"])
def test_upgrade_that_fails_changes_nothing(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: object
) -> None:
    before = schema(old)
    monkeypatch.setattr(migrations, "STEPS", (Step(2, add_column), Step(3, step)))
    with pytest.raises(StorageError):
        Database.open(old)
    assert (version(old), schema(old)) == (1, before)
    monkeypatch.undo()
    with Workspace.open(old) as workspace:
        assert len(workspace.library()) == 1


def test_upgrade_of_a_file_in_use_is_refused(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Database.open(old)
    monkeypatch.setattr(migrations, "STEPS", (Step(2, add_column),))
    with pytest.raises(StorageError, match="需要先升级"):
        Database.open(old)
    first.close()


def test_back_up_of_a_damaged_file_is_refused(old: Path) -> None:
    content = old.read_bytes()
    old.write_bytes(content[:8192] + b"\x55" * (len(content) - 8192))
    with pytest.raises(StorageError, match="没有升级"):
        back_up(old, 1)
    assert list(old.parent.iterdir()) == [old]


def test_back_up_that_cannot_be_written_stops_the_upgrade(old: Path) -> None:
    target = old.with_name("没有") / "旧.duizhang"
    with pytest.raises(StorageError, match="没有能够备份"):
        back_up(target, 1)
