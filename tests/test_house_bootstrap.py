"""Setting up and starting: what `make run` and `make test` rest on."""

from __future__ import annotations

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts import bootstrap

PROJECT = Path(__file__).resolve().parents[1]
LISTS = ("requirements.txt", "requirements-dev.txt", "requirements-glibc228.txt")


def versions(pins: list[str]) -> dict[str, str]:
    return dict(line.lower().replace("-", "_").split("==") for line in pins)


class Shop:
    """A `.venv` that is filled without pip: remembers what was asked of it."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.installed: list[list[str]] = []
        for name in LISTS:
            shutil.copy(PROJECT / name, folder)
        monkeypatch.setattr(bootstrap, "PROJECT", str(folder))
        monkeypatch.setattr(bootstrap, "VENV", str(folder / ".venv"))
        monkeypatch.setattr(bootstrap, "find_python", lambda: sys.executable)
        monkeypatch.setattr(bootstrap, "make_venv", self._make)
        monkeypatch.setattr(bootstrap, "is_usable", os.path.exists)
        monkeypatch.setattr(bootstrap, "install", self._install)

    def _make(self, python: str) -> None:
        target = Path(bootstrap.venv_python())
        target.parent.mkdir(parents=True)
        target.symlink_to(python)

    def _install(self, python: str, wanted: list[str]) -> None:
        self.installed.append(wanted)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.setattr(bootstrap, "has_old_glibc", lambda: False)
    return Shop(tmp_path, monkeypatch)


def test_bootstrap_is_parsed_by_python_3_6() -> None:
    source = Path(bootstrap.__file__).read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    tops = {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }
    assert tops <= {"hashlib", "os", "platform", "shutil", "subprocess", "sys"}


@pytest.mark.parametrize("name", LISTS)
def test_pinned_list_names_versions_and_no_places(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[\w-]+==[\w.]+", line)] == []
    assert "://" not in text


@pytest.mark.parametrize("old", [False, True], ids=["new glibc", "old glibc"])
def test_pins_lie_within_the_declared_ranges(old: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "has_old_glibc", lambda: old)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = versions(bootstrap.pins(development=False))
    for wanted in map(Requirement, project["dependencies"]):
        assert wanted.specifier.contains(pinned[wanted.name.lower().replace("-", "_")])


def test_licences_of_all_pinned_packages_are_named() -> None:
    named = (PROJECT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower().replace("-", "_")
    assert [
        name for name in versions(bootstrap.lines_of("requirements.txt")) if name not in named
    ] == []


def test_environment_first_time_is_made_and_filled(shop: Shop) -> None:
    python = bootstrap.ensure_environment(development=False)
    assert Path(python).exists()
    assert shop.installed == [bootstrap.lines_of("requirements.txt")]


def test_environment_second_time_asks_nothing_of_pip(shop: Shop) -> None:
    bootstrap.ensure_environment(development=False)
    bootstrap.ensure_environment(development=False)
    assert len(shop.installed) == 1


def test_environment_after_changed_pin_is_filled_again(shop: Shop) -> None:
    bootstrap.ensure_environment(development=False)
    with (shop.folder / "requirements.txt").open("a") as pinned:
        pinned.write("six==1.16.0\n")
    bootstrap.ensure_environment(development=False)
    assert len(shop.installed) == 2


def test_environment_of_another_python_is_filled_again(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.ensure_environment(development=False)
    monkeypatch.setattr(bootstrap, "version_of", lambda _python: "3.99.0")
    bootstrap.ensure_environment(development=False)
    assert len(shop.installed) == 2


def test_environment_for_tests_serves_the_program_too(shop: Shop) -> None:
    bootstrap.ensure_environment(development=True)
    bootstrap.ensure_environment(development=False)
    assert len(shop.installed) == 1
    assert set(bootstrap.lines_of("requirements-dev.txt")) <= set(shop.installed[0])


def test_environment_of_the_program_does_not_serve_tests(shop: Shop) -> None:
    bootstrap.ensure_environment(development=False)
    bootstrap.ensure_environment(development=True)
    assert len(shop.installed) == 2


@pytest.mark.parametrize(
    ("answer", "words"),
    [(((3, 11), False), "python3-venv"), (((3, 6), True), "3.11"), (((0, 0), False), "3.11")],
    ids=["no venv module", "too old", "does not run"],
)
def test_missing_python_is_named_in_a_sentence(
    answer: tuple[tuple[int, int], bool], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "probe", lambda _python: answer)
    with pytest.raises(bootstrap.SetupError) as raised:
        bootstrap.find_python()
    chinese, english = raised.value.sentences
    assert words in chinese
    assert words in english


def test_newer_python_elsewhere_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"/usr/bin/python3.12": ((3, 12), True)}
    monkeypatch.setattr(bootstrap, "probe", lambda python: answers.get(python, ((3, 9), True)))
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    assert bootstrap.find_python() == "/usr/bin/python3.12"


def test_probe_of_this_python_tells_its_version() -> None:
    version, _ = bootstrap.probe(sys.executable)
    assert version == sys.version_info[:2]


def test_probe_of_what_does_not_run_tells_nothing(tmp_path: Path) -> None:
    assert bootstrap.probe(str(tmp_path / "python3")) == ((0, 0), False)


def test_version_of_a_foreign_environment_is_its_own(shop: Shop) -> None:
    assert bootstrap.version_of(sys.executable) == sys.version
    assert bootstrap.version_of(str(shop.folder / "nothing")) == ""


def test_pip_failure_is_told_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path))
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    with pytest.raises(bootstrap.SetupError, match="PIP_FIND_LINKS"):
        bootstrap.install(sys.executable, ["duizhang-no-such-package==1"])


def test_folder_that_cannot_hold_an_environment_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(bootstrap, "VENV", str(tmp_path / "file" / ".venv"))
    with pytest.raises(bootstrap.SetupError, match=r"\.venv"):
        bootstrap.make_venv(sys.executable)


def test_main_failure_is_a_sentence_and_status_1(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_python: str, _wanted: list[str]) -> None:
        raise bootstrap.SetupError("没有网络", "no network")

    monkeypatch.setattr(bootstrap, "install", refuse)
    assert bootstrap.main(["env"]) == 1
    assert "没有网络\nno network\n" in capsys.readouterr().err


def test_main_unknown_word_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["install"]) == 2
    assert "make run" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("glibc", "old"),
    [
        (("glibc", "2.28"), True),
        (("glibc", "2.34"), False),
        (("glibc", "2.36"), False),
        (("", ""), False),
    ],
)
def test_old_glibc_is_recognised(
    glibc: tuple[str, str], old: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("platform.libc_ver", lambda: glibc)
    assert bootstrap.has_old_glibc() is old
    held = bootstrap.lines_of("requirements-glibc228.txt" if old else "requirements.txt")
    wanted = versions(bootstrap.pins(development=False))
    assert wanted["pyside6_essentials"] == versions(held)["pyside6_essentials"]


@pytest.mark.parametrize(
    ("platform", "environment", "shown"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ("linux", {"QT_QPA_PLATFORM": "vnc"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_display_is_recognised(
    platform: str, environment: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert bootstrap.has_display() is shown


@pytest.mark.parametrize(("display", "started"), [(True, "main.py"), (False, "scripts.demo")])
def test_run_without_display_starts_the_demo(
    display: bool, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "has_display", lambda: display)
    monkeypatch.setattr(os, "execv", lambda _python, command: commands.append(command))
    monkeypatch.setattr(os, "chdir", lambda _folder: None)
    bootstrap.start("python", [])
    assert started in commands[0][-1]


def test_say_writes_chinese_where_the_locale_is_c(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="ascii"))
    bootstrap.say("缺少组件")
    assert raw.getvalue().decode("utf-8") == "缺少组件\n"


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_without_python_names_the_package(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "Makefile", tmp_path)
    done = subprocess.run(
        [str(shutil.which("make")), "run"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode != 0
    assert "python3-venv" in done.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_targets_that_documents_name_exist() -> None:
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    for name in ("README.md", "README.zh-CN.md", "CONTRIBUTING.md", ".ci/run"):
        text = (PROJECT / name).read_text(encoding="utf-8")
        assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
