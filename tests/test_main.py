import sys
from types import ModuleType

import pytest

import main


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Records what the window is started with."""
    started: list[list[str]] = []
    fake = ModuleType("gui.app")

    def run_window(arguments: list[str]) -> int:
        started.append(list(arguments))
        return 7

    fake.run_window = run_window
    monkeypatch.setitem(sys.modules, "gui.app", fake)
    return started


@pytest.mark.parametrize("arguments", [[], ["open", "项目.duizhang", "通报.txt"]])
def test_window_is_started(arguments: list[str], window: list[list[str]]) -> None:
    assert main.main(arguments) == 7
    assert window == [arguments]


def test_all_else_goes_to_the_command_line(
    window: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["doctor", "项目.duizhang"]) == 2
    assert window == []
    assert "后续版本" in capsys.readouterr().err


def test_help_of_open_needs_no_window(
    window: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["open", "--help"]) == 0
    assert window == []
    assert "用法：main.py open" in capsys.readouterr().out
