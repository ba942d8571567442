"""Prints how well the reader does: by body dialect, by preface and by mutation (`python -m tests.importers.score_table`).

The notices are invented and rendered, so that what is in them is known; every figure is a share between 0 and 1.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from importers.outline.pipeline import read_notice
from importers.read import read_source
from tests.importers.rendering.content import BODIES, Body
from tests.importers.rendering.mutations import MUTATIONS, mutated
from tests.importers.rendering.render import Manner, render
from tests.importers.rendering.rendered import Rendered
from tests.importers.rendering.singles import ROUNDS, SINGLES
from tests.importers.rendering.styles import COMBINATIONS, STYLES, with_prefaces
from tests.importers.scoring import NAMES, Figures, mean, score

MANNERS: tuple[Manner, ...] = (*STYLES, *SINGLES, *ROUNDS, *COMBINATIONS)
_BODIES_A_MUTATION = 3  # each dialect meets each mutation with so many of the bodies, in turn


def figures_of(notice: Rendered) -> Figures:
    """The figures of one notice as it stands."""
    source = read_source(notice.text.encode("utf-8"), "notice.txt")
    return score(notice, source.text, read_notice(source))


def some_bodies(at: int, count: int) -> list[Body]:
    """So many of the bodies, beginning with another one for each `at`."""
    return [BODIES[(at + step) % len(BODIES)] for step in range(count)]


def under_mutation(name: str, manners: Sequence[Manner], count: int) -> dict[str, Figures]:
    """The figures of each manner of writing under a mutation, the mean of some bodies."""
    return {
        manner.name: Figures(
            mean([figures_of(mutated(manner, body, name)) for body in some_bodies(at, count)])
        )
        for at, manner in enumerate(manners)
    }


def main() -> int:
    """Prints the tables."""
    _print("dialect", {manner.name: _plain([manner]) for manner in MANNERS})
    prefaces = with_prefaces()
    _print("preface", {name: _plain(styles) for name, styles in prefaces.items()})
    _print("preface, mutated", {name: _mutated(styles) for name, styles in prefaces.items()})
    lowest: list[str] = []
    rows = {}
    for name in MUTATIONS:
        found = under_mutation(name, MANNERS, _BODIES_A_MUTATION)
        rows[name] = mean(list(found.values()))
        lowest += _below(name, found)
    _print("mutation", rows)
    sys.stdout.write("parents or items below 0.97\n" + "".join(f"  {line}\n" for line in lowest))
    return 0


def _plain(manners: Iterable[Manner]) -> dict[str, float]:
    return mean([figures_of(render(manner, body)) for manner in manners for body in BODIES])


def _mutated(manners: Sequence[Manner]) -> dict[str, float]:
    found = [figures for name in MUTATIONS for figures in under_mutation(name, manners, 1).values()]
    return mean(found)


def _below(name: str, found: dict[str, Figures]) -> list[str]:
    """The dialects that suffer most from a mutation, so that no mean hides them."""
    return [
        f"{name:16} {manner:6} parents {figures.values['parents']:.3f}  items {figures.values['items']:.3f}"
        for manner, figures in found.items()
        if min(figures.values["parents"], figures.values["items"]) < 0.97
    ]


def _print(head: str, rows: dict[str, dict[str, float]]) -> None:
    lines = [f"{head:16}" + "".join(f"{name:>14}" for name in NAMES)]
    lines += [
        f"{name:16}" + "".join(f"{row[column]:14.3f}" for column in NAMES)
        for name, row in rows.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")


if __name__ == "__main__":
    raise SystemExit(main())
