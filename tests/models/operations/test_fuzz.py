import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.codec import decode_record, encode_record
from models.edits import EditGroup
from models.errors import EditError
from models.outline import Outline
from tests.models.operations.fuzz import (
    ACTIONS,
    assert_sound,
    owned_signs,
    random_group,
    random_notice,
)
from tests.models.outlines import state_of

_KEEPS_NO_WORDS = {"delete_node"}


def do_some(chance: random.Random, outline: Outline, steps: int) -> list[EditGroup]:
    done = []
    for _ in range(steps):
        before, owned = state_of(outline), owned_signs(outline)
        try:
            name, group = random_group(chance, outline)
        except EditError:
            assert state_of(outline) == before
            continue
        assert state_of(outline) == before, f"{name} is not pure"
        done.append(group.apply(outline))
        assert_sound(outline)
        assert name in _KEEPS_NO_WORDS or owned <= owned_signs(outline), f"{name} lost words"
    return done


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_random_actions_keep_the_outline_sound_and_undo_exactly(seed: int) -> None:
    chance = random.Random(seed)
    outline = random_notice(chance).outline
    assert_sound(outline)
    begin = state_of(outline)
    inverses = do_some(chance, outline, 12)
    end = state_of(outline)
    again = [inverse.apply(outline) for inverse in reversed(inverses)]
    assert state_of(outline) == begin
    for group in reversed(again):
        group.apply(outline)
    assert state_of(outline) == end


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_round_trips_through_the_log_and_back(name: str) -> None:
    tried = 0
    for seed in range(400):
        chance = random.Random(seed)
        outline = random_notice(chance).outline
        before = state_of(outline)
        try:
            group = ACTIONS[name](chance, outline)
        except EditError:
            continue
        for edit in group.edits:
            for record in (edit.before, edit.after):
                assert decode_record(json.loads(json.dumps(encode_record(record)))) == record
        group.apply(outline).apply(outline)
        assert state_of(outline) == before
        assert group.label
        tried += bool(group.edits)
        if tried == 15:
            return
    assert tried == 15, "too few outlines on which it does anything"
