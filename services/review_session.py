"""One open notice: its live outline, what the checks found, and the way to the next open problem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from models.diagnostics import Diagnostic
from models.ids import NodeId, NoticeId
from models.notice import Notice
from models.reading_choice import READING_KEY
from models.segment import Segmenter


class FindingStore(Protocol):
    """Where findings are kept between two runs of the checks: a workspace."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be kept."""

    def diagnostics(self, notice_id: NoticeId) -> tuple[Diagnostic, ...]:
        """The findings that were kept last, waived ones too."""

    def save_diagnostics(self, notice_id: NoticeId, found: Sequence[Diagnostic]) -> None:
        """Keeps findings, waived ones too."""


class ReviewSession:
    """One open notice.

    Attributes:
        notice: the notice; its outline is live.
    """

    def __init__(
        self, notice: Notice, store: FindingStore, segmenter: Segmenter | None = None
    ) -> None:
        self.notice = notice
        self._store = store
        self._segmenter = segmenter
        self._found = self._kept = store.diagnostics(notice.id)
        self._choice = notice.outline.get(READING_KEY)

    @property
    def is_outdated(self) -> bool:
        """Whether the notice follows another reading since; it must be opened anew then."""
        return self.notice.outline.get(READING_KEY) != self._choice

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings of the last run that are not waived."""
        waived = {waiver.fingerprint for waiver in self.notice.outline.waivers()}
        return tuple(found for found in self._found if found.fingerprint not in waived)

    @property
    def waived(self) -> tuple[Diagnostic, ...]:
        """The findings of the last run that are waived (经核无误)."""
        waived = {waiver.fingerprint for waiver in self.notice.outline.waivers()}
        return tuple(found for found in self._found if found.fingerprint in waived)

    def refresh(self) -> tuple[Diagnostic, ...]:
        """Runs the checks and keeps what they find.

        Returns:
            The findings that are not waived.

        Raises:
            StorageError: if they cannot be kept; they are shown all the same.
        """
        # Loaded when they are first run: the window shows its list of notices before.
        from checks.base import CheckContext  # noqa: PLC0415 - after the first paint
        from checks.runner import run_checks  # noqa: PLC0415 - after the first paint

        self._found = run_checks(self.notice, CheckContext(self._segmenter))
        if self._found != self._kept and not self._store.read_only:
            self._store.save_diagnostics(self.notice.id, self._found)
            self._kept = self._found
        return self.diagnostics

    def next_open(self, after: NodeId | None, *, backwards: bool = False) -> NodeId | None:
        """The next lowest problem without a conclusion, beginning anew at the end of the notice.

        It begins after the node `after`, or with the first one (backwards: the last one) where that is None.

        Returns:
            None where all have a conclusion; `after` itself where it alone is open.
        """
        outline = self.notice.outline
        problems = {node.id for node in outline.lowest_problems()}
        places = [node.id for node in outline.walk()]
        here = None
        if after is not None and outline.has_node(after):
            problem = outline.lowest_problem_of(after)
            here = places.index(problem.id if problem else after)
        around = _around(places, here, backwards=backwards)
        return next(
            (one for one in around if one in problems and outline.review(one).verdict is None),
            None,
        )


def _around(places: list[NodeId], here: int | None, *, backwards: bool) -> list[NodeId]:
    """All places once, in the order in which they come after `here`, itself last."""
    if here is None:
        return places[::-1] if backwards else places
    if backwards:
        return [*places[:here][::-1], *places[here:][::-1]]
    return [*places[here + 1 :], *places[: here + 1]]
