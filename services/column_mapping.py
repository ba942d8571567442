"""列对应: what the columns of the tables of a notice mean, as it was read and as a person corrects it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from importers.outline.tables.tree import TablePreview, table_previews
from models.guidance import Guidance
from models.ledger_columns import ColumnMapping
from models.notice import Notice

LABEL = "更改列对应"


def previews(notice: Notice) -> tuple[TablePreview, ...]:
    """The tables of a notice, each with what its columns are taken to mean: by a person, else by the machine."""
    chosen = {mapping.table: mapping for mapping in notice.reading.guidance.columns}
    return tuple(
        replace(table, mapping=chosen.get(table.table, table.mapping))
        for table in table_previews(notice.source)
    )


def guided_by_columns(notice: Notice, mappings: Iterable[ColumnMapping]) -> Guidance:
    """The guidance of a notice with these meanings of columns; what the machine takes them for needs none."""
    guesses = {table.table: table.mapping for table in table_previews(notice.source)}
    chosen = (one for one in mappings if not _is_same(one, guesses.get(one.table)))
    columns = sorted((replace(one, confidence=1.0) for one in chosen), key=lambda one: one.table)
    return notice.reading.guidance.with_columns(columns)


def _is_same(one: ColumnMapping, other: ColumnMapping | None) -> bool:
    return other is not None and (one.header, one.columns) == (other.header, other.columns)
