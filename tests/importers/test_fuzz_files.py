"""Damaged files of every format end in a text or a refusal; so do those that once did not."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from importers.read import READERS, read_source
from models.errors import ImportFailed, PasswordNeeded
from services.file_source import HeldFile
from services.reading import FileReader
from tests.importers.fuzz_files import CRASHES, PASSWORD, cases, findings, keep, seeds
from tests.services import reading_fakes

# Encrypted by a program that gets short streams wrong: it was told as a wrong password.
SHORT = "1fe7a6b9a100.docx"
_SEED, _COUNT = 20251121, 72


def test_seeds_reach_every_reader() -> None:
    names = set()
    for name, data in seeds().items():
        try:
            names.add(read_source(data, name, PASSWORD).reader)
        except PasswordNeeded:  # the locked PDF has another one
            continue
    assert names == {reader.name for reader in READERS}


def test_damaged_files_give_a_text_or_a_refusal() -> None:
    found = [f"{file.name}: {one.error}" for file, one in findings(islice(cases(_SEED), _COUNT))]
    assert found == []


def test_files_that_once_broke_a_reader_no_longer_do() -> None:
    kept = [HeldFile(path.name, path.read_bytes()) for path in sorted(CRASHES.glob("*.*"))]
    assert kept
    assert [f"{file.name}: {one.error}" for file, one in findings(kept, FileReader())] == []


def test_cases_are_the_same_for_the_same_seed_and_mostly_damaged() -> None:
    first, second = list(islice(cases(7), 40)), list(islice(cases(7), 40))
    assert first == second
    assert len({file.data for file in first} - set(seeds().values())) > 35


def test_findings_name_what_breaks_a_reader(tmp_path: Path) -> None:
    words = ("broken", "die", "memory", "refuse", "fine")
    files = [HeldFile(f"{word}.txt", word.encode()) for word in words]
    found = [file for file, _ in findings(files, reading_fakes.read)]
    assert [file.data for file in found] == [b"broken", b"die", b"memory"]
    kept = keep(found[0], tmp_path)
    assert (kept.read_bytes(), kept.suffix) == (b"broken", ".txt")


def test_some_damage_is_refused_with_a_sentence() -> None:
    sentences = [said for file in islice(cases(3), 30) for said in _refusal(file)]
    assert sentences
    assert all(sentence.endswith("。") for sentence in sentences)


def _refusal(file: HeldFile) -> list[str]:
    try:
        read_source(file.data, file.name)
    except ImportFailed as error:
        return [str(error)]
    return []


def test_right_password_for_a_broken_package_is_damage_not_a_wrong_password() -> None:
    path = CRASHES / SHORT
    with pytest.raises(ImportFailed, match="加密部分已损坏") as failed:
        read_source(path.read_bytes(), path.name, PASSWORD)
    assert not isinstance(failed.value, PasswordNeeded)
