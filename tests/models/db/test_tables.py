from __future__ import annotations

import enum

import pytest
from sqlalchemy import Enum, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from models.db.tables import Base

TABLES = Base.metadata.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_is_sound_on_postgresql_too(table: Table) -> None:
    dialect = postgresql.dialect()
    made = str(CreateTable(table).compile(dialect=dialect))
    assert f"CREATE TABLE {table.name}" in made
    for name in (column.name for column in table.c if column.name.endswith("_id")):
        assert f"{name} BIGINT" in made
    for index in table.indexes:
        CreateIndex(index).compile(dialect=dialect)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_names_its_constraints(table: Table) -> None:
    made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
    starts = ("PRIMARY KEY", "FOREIGN KEY", "UNIQUE", "CHECK")
    assert not [line for line in made.splitlines() if line.strip().startswith(starts)]
    assert all(index.name for index in table.indexes)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_table_keeps_enums_as_their_values(table: Table) -> None:
    for column in table.c:
        if isinstance(column.type, Enum):
            kind = column.type.enum_class
            assert kind is not None
            assert issubclass(kind, enum.StrEnum)
            assert column.type.enums == [part.value for part in kind]


def test_foreign_keys_wait_for_the_end_of_the_transaction() -> None:
    keys = [key for table in TABLES for key in table.foreign_key_constraints]
    assert keys
    assert all(key.deferrable and key.initially == "DEFERRED" for key in keys)
