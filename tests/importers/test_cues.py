"""Cue tables: files that a domain person may extend."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from importers import cues


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cues, "FOLDER", tmp_path)
    for loaded in (
        cues.cues,
        cues.weights,
        cues.firsts,
        cues.word_weights,
        cues.group,
        cues.pattern,
        cues.any_word,
    ):
        loaded.cache_clear()
    return tmp_path / "table.txt"


def test_cues_groups_and_remarks_are_read(table: Path) -> None:
    table.write_text("# head\n[one]\n甲\n乙  # why\n\n[two = -1.5]\n丙\n", encoding="utf-8")
    assert cues.cues("table") == {"": (), "one": ("甲", "乙"), "two": ("丙",)}
    assert cues.weights("table") == {"two": -1.5}
    assert cues.group("table", "one") == ("甲", "乙")


def test_cues_on_one_line_are_parted_by_blanks(table: Path) -> None:
    table.write_text("[one]\n甲 乙\u3000丙  # why\n丁\n", encoding="utf-8")
    assert cues.group("table", "one") == ("甲", "乙", "丙", "丁")


def test_not_behind_takes_words_of_any_length() -> None:
    found = re.compile(f"{cues.not_behind(['第', '之一', '唯'])}是")
    assert [bool(found.search(text)) for text in ("第是", "之一是", "一是")] == [
        False,
        False,
        True,
    ]


def test_group_may_weigh_more_at_the_beginning(table: Path) -> None:
    table.write_text("[one = 0.5, first = 2]\n甲\n[two = 1]\n乙\n", encoding="utf-8")
    assert cues.weights("table") == {"one": 0.5, "two": 1.0}
    assert cues.firsts("table") == {"one": 2.0}


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        ("[one]\n甲\n\n[two = x]\n", 4, "[two = x]"),
        ("# head\n[one\n", 2, "[one"),
        ("甲\none = 1]\n", 2, "one = 1]"),
        ("[one = 1, begin = 2]\n", 1, "[one = 1, begin = 2]"),
    ],
)
def test_broken_heading_is_refused_with_its_line(
    table: Path, lines: str, line: int, said: str
) -> None:
    table.write_text(lines, encoding="utf-8")
    with pytest.raises(cues.CueTableError) as error:
        cues.cues("table")
    assert f"table.txt 第 {line} 行“{said}”" in str(error.value)


def test_broken_weight_is_refused_with_its_line(table: Path) -> None:
    table.write_text("召开 = 2.5\n加强\n", encoding="utf-8")
    with pytest.raises(cues.CueTableError, match="第 2 行“加强”"):
        cues.word_weights("table")


def test_group_that_must_weigh_is_refused_without_weight(table: Path) -> None:
    table.write_text("[one = 1]\n甲\n[two]\n乙\n", encoding="utf-8")
    assert cues.weights_of("table", ["one"])["one"] == 1.0
    with pytest.raises(cues.CueTableError, match="第 3 行"):
        cues.weights_of("table", ["one", "two"])


def test_error_of_a_table_travels_between_processes() -> None:
    error = cues.CueTableError("narrative", 3, "[x", "…")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


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


# The table of words with weights has no groups.
GROUPED = sorted(path for path in cues.FOLDER.glob("*.txt") if path.stem != "narrative_beginnings")


def test_words_with_weights_are_there_once() -> None:
    lines = (cues.FOLDER / "narrative_beginnings.txt").read_text(encoding="utf-8").splitlines()
    words = [line.partition("=")[0].strip() for line in lines if "=" in line.partition("#")[0]]
    assert len(words) == len(set(words)) == len(cues.word_weights("narrative_beginnings"))


@pytest.mark.parametrize("path", GROUPED, ids=lambda path: path.stem)
def test_every_table_has_no_cue_twice_in_a_group(path: Path) -> None:
    for name, words in cues.cues(path.stem).items():
        assert len(words) == len(set(words)), name
