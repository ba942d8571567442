from pathlib import Path

import pytest

import services.parsing
from models.library import ReadFile
from models.node import Node, NodeKind
from models.notice import Reading
from models.progress import NeverCancelled, NoProgress
from models.source import SourceText
from models.values import NoticeKind
from services.parsing import ParsedFile, parse_files
from services.reading import ReadOutcome

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


def parsed(*paths: Path) -> list[ParsedFile]:
    return list(parse_files(paths, progress=NoProgress(), cancel=NeverCancelled()))


def test_files_come_in_order_with_notice_and_findings() -> None:
    first, second = parsed(SAMPLES / "linlan.txt", SAMPLES / "qingyu.txt")
    assert first.notice is not None
    assert second.notice is not None
    assert len(first.notice.outline.lowest_problems()) == 16
    assert len(second.notice.outline.lowest_problems()) == 13
    assert "K10" in {each.code for each in first.diagnostics}


def test_nothing_is_stored_so_ids_count_from_one() -> None:
    (only,) = parsed(SAMPLES / "lanchuan.txt")
    assert only.notice is not None
    assert only.notice.id == 0
    assert [node.id for node in only.notice.outline.walk()][:3] == [1, 2, 3]


def test_file_that_cannot_be_read_does_not_stop_the_rest(tmp_path: Path) -> None:
    gone, good = parsed(tmp_path / "不见了.txt", SAMPLES / "qingyu.txt")
    assert gone.notice is None
    assert gone.error is not None
    assert "不见了.txt" in gone.error
    assert good.notice is not None


def test_reading_that_is_unsound_is_a_failed_file(monkeypatch: pytest.MonkeyPatch) -> None:
    source = SourceText("文", "x.txt", "0" * 64, "plain_text")
    loose = Node(1, NodeKind.OUTCOME)
    reading = Reading(1, NoticeKind.OTHER, "", nodes=(loose,))
    outcome = ReadOutcome(Path("x.txt"), file=ReadFile(b"", source, reading))
    monkeypatch.setattr(services.parsing, "read_files", lambda *_, **__: iter([outcome]))
    (only,) = parsed(Path("x.txt"))
    assert only.error == "“x.txt”识读的结果前后不符，请把这份文件反馈给开发者。"
