"""序号 of the notices of a ledger: frozen at the first export, so that they stay what people say aloud."""

from __future__ import annotations

from collections.abc import Iterable

from models.ids import NoticeId
from models.notice import Notice
from models.operations import freeze_item_numbers
from services.desk import Desk


def numbered_notices(desk: Desk, notice_ids: Iterable[NoticeId]) -> list[Notice]:
    """The notices with their 序号 frozen, in the given order; in a read-only workspace as they are.

    Raises:
        StorageError: if a notice is gone, or its numbers cannot be stored.
    """
    return [_numbered(desk, notice_id) for notice_id in notice_ids]


def _numbered(desk: Desk, notice_id: NoticeId) -> Notice:
    notice = desk.session(notice_id).notice
    group = freeze_item_numbers(notice.outline)
    if group.edits and not desk.workspace.read_only:
        desk.do(notice_id, group)
    return notice
