"""A reviewer at the judgement panel."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.panels.judgement_panel import JudgementPanel
from models import labels
from models.annotation import Person
from models.ids import NodeId
from models.notice import Notice
from tests.gui.review_fixtures import Undoing, labelled


class Judging:
    """A panel over the labelled notice whose edits are done at once."""

    def __init__(self, qtbot: QtBot, node: int | None, notice: Notice | None = None) -> None:
        self.notice = notice or labelled().notice()
        self.desk = Undoing(self.notice.outline)
        self.panel = JudgementPanel(Person("乙某", "巡察办"), labels.VERDICTS)
        self.refused: list[str] = []
        qtbot.addWidget(self.panel)
        self.panel.resize(900, 300)
        self.panel.show()
        self.panel.edit_made.connect(self.desk.do)
        self.panel.edit_made.connect(lambda *_: self.panel.renew())
        self.panel.refused.connect(self.refused.append)
        self.panel.show_node(self.notice, None if node is None else NodeId(node))

    @property
    def labels(self) -> list[str]:
        return [group.label for group in self.desk.done]
