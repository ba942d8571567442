"""The colours of node kinds and marks, in a light and a dark table; each goes with a word, a sign or an underline."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette, QTextCharFormat

from models.diagnostics import Severity
from models.node import NodeKind


@dataclass(frozen=True, slots=True)
class Tints:
    """One table of colours.

    Attributes:
        words: the text that stands on any of the backgrounds.
        kinds: background of the words of a node.
        current: background of the current node.
        muted: text of lesser weight (clutter, numbers, breadcrumbs), on the plain background.
        severities: text colour of a finding, on the plain background.
        missing: text colour of 未见回应 and 未对应措施, on the plain background.
        line: borders of tables and rows.
        link: text of links, on the plain background.
        head: background of the head of a table.
    """

    words: str
    plain: str
    kinds: dict[NodeKind, str]
    current: str
    muted: str
    severities: dict[Severity, str]
    missing: str
    line: str
    link: str
    head: str

    def background(self, kind: NodeKind) -> QColor:
        """The background of the words of a node of `kind`."""
        return QColor(self.kinds[kind])

    def severity(self, severity: Severity) -> QColor:
        """The colour of the words of a finding."""
        return QColor(self.severities[severity])

    def words_format(self, kind: NodeKind, *, current: bool = False) -> QTextCharFormat:
        """How the words of a node look: tinted, the outcome also with a dotted line below, the current one strongly."""
        form = QTextCharFormat()
        form.setBackground(QColor(self.current) if current else self.background(kind))
        form.setForeground(QColor(self.words))
        if kind is NodeKind.OUTCOME:
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            form.setUnderlineColor(QColor(self.words))
        return form


LIGHT = Tints(
    words="#1b1b1b",
    plain="#ffffff",
    kinds={
        NodeKind.ASPECT: "#e7e2f6",
        NodeKind.PROBLEM: "#fbe2d5",
        NodeKind.SUB_PROBLEM: "#fdefc6",
        NodeKind.MEASURE: "#d9e8fb",
        NodeKind.OUTCOME: "#d8f0dc",
        NodeKind.RECOMMENDATION: "#d5eff0",
    },
    current="#ffcf5c",
    muted="#5c6166",
    severities={
        Severity.CONTRADICTION: "#b3261e",
        Severity.SUSPECT: "#9a4a00",
        Severity.HINT: "#37618e",
        Severity.UNVERIFIABLE: "#5c6166",
    },
    missing="#9a4a00",
    line="#c9cdd2",
    link="#0b57a4",
    head="#eef0f2",
)

DARK = Tints(
    words="#f2f2f2",
    plain="#1e1e1e",
    kinds={
        NodeKind.ASPECT: "#3d3558",
        NodeKind.PROBLEM: "#573a2b",
        NodeKind.SUB_PROBLEM: "#4c4220",
        NodeKind.MEASURE: "#243f5e",
        NodeKind.OUTCOME: "#22472c",
        NodeKind.RECOMMENDATION: "#1f4a4c",
    },
    current="#8a5a00",
    muted="#b3b8bd",
    severities={
        Severity.CONTRADICTION: "#ff9c94",
        Severity.SUSPECT: "#ffb874",
        Severity.HINT: "#a4c8f0",
        Severity.UNVERIFIABLE: "#b3b8bd",
    },
    missing="#ffb874",
    line="#4a4f55",
    link="#8ab8f0",
    head="#33373b",
)

SEVERITY_SIGN = {
    Severity.CONTRADICTION: "▲",
    Severity.SUSPECT: "●",
    Severity.HINT: "○",
    Severity.UNVERIFIABLE: "？",
}

DOUBT_SIGN = "◆"
LOW_SIGN = "※"  # the lowest 把握


def tints_of(palette: QPalette) -> Tints:
    """The table that goes with a palette."""
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT
