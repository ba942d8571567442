import sys

import pytest

from gui import preflight

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux libraries")


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Libraries that the test takes away."""
    gone: set[str] = set()
    monkeypatch.setattr(preflight, "_can_load", lambda name: name not in gone)
    monkeypatch.setattr(preflight, "_can_reach", lambda name: True)
    return gone


def test_nothing_missing_says_nothing(absent: set[str]) -> None:
    assert preflight.missing_for_window({"DISPLAY": ":0"}) == []
    assert preflight.missing_for_picture() == []


def test_absent_display_is_named_with_a_way_on(absent: set[str]) -> None:
    (sentence,) = preflight.missing_for_window({})
    assert "DISPLAY" in sentence
    assert "xvfb" in sentence


def test_display_that_does_not_answer_is_named(
    absent: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "_can_reach", lambda name: False)
    (sentence,) = preflight.missing_for_window({"DISPLAY": ":77"})
    assert ":77" in sentence


@pytest.mark.parametrize(
    ("library", "package"),
    [("libEGL.so.1", "libegl1"), ("libxcb-cursor.so.0", "libxcb-cursor0")],
)
def test_absent_library_names_its_package(absent: set[str], library: str, package: str) -> None:
    absent.add(library)
    (sentence,) = preflight.missing_for_window({"DISPLAY": ":0"})
    assert library in sentence
    assert f"sudo apt install {package}" in sentence


def test_wayland_needs_no_xcb_libraries(absent: set[str]) -> None:
    absent.add("libxcb-cursor.so.0")
    assert preflight.missing_for_window({"WAYLAND_DISPLAY": "wayland-0"}) == []


def test_offscreen_needs_neither_display_nor_xcb(absent: set[str]) -> None:
    absent.add("libxcb-cursor.so.0")
    assert preflight.missing_for_window({"QT_QPA_PLATFORM": "offscreen"}) == []
    absent.add("libEGL.so.1")
    assert len(preflight.missing_for_window({"QT_QPA_PLATFORM": "offscreen"})) == 1


def test_unreachable_x_server_is_found_out_without_aborting() -> None:
    assert preflight._can_reach(":987") is False
    assert preflight._can_load("libno-such-thing.so.9") is False
