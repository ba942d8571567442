import random
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.errors import EditError
from models.node import Node
from models.notice import Notice, Reading
from models.outline import Outline
from models.rereading import Rereading, reread
from models.source import Span
from tests.models.operations.fuzz import assert_sound, random_group
from tests.models.outlines import state_of
from tests.models.readings import random_reading, read_otherwise

many = settings(max_examples=250, deadline=None)
seeds = st.integers(0, 10**9)


def work(chance: random.Random, outline: Outline, steps: int = 10) -> None:
    for _ in range(steps):
        try:
            random_group(chance, outline)[1].apply(outline)
        except EditError:
            continue


def read_again(notice: Notice, new: Reading) -> Rereading:
    outline = notice.outline
    before = state_of(outline)
    found = reread(outline, notice.reading, new)
    assert state_of(outline) == before, "not pure"
    inverse = found.group.apply(outline)
    assert_sound(outline)
    inverse.apply(outline)
    assert state_of(outline) == before, "undo does not restore"
    found.group.apply(outline)
    return found


def worked_on(outline: Outline) -> dict[int, Node]:
    judged = {review.node_id for review in outline.reviews()}
    judged |= {note.node_id for note in outline.annotations() if note.node_id}
    return {
        node.id: node
        for node in outline.walk()
        if node.touched or node.machine_id is None or node.id in judged
    }


@many
@given(seeds)
@example(9349606)  # a node that a person moved has the rank it had, as its siblings got new ones
def test_reread_with_same_reading_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    notice = random_reading(chance)
    assert reread(notice.outline, notice.reading, notice.reading).is_empty
    work(chance, notice.outline)
    found = reread(notice.outline, notice.reading, notice.reading)
    assert found.group.edits == ()


@many
@given(seeds)
def test_reread_of_untouched_outline_gives_new_reading(seed: int) -> None:
    chance = random.Random(seed)
    notice = random_reading(chance)
    new = read_otherwise(chance, notice, 8)
    read_again(notice, new)
    seen = [
        (node.kind, node.number, node.spans, node.status, node.deadline_quote, node.machine_id)
        for node in notice.outline.walk()
    ]
    assert seen == [
        (node.kind, node.number, node.spans, node.status, node.deadline_quote, node.id)
        for node in new.nodes
    ]
    assert len(notice.outline.claims()) == len(new.claims)
    links = {
        (notice.outline.node(link.outcome).machine_id, notice.outline.node(link.measure).machine_id)
        for link in notice.outline.records()
        if link.key[0] == "link"
    }
    assert links == {(link.outcome, link.measure) for link in new.links}


@many
@given(seeds)
def test_reread_with_other_reading_keeps_all_work(seed: int) -> None:
    chance = random.Random(seed)
    notice = random_reading(chance)
    outline = notice.outline
    work(chance, outline)
    new = read_otherwise(chance, notice, 8)
    kept = worked_on(outline)
    reviews = {one.node_id: one for one in outline.reviews()}
    notes = {one.id for one in outline.annotations()}
    decided = [one for one in outline.damage() if one.accepted is not None]
    read_again(notice, new)
    for node_id, before in kept.items():
        after = outline.node(before.id)
        assert after.spans == before.spans, "the words of a person's node"
        assert (after.code, after.item_no, after.wording) == (
            before.code,
            before.item_no,
            before.wording,
        )
        assert after.touched == before.touched
        for name in before.touched & {"kind", "status", "deadline_quote", "person", "limit_class"}:
            assert getattr(after, name) == getattr(before, name)
        if node_id in reviews and outline.is_lowest_problem(before.id):
            assert outline.review(before.id) == reviews[before.id]
    assert notes <= {one.id for one in outline.annotations()}
    assert [one for one in outline.damage() if one.accepted is not None] == decided


@many
@given(seeds)
def test_reread_twice_with_same_reading_brings_and_takes_no_node(seed: int) -> None:
    chance = random.Random(seed)
    notice = random_reading(chance)
    work(chance, notice.outline, 6)
    new = read_otherwise(chance, notice, 6)
    read_again(notice, new)
    there = {node.id for node in notice.outline.walk()}
    reread(notice.outline, new, new).group.apply(notice.outline)
    assert {node.id for node in notice.outline.walk()} == there


@many
@given(seeds)
def test_reread_does_not_bring_back_what_a_person_deleted(seed: int) -> None:
    chance = random.Random(seed)
    notice = random_reading(chance)
    work(chance, notice.outline, 4)
    gone = {node.id for node in notice.reading.nodes} - {
        node.machine_id for node in notice.outline.walk()
    }
    again = replace(notice.reading, parser_version=2)
    found = reread(notice.outline, notice.reading, again)
    found.group.apply(notice.outline)
    assert not gone & {node.machine_id for node in notice.outline.walk()}


def test_words_of_made_node_are_not_taken_by_new_node() -> None:
    tried = 0
    for seed in range(300):
        chance = random.Random(seed)
        notice = random_reading(chance)
        work(chance, notice.outline, 6)
        made = [node for node in notice.outline.walk() if node.machine_id is None]
        if not made:
            continue
        owners = {span: notice.outline.owners(span) for node in made for span in node.body}
        read_again(notice, read_otherwise(chance, notice, 10))
        for span, owned in owners.items():
            assert notice.outline.owners(Span(span.start, span.end)) == owned
        tried += 1
    assert tried > 50


@pytest.mark.parametrize("seed", range(40))
def test_differences_name_every_node_that_comes_or_goes(seed: int) -> None:
    chance = random.Random(seed)
    notice = random_reading(chance)
    work(chance, notice.outline, 4)
    before = {node.id for node in notice.outline.walk()}
    found = read_again(notice, read_otherwise(chance, notice, 8))
    after = {node.id for node in notice.outline.walk()}
    told = [one for one in found.differences if one.sort == "added" and one.node_id]
    assert {one.node_id for one in told} == after - before
    nodes = ("方面", "主要", "具体", "整改", "完成", "意见")
    gone = [one for one in found.differences if one.sort == "removed" and one.subject[:2] in nodes]
    assert len(gone) == len(before - after)
