import random

from hypothesis import given, settings
from hypothesis import strategies as st

from models.edits import EditGroup
from models.errors import EditError
from models.outline import Outline
from models.transition import edits_between
from tests.models.operations.fuzz import assert_sound, random_group, random_notice
from tests.models.outlines import outline_of, state_of


def changed_copy(chance: random.Random, outline: Outline) -> Outline:
    copy = Outline(outline.length, outline.records())
    copy.text = outline.text
    for _ in range(20):
        try:
            random_group(chance, copy)[1].apply(copy)
        except EditError:
            continue
    return copy


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9))
def test_edits_between_any_two_outlines_lead_there_and_back(seed: int) -> None:
    chance = random.Random(seed)
    outline = random_notice(chance).outline
    wanted = changed_copy(chance, outline)
    before = state_of(outline)
    group = EditGroup("改", edits_between(outline, wanted.records()))
    assert state_of(outline) == before
    inverse = group.apply(outline)
    assert_sound(outline)
    assert state_of(outline) == state_of(wanted)
    inverse.apply(outline)
    assert state_of(outline) == before


def test_edits_between_same_records_are_none() -> None:
    outline = outline_of("problem 1 学习不够。\n  measure (1) 制定计划。")
    assert edits_between(outline, outline.records()) == ()


def test_edits_between_changed_words_leave_other_nodes_alone() -> None:
    outline = outline_of("problem 1 学习不够。\n  measure (1) 制定计划。\n  measure (2) 落实。")
    nodes = {record.key: record for record in outline.records()}
    del nodes["node", 3]
    (edit,) = edits_between(outline, nodes.values())
    assert edit.key == ("node", 3)
