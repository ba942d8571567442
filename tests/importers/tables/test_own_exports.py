"""A workbook that Duizhang wrote comes back as the tree it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.ledger_columns import LedgerForm
from models.node import Node, NodeKind
from models.notice import Reading, unstored_notice
from models.source import SourceText
from models.values import NoticeKind
from services.exporting import export_ledger
from tests.conftest import PROJECT

SAMPLES = sorted((PROJECT / "resources" / "samples").glob("*.txt"))
# Ledgers print what a notice says of its state without the full stop.
_FULL_STOP = "。．.;；,，"

Shape = tuple[object, ...]


def shape(source: SourceText, reading: Reading) -> dict[str, list[Shape]]:
    """The nodes by the words of all that stands above them, measures and outcomes apart."""
    nodes = {node.id: node for node in reading.nodes}
    found: dict[str, list[Shape]] = {}
    for node in reading.nodes:
        key = f"{node.kind is NodeKind.OUTCOME} {_path(source, nodes.get(node.parent), nodes)}"
        found.setdefault(key, []).append(_said(source, node))
    return found


def _path(source: SourceText, node: Node | None, nodes: dict) -> str:
    if node is None:
        return ""
    return (
        _path(source, nodes.get(node.parent), nodes)
        + "/"
        + f"{node.number}{node.text(source.text)}"
    )


def _said(source: SourceText, node: Node) -> Shape:
    quote = node.status_quote.rstrip(_FULL_STOP) if node.status_quote else None
    who = (node.lead_person, node.lead_office, node.person)
    return (
        node.kind,
        node.number,
        node.text(source.text),
        node.status,
        quote,
        node.deadline_quote,
        node.deadline,
        *who,
    )


def come_back(path: Path, folder: Path, form: LedgerForm) -> None:
    source = read_source(path.read_bytes(), path.name)
    reading = read_notice(source)
    target = folder / "台账.xlsx"
    export_ledger([unstored_notice(source, reading)], target, form=form)
    returned = read_source(target.read_bytes(), target.name)
    again = read_notice(returned)
    assert again.kind is NoticeKind.LEDGER
    assert shape(returned, again) == shape(source, reading)


@pytest.mark.parametrize("form", LedgerForm)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_own_ledger_comes_back_as_the_same_tree(
    path: Path, form: LedgerForm, tmp_path: Path
) -> None:
    come_back(path, tmp_path, form)


@pytest.mark.real
@pytest.mark.parametrize("form", LedgerForm)
@pytest.mark.parametrize("name", ["kenli", "qinzhou", "zaozhuang", "zhangqiu"])
def test_own_ledger_of_a_real_notice_comes_back(
    name: str, form: LedgerForm, tmp_path: Path, shared_folder: Path
) -> None:
    come_back(shared_folder / "notices" / f"{name}.txt", tmp_path, form)
