"""Every dialect of the catalogue, and further combinations, rendered from a structure and read again."""

from __future__ import annotations

import random

import pytest

from importers.outline.pipeline import read_notice
from importers.read import read_source
from models.notice import unstored_notice
from models.source import own_words
from models.values import NoticeKind
from tests.importers.rendering.chance import random_style
from tests.importers.rendering.content import BODIES, Body
from tests.importers.rendering.mutations import DAMAGING, MUTATIONS, mutated
from tests.importers.rendering.render import Manner, render
from tests.importers.rendering.rendered import Rendered
from tests.importers.rendering.styles import with_prefaces
from tests.importers.score_table import MANNERS, some_bodies
from tests.importers.scoring import overlapping, score

PREFACES = with_prefaces()


def _figures(notice: Rendered) -> dict[str, float]:
    source = read_source(notice.text.encode("utf-8"), "notice.txt")
    reading = read_notice(source)
    unstored_notice(source, reading)  # the outline accepts it: parents, words, links
    assert reading.kind is NoticeKind.RECTIFICATION_NOTICE
    assert not overlapping(reading)
    for node in reading.nodes:
        assert node.text(source.text) == own_words(source.text, node.body)
    return score(notice, source.text, reading).values


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.short)
@pytest.mark.parametrize("manner", MANNERS, ids=lambda manner: manner.name)
def test_dialect_is_read_whole(manner: Manner, body: Body) -> None:
    figures = _figures(render(manner, body))
    assert all(value >= 0.99 for value in figures.values()), figures


@pytest.mark.parametrize("seed", range(120))
def test_dialect_put_together_by_chance_is_read_whole(seed: int) -> None:
    style = random_style(f"R{seed}", random.Random(seed))
    figures = _figures(render(style, BODIES[seed % len(BODIES)]))
    assert all(value >= 0.97 for value in figures.values()), (style, figures)


@pytest.mark.parametrize("mutation", ["slips", "misprints", *sorted(DAMAGING - {"run_on"})])
def test_dialects_put_together_by_chance_survive_damage_taken_together(mutation: str) -> None:
    found = [
        _figures(mutated(random_style(f"R{seed}", random.Random(seed)), BODIES[seed % 6], mutation))
        for seed in range(1000, 1040)
    ]
    for name in ("parents", "items"):
        assert sum(figures[name] for figures in found) / len(found) >= 0.94, name


@pytest.mark.parametrize("mutation", [name for name in MUTATIONS if name not in DAMAGING])
@pytest.mark.parametrize("at", range(len(MANNERS)), ids=lambda at: MANNERS[at].name)
def test_dialect_survives_mutation(at: int, mutation: str) -> None:
    (body,) = some_bodies(at, 1)
    figures = _figures(mutated(MANNERS[at], body, mutation))
    assert figures["parents"] >= 0.97
    assert figures["items"] >= 0.97


@pytest.mark.parametrize("mutation", sorted(DAMAGING))
def test_dialects_survive_damage_taken_together(mutation: str) -> None:
    """A single notice may lose what no reader could know; over all dialects little is lost."""
    found = [
        _figures(mutated(manner, body, mutation))
        for at, manner in enumerate(MANNERS)
        for body in some_bodies(at, 2)
    ]
    for name in ("parents", "items"):
        assert sum(figures[name] for figures in found) / len(found) >= 0.97, name


@pytest.mark.parametrize("preface", PREFACES)
def test_preface_is_told_from_the_account(preface: str) -> None:
    for style in PREFACES[preface]:
        for body in BODIES[:2]:
            figures = _figures(render(style, body))
            assert all(value >= 0.99 for value in figures.values()), (style.name, figures)


@pytest.mark.parametrize("preface", PREFACES)
def test_preface_is_told_from_the_account_after_mutations(preface: str) -> None:
    found = [
        _figures(mutated(style, body, name))
        for name in MUTATIONS
        for at, style in enumerate(PREFACES[preface])
        for body in some_bodies(at, 1)
    ]
    for name in ("parents", "items"):
        assert sum(figures[name] for figures in found) / len(found) >= 0.98, name
