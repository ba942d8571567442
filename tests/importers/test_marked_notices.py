"""Invented notices of many kinds of bodies, each in a form of its own: the outline is the one a careful reader marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.marked import FOLDER, load, outline_of
from tests.importers.reading import read


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_marked_notice_is_read_as_marked(path: Path) -> None:
    notice = load(path)
    assert outline_of(read(notice.text), notice.text) == notice.outline
