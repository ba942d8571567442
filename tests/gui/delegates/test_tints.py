import pytest
from PySide6.QtGui import QColor, QPalette, QTextCharFormat

from gui.delegates.tints import DARK, LIGHT, SEVERITY_SIGN, Tints, tints_of
from models.diagnostics import Severity
from models.node import NodeKind

# WCAG 2: normal text on its background.
_ENOUGH = 4.5

tables = pytest.mark.parametrize("tints", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [part / 255 for part in QColor(colour).getRgb()[:3]]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@tables
def test_words_can_be_read_on_every_ground(tints: Tints) -> None:
    for ground in (*tints.kinds.values(), tints.plain, tints.current, tints.head):
        assert contrast(tints.words, ground) >= _ENOUGH, ground


@tables
def test_coloured_words_can_be_read_on_the_plain_ground(tints: Tints) -> None:
    for ink in (*tints.severities.values(), tints.muted, tints.missing, tints.link):
        assert contrast(ink, tints.plain) >= _ENOUGH, ink


@tables
def test_tables_name_every_kind_and_severity(tints: Tints) -> None:
    assert set(tints.kinds) == set(NodeKind)
    assert set(tints.severities) == set(Severity) == set(SEVERITY_SIGN)
    assert len(set(tints.kinds.values())) == len(NodeKind)


@tables
def test_current_node_differs_in_lightness_from_its_kind(tints: Tints) -> None:
    for ground in tints.kinds.values():
        assert contrast(tints.current, ground) >= 1.15


@tables
def test_measure_and_outcome_differ_without_colour(tints: Tints) -> None:
    lines = {
        kind: tints.words_format(kind, current=current).underlineStyle()
        for current in (False, True)
        for kind in (NodeKind.MEASURE, NodeKind.OUTCOME)
    }
    assert lines[NodeKind.OUTCOME] is QTextCharFormat.UnderlineStyle.DotLine
    assert lines[NodeKind.MEASURE] is QTextCharFormat.UnderlineStyle.NoUnderline


def test_signs_of_findings_differ() -> None:
    assert len(set(SEVERITY_SIGN.values())) == len(Severity)


@pytest.mark.parametrize(("base", "tints"), [("#ffffff", LIGHT), ("#202020", DARK)])
def test_palette_chooses_the_table(base: str, tints: Tints) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(base))
    assert tints_of(palette) is tints
