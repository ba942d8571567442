"""What a person says about the versions of a notice, as records that 修改记录 keeps and 撤销 takes back.

An outline does not hold them: they concern several notices, and the workspace looks whether they still hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.ids import NoticeId, RecordKey
from models.values import VersionLabel

ORDER_KEY: RecordKey = ("version_order",)
LABEL_KEY: RecordKey = ("version_label",)


@dataclass(frozen=True, slots=True)
class VersionChain:
    """The versions of one notice, the first one first.

    Attributes:
        id: what the rows of its versions have in common.
        case_id: the 案卷 they are in.
    """

    id: int
    case_id: int
    notices: tuple[NoticeId, ...]


@dataclass(frozen=True, slots=True)
class VersionOrder:
    """Which notice follows which, of all notices that one act concerns."""

    chains: tuple[VersionChain, ...]

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an edit: there is one."""
        return ORDER_KEY


@dataclass(frozen=True, slots=True)
class VersionName:
    """Which 稿 a notice is; None where nobody has said."""

    label: VersionLabel | None = None

    @property
    def key(self) -> RecordKey:
        """Its place among the records of an edit: there is one."""
        return LABEL_KEY


OfVersions = VersionOrder | VersionName
