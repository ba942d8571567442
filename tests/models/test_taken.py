from models.taken import Taken


def test_taken_tells_ranges_that_share_a_sign_from_those_that_only_touch() -> None:
    taken = Taken(100, 200)
    taken.add(110, 120)

    assert taken.holds(119, 125)
    assert taken.holds(105, 111)
    assert taken.holds(100, 200)
    assert not taken.holds(120, 125)
    assert not taken.holds(100, 110)
