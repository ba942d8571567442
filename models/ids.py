"""Ids of nodes and records."""

from __future__ import annotations

import secrets
from typing import NewType

NodeId = NewType("NodeId", int)
NoticeId = NewType("NoticeId", int)

# First the type of the record ("node", "link", …), then what tells it from others of that type.
RecordKey = tuple[str | int, ...]

_BITS = 62  # fits SQLite's INTEGER, PostgreSQL's BIGINT and Qt's internalId


def new_id() -> int:
    """A random positive id of 62 bits."""
    return secrets.randbelow((1 << _BITS) - 1) + 1
