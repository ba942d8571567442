"""Rows made ready for the driver, so that next to nothing is left to do while the workspace is held for writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Connection, Table, insert
from sqlalchemy.dialects import sqlite

from models.db.tables import Base
from models.progress import CancelToken, NeverCancelled, asked

Values = dict[str, Any]
Rows = dict[type[Base], list[Values]]

_DIALECT = sqlite.dialect()
_NEVER = NeverCancelled()
# Rows that are inserted between two questions whether to go on; some ten milliseconds.
_AT_ONCE = 1000


class JsonText(str):
    """A value of a JSON column that is written as text already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class BoundRows:
    """An INSERT and the parameters of its rows, as the driver takes them."""

    statement: str
    parameters: list[tuple[Any, ...]]

    def write(self, connection: Connection, cancel: CancelToken = _NEVER) -> None:
        """Inserts the rows.

        Raises:
            Cancelled: if the user stopped it; some are inserted then.
        """
        for start in range(0, len(self.parameters), _AT_ONCE):
            cancel.check()
            part = self.parameters[start : start + _AT_ONCE]
            connection.exec_driver_sql(self.statement, part)


def bind(
    rows: Mapping[type[Base], list[Values]], cancel: CancelToken = _NEVER
) -> tuple[BoundRows, ...]:
    """The rows of each table, ready for the driver; those of one table name the same columns.

    Raises:
        Cancelled: if the user stopped it.
    """
    return tuple(_bound(table, values, cancel) for table, values in rows.items() if values)


def table_of(row: type[Base]) -> Table:
    """The table of a row type."""
    return cast("Table", row.__table__)


def _bound(row: type[Base], values: list[Values], cancel: CancelToken) -> BoundRows:
    names = _names(row, frozenset(values[0]))
    makers = _makers(row, names)
    bound: list[tuple[Any, ...]] = []
    for one in asked(values, cancel):
        parameters = [one[name] for name in names]
        for at, make in makers:
            if not isinstance(parameters[at], JsonText):
                parameters[at] = make(parameters[at])
        bound.append(tuple(parameters))
    # Ids are random; in their order the rows go into the table in half the time.
    first_key = next(iter(table_of(row).primary_key.columns)).name
    bound.sort(key=itemgetter(names.index(first_key)))
    return BoundRows(_statement(row, names), bound)


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
