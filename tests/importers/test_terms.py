"""jieba behind the port."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from importers import terms
from importers.terms import JiebaSegmenter

SENTENCE = "局党组严格落实“第一议题”制度，开展对账销号。"


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> JiebaSegmenter:
    return JiebaSegmenter(tmp_path_factory.mktemp("terms"))


def test_words_joined_give_the_text(segmenter: JiebaSegmenter) -> None:
    assert "".join(segmenter.words(SENTENCE)) == SENTENCE


def test_terms_carry_meaning_and_know_the_domain(segmenter: JiebaSegmenter) -> None:
    found = list(segmenter.terms(SENTENCE))
    assert "第一议题" in found
    assert "对账销号" in found
    assert all(len(word) > 1 for word in found)


def test_terms_from_several_threads(segmenter: JiebaSegmenter) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(segmenter.words, [SENTENCE] * 8))
    assert all(words == found[0] for words in found)


def test_segmenter_is_lazy_and_keeps_its_cache(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    made = JiebaSegmenter(folder)
    assert not folder.exists()
    made.words("整改")
    assert list(folder.iterdir())


def test_cache_gives_the_words_of_the_dictionary(tmp_path: Path, segmenter: JiebaSegmenter) -> None:
    JiebaSegmenter(tmp_path).words("整改")
    assert JiebaSegmenter(tmp_path).words(SENTENCE) == segmenter.words(SENTENCE)


@pytest.mark.parametrize("damage", [b"", b"\x00", b"not marshalled", b"i\x01\x00\x00\x00"])
def test_damaged_cache_is_made_anew(
    tmp_path: Path, segmenter: JiebaSegmenter, damage: bytes
) -> None:
    cache = tmp_path / "jieba.cache"
    cache.write_bytes(damage)
    assert JiebaSegmenter(tmp_path).words(SENTENCE) == segmenter.words(SENTENCE)
    assert cache.stat().st_size > 1_000_000


def test_segmenter_without_a_folder_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, segmenter: JiebaSegmenter
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert JiebaSegmenter().words(SENTENCE) == segmenter.words(SENTENCE)
    assert not list(tmp_path.iterdir())


def test_segmenter_without_domain_words_still_cuts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "TERMS_FILE", tmp_path / "none.txt")
    assert "".join(JiebaSegmenter(tmp_path).words(SENTENCE)) == SENTENCE


def test_domain_words_are_told_once() -> None:
    words = terms.TERMS_FILE.read_text(encoding="utf-8").split()
    assert len(words) == len(set(words))
