"""Prints how well the reader does: by body dialect and by mutation (`python -m tests.importers.score_table`).

The notices are invented and rendered, so that what is in them is known; every figure is a share between 0 and 1.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from importers.outline.pipeline import read_notice
from importers.read import read_source
from tests.importers.rendering.content import BODIES
from tests.importers.rendering.mutations import MUTATIONS, mutated
from tests.importers.rendering.render import Rendered, render
from tests.importers.rendering.styles import COMBINATIONS, STYLES, Style
from tests.importers.scoring import Figures, mean, score

COLUMNS = ("headings", "heading_ends", "parents", "items", "numbers", "item_numbers", "status")


def figures_of(notice: Rendered) -> Figures:
    """The figures of one notice as it stands."""
    source = read_source(notice.text.encode("utf-8"), "notice.txt")
    return score(notice, source.text, read_notice(source))


def by_style(styles: Sequence[Style], mutation: str | None = None) -> dict[str, dict[str, float]]:
    """The mean figures of every style over all bodies."""
    rows = {}
    for style in styles:
        shown = [
            mutated(style, body, mutation) if mutation else render(style, body) for body in BODIES
        ]
        rows[style.name] = mean([figures_of(notice) for notice in shown])
    return rows


def main() -> int:
    """Prints both tables."""
    styles = (*STYLES, *COMBINATIONS)
    _print("dialect", by_style(styles))
    rows = {}
    for mutation in MUTATIONS:
        found = by_style(styles, mutation)
        rows[mutation] = {
            name: sum(row[name] for row in found.values()) / len(found) for name in COLUMNS
        }
    _print("mutation", rows)
    return 0


def _print(head: str, rows: dict[str, dict[str, float]]) -> None:
    lines = [f"{head:16}" + "".join(f"{name:>14}" for name in COLUMNS)]
    lines += [
        f"{name:16}" + "".join(f"{row[column]:14.3f}" for column in COLUMNS)
        for name, row in rows.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n\n")


if __name__ == "__main__":
    raise SystemExit(main())
