"""All cues of a table in one pass."""

from __future__ import annotations

import pytest

from importers.outline.narrative.cue_index import CueIndex

_TABLE = {
    "act": ("召开", "拟定", "开"),
    "bound": ("^要求", "^拟"),
    "near": ("有…必",),
    "far": ("将……纳入",),
}


@pytest.mark.parametrize(
    ("text", "start", "anywhere", "at_start"),
    [
        ("召开会议,", 0, {"act"}, {"act"}),
        ("会议召开,", 0, {"act"}, set()),
        ("会议要求,", 0, set(), set()),
        ("会议要求,", 2, {"bound"}, {"bound"}),
        ("拟定办法,", 0, {"act", "bound"}, {"act", "bound"}),
        ("有诉必查,", 0, {"near"}, {"near"}),
        ("有一二三四五六七必,", 0, set(), set()),
        ("将一二三四五六七纳入,", 0, {"far"}, {"far"}),
        ("将一,二纳入,", 0, set(), set()),
        ("", 0, set(), set()),
    ],
)
def test_cues_are_found_anywhere_and_at_the_beginning(
    text: str, start: int, anywhere: set[str], at_start: set[str]
) -> None:
    assert CueIndex(_TABLE).found_in(text, start) == (anywhere, at_start)


def test_cue_at_the_beginning_of_one_group() -> None:
    index = CueIndex(_TABLE)
    assert index.begins_with("拟召开", "bound")
    assert not index.begins_with("拟召开", "act")
