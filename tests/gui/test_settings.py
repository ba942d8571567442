from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSettings

from gui.settings import Purpose, Selection, Settings
from models import labels
from models.annotation import Person
from models.ids import NodeId, NoticeId, new_id


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "fresh.ini"), QSettings.Format.IniFormat))


def reopened(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "fresh.ini"), QSettings.Format.IniFormat))


def test_nothing_is_known_before_the_first_start(fresh: Settings) -> None:
    assert fresh.person is None
    assert fresh.workspace is None
    assert fresh.purpose is Purpose.REVIEW
    assert fresh.verdicts == labels.VERDICTS
    assert fresh.office_word == "部门"
    assert fresh.selection(Path("/x")) == Selection()
    assert fresh.state("geometry") is None
    assert not fresh.is_large_type


def test_everything_comes_back_from_disk(fresh: Settings, tmp_path: Path) -> None:
    selection = Selection(NoticeId(new_id()), NodeId(2**62 - 1))
    fresh.person = Person("张三", "巡察办, 一处")
    fresh.purpose = Purpose.RESEARCH
    fresh.verdicts = ("通过",)
    fresh.office_word = "科室"
    fresh.is_large_type = True
    fresh.remember_workspace(tmp_path / "甲.duizhang")
    fresh.remember_selection(tmp_path / "甲.duizhang", selection)
    fresh.keep_state("geometry", QByteArray(b"\x00\x01"))
    fresh.keep_choice("paper", "1")
    fresh.sync()
    again = reopened(tmp_path)
    assert again.person == Person("张三", "巡察办, 一处")
    assert again.purpose is Purpose.RESEARCH
    assert again.verdicts == ("通过",)
    assert again.office_word == "科室"
    assert again.is_large_type
    assert again.workspace == tmp_path / "甲.duizhang"
    assert again.selection(tmp_path / "甲.duizhang") == selection
    assert again.selection(tmp_path / "乙.duizhang") == Selection()
    assert again.state("geometry") == QByteArray(b"\x00\x01")
    assert again.choice("paper") == "1"
    assert again.choice("folder", "x") == "x"


def test_recent_workspaces_are_latest_first_each_once(fresh: Settings) -> None:
    for name in ("a", "b", "a", *"cdefghi"):
        fresh.remember_workspace(Path(f"/{name}"))
    assert fresh.recent == [Path(f"/{name}") for name in "ihgfedca"]
    assert fresh.workspace == Path("/i")


@pytest.mark.parametrize("broken", ["{", '"text"', "3"])
def test_broken_values_count_as_absent(tmp_path: Path, broken: str) -> None:
    store = QSettings(str(tmp_path / "broken.ini"), QSettings.Format.IniFormat)
    store.setValue("review/verdicts", broken)
    store.setValue("person/purpose", "juggling")
    settings = Settings(store)
    assert settings.verdicts == labels.VERDICTS
    assert settings.purpose is Purpose.REVIEW
