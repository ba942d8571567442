"""The command line and files that have a password or a marking."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import cli
from services.workspace import Workspace
from tests.importers.readers.encrypted_files import PASSWORD, encrypted

LINLAN = Path(__file__).resolve().parents[1] / "resources" / "samples" / "linlan.txt"


def run(*arguments: str | Path) -> int:
    return cli.run([str(argument) for argument in arguments])


@pytest.fixture(scope="module", autouse=True)
def _without_jieba() -> Iterator[None]:
    # It takes each worker a second to load.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "JiebaSegmenter", lambda _: None)
        yield


@pytest.mark.parametrize("command", ["parse", "check"])
def test_encrypted_file_is_read_with_its_password(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "加密.docx"
    path.write_bytes(encrypted())
    assert run(command, path) == 1
    assert "需要密码" in capsys.readouterr().err
    assert run(command, path, "--password", "错") == 1
    assert "密码不对" in capsys.readouterr().err
    assert run(command, path, "--password", PASSWORD) == 0
    assert capsys.readouterr().err == ""


def test_encrypted_file_is_imported_with_its_password(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, workspace = tmp_path / "加密.docx", tmp_path / "项目.duizhang"
    path.write_bytes(encrypted())
    assert run("import", workspace, path) == 1
    assert run("import", workspace, path, "--password", PASSWORD) == 0
    assert "\n新导入1份" in capsys.readouterr().out
    beside = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert PASSWORD.encode() not in beside
    assert PASSWORD.encode("utf-16-le") not in beside


def test_password_may_stand_in_the_environment_or_be_one_of_several(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "加密.docx"
    path.write_bytes(encrypted())
    assert run("check", path, "--password", "错", "--password", PASSWORD) == 0
    monkeypatch.setenv("DUIZHANG_PASSWORD", PASSWORD)
    assert run("check", path) == 0
    assert run("check", path, "--password", "错") == 0
    assert capsys.readouterr().err == ""


def test_password_is_asked_at_the_terminal_until_it_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.docx").write_bytes(encrypted())
    (tmp_path / "乙.docx").write_bytes(encrypted())
    asked: list[str] = []
    typed = iter(["错", PASSWORD])

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(typed)

    monkeypatch.setattr(cli, "_is_terminal", lambda _: True)
    monkeypatch.setattr("getpass.getpass", ask)
    assert run("check", tmp_path / "甲.docx", tmp_path / "乙.docx") == 0
    assert [words.split("（")[0] for words in asked] == [
        *("请输入“甲.docx”的密码", "密码不对，请再输入“甲.docx”的密码"),
    ]
    assert PASSWORD not in capsys.readouterr().out


def test_password_answered_with_an_interrupt_stops_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "乙.docx").write_bytes(encrypted())
    monkeypatch.setattr(cli, "_is_terminal", lambda _: True)
    monkeypatch.setattr("getpass.getpass", lambda _: signal.raise_signal(signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)
    assert run("import", tmp_path / "项目.duizhang", LINLAN, tmp_path / "乙.docx") == 1
    assert capsys.readouterr().err == "已取消，以上材料已经处理完\n"
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("answer", ["", EOFError()], ids=["enter", "end"])
def test_password_that_nobody_types_is_a_failed_file(
    answer: str | EOFError, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "甲.docx").write_bytes(encrypted())

    def ask(_: str) -> str:
        if isinstance(answer, EOFError):
            raise answer
        return answer

    monkeypatch.setattr(cli, "_is_terminal", lambda _: True)
    monkeypatch.setattr("getpass.getpass", ask)
    assert run("check", tmp_path / "甲.docx", LINLAN) == 1


def test_marked_file_is_imported_only_when_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, workspace = tmp_path / "甲.txt", tmp_path / "项目.duizhang"
    path.write_text("机密★1年\n" + LINLAN.read_text(encoding="utf-8"), encoding="utf-8")
    assert run("import", workspace, path) == 1
    assert "标有“机密★1年”，没有导入" in capsys.readouterr().err
    with Workspace.open(workspace) as opened:
        assert opened.library() == ()
    assert run("import", workspace, path, "--allow-marked") == 0
    assert "新导入1份" in capsys.readouterr().out
