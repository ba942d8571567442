"""Cue tables: files that a domain person may extend."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import cues


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cues, "FOLDER", tmp_path)
    for loaded in (cues.cues, cues.weights, cues.word_weights, cues.group, cues.pattern):
        loaded.cache_clear()
    return tmp_path / "table.txt"


def test_cues_groups_and_remarks_are_read(table: Path) -> None:
    table.write_text("# head\n[one]\n甲\n乙  # why\n\n[two = -1.5]\n丙\n", encoding="utf-8")
    assert cues.cues("table") == {"": (), "one": ("甲", "乙"), "two": ("丙",)}
    assert cues.weights("table") == {"two": -1.5}
    assert cues.group("table", "one") == ("甲", "乙")


def test_word_weights_are_read(table: Path) -> None:
    table.write_text("召开 = 2.5\n加强 = -1\n", encoding="utf-8")
    assert cues.word_weights("table") == {"召开": 2.5, "加强": -1.0}


def test_pattern_longest_cue_wins(table: Path) -> None:
    table.write_text("[one]\n整改\n整改情况\n", encoding="utf-8")
    found = cues.pattern("table", "one").search("整改情况")
    assert found is not None
    assert found[0] == "整改情况"


def test_any_of_ellipsis_stands_for_a_few_signs() -> None:
    assert cues.any_of(["争取…前"]).count("{0,6}") == 1


@pytest.mark.parametrize("path", sorted(cues.FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_table_has_no_cue_twice_in_a_group(path: Path) -> None:
    for name, words in cues.cues(path.stem).items():
        assert len(words) == len(set(words)), name
