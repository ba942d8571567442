"""What every test shares: no screen, a home of its own, the folder of the real notices."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
SHARED = PROJECT.parent / "shared"

_HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}


@pytest.fixture(scope="session", autouse=True)
def _isolated_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # One for the whole run: Qt and jieba look these folders up once a process.
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, below in _HOME_VARIABLES.items():
            folder = home / below
            folder.mkdir(parents=True, exist_ok=True)
            patch.setenv(name, str(folder))
        yield home


@pytest.fixture(autouse=True)
def _isolated_settings(tmp_path: Path) -> None:
    qt = sys.modules.get("PySide6.QtCore")
    if qt is None:
        return
    for form in (qt.QSettings.Format.NativeFormat, qt.QSettings.Format.IniFormat):
        qt.QSettings.setPath(form, qt.QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """The folder with the real notices and what a careful reader finds in them; tests marked `real` ask for it."""
    if (SHARED / "notices").is_dir():
        return SHARED
    missing = f"the real notices are not here: {SHARED}"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def pytest_configure() -> None:
    """Before anything of Qt is loaded: tests draw offscreen unless they are told otherwise."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_API", "pyside6")
