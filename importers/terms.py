"""jieba behind the `Segmenter` port: the only module that imports it."""

from __future__ import annotations

import logging
import marshal
import re
import warnings
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from importers.cues import group

TERMS_FILE = Path(__file__).resolve().parents[1] / "resources" / "terms.txt"
_CACHE = "jieba.cache"  # jieba's own name for it

# A word that carries meaning: two signs or more, no punctuation. Samples: "第一议题", "PPP"
_TERM = re.compile(r"[一-鿿A-Za-z0-9]{2,}")


class JiebaSegmenter:
    """Cuts text with jieba and the domain words of `resources/terms.txt`; loads both at the first use.

    May be used from several threads.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        """Keeps jieba's cache in `cache_folder`; without one nothing is kept."""
        self._cache_folder = cache_folder
        self._cutter: Any = None
        self._lock = Lock()

    def __reduce__(self) -> tuple[type[JiebaSegmenter], tuple[Path | None]]:
        """It travels to worker processes without what it has loaded."""
        return JiebaSegmenter, (self._cache_folder,)

    def words(self, text: str) -> list[str]:
        """The words of `text` in order; joined they give `text` again."""
        return list(self._loaded().cut(text))

    def terms(self, text: str) -> Iterable[str]:
        """The words of `text` that carry meaning: no particles, punctuation or single characters."""
        empty = _empty_terms()
        return [
            word for word in self._loaded().cut(text) if _TERM.fullmatch(word) and word not in empty
        ]

    def _loaded(self) -> Any:
        with self._lock:
            if self._cutter is None:
                self._cutter = self._load()
            return self._cutter

    def _load(self) -> Any:
        with warnings.catch_warnings():
            # jieba's sources hold invalid escapes and it imports pkg_resources where that is installed.
            warnings.simplefilter("ignore")
            import jieba  # noqa: PLC0415 - a heavy import, wanted at the first use only
        jieba.setLogLevel(logging.WARNING)
        cutter = jieba.Tokenizer()
        if self._cache_folder is not None:
            self._cache_folder.mkdir(parents=True, exist_ok=True)
            cutter.tmp_dir = str(self._cache_folder)
            _take_cached(cutter, self._cache_folder / _CACHE)
            cutter.initialize()
        else:
            # What `initialize` does but for the cache: that would lie where every user of the machine can put one.
            cutter.FREQ, cutter.total = cutter.gen_pfdict(cutter.get_dict_file())
            cutter.initialized = True
        if TERMS_FILE.is_file():
            with TERMS_FILE.open("rb") as words:
                cutter.load_userdict(words)
        return cutter


def _take_cached(cutter: Any, file: Path) -> None:
    """Loads jieba's cache in one go; jieba itself reads it word by word, which takes three times as long.

    Where there is none, or it is damaged, `initialize` makes a new one.
    """
    with suppress(OSError, EOFError, TypeError, ValueError):
        cutter.FREQ, cutter.total = marshal.loads(file.read_bytes())
        cutter.initialized = True


@cache
def _empty_terms() -> frozenset[str]:
    """Words that stand in every notice and tell nothing."""
    return frozenset(group("empty_terms", "terms"))
