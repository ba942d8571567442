"""A table of cues to an index that finds all of them in a clause in one pass."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

_HEAD = 2  # signs of a cue by which it is found; fewer where it has no more before …
_ONLY_HERE = "^"  # begins a cue that counts at the beginning of a clause only


@dataclass(frozen=True, slots=True)
class _Cue:
    words: str
    group: str
    bound: bool
    pattern: re.Pattern[str] | None

    def stands_at(self, text: str, at: int) -> bool:
        if self.pattern is not None:
            return self.pattern.match(text, at) is not None
        return text.startswith(self.words, at)


class CueIndex:
    """The cues of a table by their first signs. `…` in a cue stands for up to 6 signs of a clause, `……` for up to 30."""

    def __init__(self, table: Mapping[str, Collection[str]]) -> None:
        """Takes the groups of a table with their cues."""
        self._by_head: dict[str, list[_Cue]] = {}
        for group, cues in table.items():
            for cue in cues:
                words = cue.removeprefix(_ONLY_HERE)
                head = words.partition("…")[0][:_HEAD]
                found = _Cue(words, group, cue.startswith(_ONLY_HERE), _pattern(words))
                self._by_head.setdefault(head, []).append(found)

    def found_in(self, text: str, start: int) -> tuple[set[str], set[str]]:
        """The groups that have a cue in `text`, and those that have one at `start`, where the clause begins."""
        anywhere: set[str] = set()
        for at, cues in self._candidates(text):
            for cue in cues:
                if not cue.bound and cue.group not in anywhere and cue.stands_at(text, at):
                    anywhere.add(cue.group)
        at_start = {cue.group for cue in self._at(text, start) if cue.stands_at(text, start)}
        return anywhere | at_start, at_start

    def begins_with(self, text: str, group: str) -> bool:
        """Whether `text` begins with a cue of `group`."""
        return any(cue.group == group and cue.stands_at(text, 0) for cue in self._at(text, 0))

    def _at(self, text: str, at: int) -> list[_Cue]:
        one, two = text[at : at + 1], text[at : at + _HEAD]
        return self._by_head.get(one, []) + self._by_head.get(two, [])

    def _candidates(self, text: str) -> Iterator[tuple[int, list[_Cue]]]:
        by_head = self._by_head
        for at, sign in enumerate(text):
            for head in (sign, text[at : at + _HEAD]):
                if head in by_head:
                    yield at, by_head[head]


def _pattern(words: str) -> re.Pattern[str] | None:
    if "…" not in words:
        return None
    near, far = r"[^,。;:\n]{0,6}?", r"[^,。;:\n]{0,30}?"
    return re.compile(re.escape(words).replace("……", far).replace("…", near))
