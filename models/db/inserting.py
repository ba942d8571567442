"""Rows made ready for the driver, so that next to nothing is left to do while the workspace is held for writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from models.db.tables import Base

Values = dict[str, Any]
Rows = dict[type[Base], list[Values]]

_DIALECT = sqlite.dialect()


@dataclass(frozen=True, slots=True)
class BoundRows:
    """An INSERT and the parameters of its rows, as the driver takes them."""

    statement: str
    parameters: list[tuple[Any, ...]]

    def write(self, connection: Connection) -> None:
        """Inserts the rows."""
        connection.exec_driver_sql(self.statement, self.parameters)


def bind(rows: Mapping[type[Base], list[Values]]) -> tuple[BoundRows, ...]:
    """The rows of each table, ready for the driver; those of one table name the same columns."""
    return tuple(_bound(table, values) for table, values in rows.items() if values)


def table_of(row: type[Base]) -> Table:
    """The table of a row type."""
    return cast("Table", row.__table__)


def _bound(row: type[Base], values: list[Values]) -> BoundRows:
    names = _names(row, frozenset(values[0]))
    picked = [[one[name] for name in names] for one in values]
    for at, make in _makers(row, names):
        for parameters in picked:
            parameters[at] = make(parameters[at])
    return BoundRows(_statement(row, names), [tuple(parameters) for parameters in picked])


@cache
def _names(row: type[Base], given: frozenset[str]) -> tuple[str, ...]:
    # The order of the table is that of the compiled statement.
    return tuple(column.name for column in table_of(row).c if column.name in given)


@cache
def _statement(row: type[Base], names: tuple[str, ...]) -> str:
    return str(insert(table_of(row)).compile(dialect=_DIALECT, column_keys=list(names)))


@cache
def _makers(row: type[Base], names: tuple[str, ...]) -> list[tuple[int, Callable[[Any], Any]]]:
    types = (table_of(row).c[name].type.dialect_impl(_DIALECT) for name in names)
    makers = (kind.bind_processor(_DIALECT) for kind in types)
    return [(at, make) for at, make in enumerate(makers) if make is not None]
