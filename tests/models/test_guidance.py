from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.guidance import Guidance, united, without
from models.source import Span

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 12)).map(lambda at: Span(at[0], at[0] + at[1])),
    max_size=6,
)


def signs(places: tuple[Span, ...] | list[Span]) -> set[int]:
    return {at for span in places for at in range(span.start, span.end)}


@given(spans)
def test_united_holds_the_same_signs_in_order_and_apart(places: list[Span]) -> None:
    found = united(places)
    assert signs(found) == signs(places)
    assert all(one.end < other.start for one, other in pairwise(found))


@given(spans, spans)
def test_without_leaves_exactly_the_signs_that_are_not_cut(
    places: list[Span], cut: list[Span]
) -> None:
    assert signs(without(places, cut)) == signs(places) - signs(cut)


@given(st.lists(st.tuples(st.booleans(), spans), max_size=6))
def test_what_was_said_last_of_a_place_holds(said: list[tuple[bool, list[Span]]]) -> None:
    guidance = Guidance()
    wanted: dict[int, bool] = {}
    for is_clutter, places in said:
        guidance = guidance.cluttering(places) if is_clutter else guidance.restoring(places)
        wanted |= dict.fromkeys(signs(places), is_clutter)
    assert signs(guidance.cluttered) == {at for at, is_clutter in wanted.items() if is_clutter}
    assert signs(guidance.restored) == {at for at, is_clutter in wanted.items() if not is_clutter}
