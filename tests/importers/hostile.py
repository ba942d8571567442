"""Patterns of the reader and the checks, and texts made of their own signs that make a careless one slow.

    python -m tests.importers.hostile [--seconds 60] [--seed 1]

A pattern whose repeats are all bounded looks only so far from every place, so only the others are tried.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import pkgutil
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import _constants as code  # type: ignore[attr-defined]  # what `re` itself takes a pattern apart with
from re import _parser as parser  # type: ignore[attr-defined]  # the same
from types import ModuleType
from typing import Any

PACKAGES = ("importers", "checks", "models")
_UNSTORED = "models.db"
_REPEATS = frozenset({code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT})
_SIGNS = ("啊", "1", " ", "\n", "a", "，", "“", "（")
_TAILS = ("", "!", "x\n啊")
_CLASSES = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a"}
_FAR = 1_000  # so often repeated is as good as without end
_SHORT, _LENGTH = (22, 200), 1_500
# Seconds for a text of `_LENGTH`; a pattern that goes through it once takes a tenth.
_WORTH_A_LOOK = 0.001
_WORST = 0.4  # seconds for a short text
_STEEP = 8.0  # times as long for a text of four times the length; twice as steep as fair, for a busy machine

_SEARCHES = r"\.(?:search|finditer|findall|subn?|split)\("

Tree = Any


@dataclass(frozen=True, slots=True)
class Found:
    """A compiled pattern with its name; `is_searched` where it is looked for at every place of a text."""

    name: str
    pattern: re.Pattern[Any]
    is_searched: bool

    @property
    def tree(self) -> Tree:
        """The pattern taken apart."""
        return parser.parse(self.pattern.pattern, self.pattern.flags)

    @property
    def is_unbounded(self) -> bool:
        """Whether it may look at a text of any length."""
        return any(op in _REPEATS and arg[1] > _FAR for op, arg in parts(self.tree))


def all_patterns() -> list[Found]:
    """Every pattern that a module keeps or a cached function makes, cue tables included."""
    found: dict[tuple[Any, int], Found] = {}
    for module in _modules():
        source = inspect.getsource(module)
        for name, value in vars(module).items():
            for pattern in _kept(module, value):
                entry = Found(f"{module.__name__}.{name}", pattern, _is_searched(source, name))
                known = found.setdefault((pattern.pattern, pattern.flags), entry)
                if entry.is_searched and not known.is_searched:
                    found[pattern.pattern, pattern.flags] = entry
    return list(found.values())


def _modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        for info in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if not info.name.startswith(_UNSTORED):
                yield importlib.import_module(info.name)


def _kept(module: ModuleType, value: object) -> Iterator[re.Pattern[Any]]:
    made_here = getattr(value, "__module__", "") == module.__name__
    if hasattr(value, "cache_info") and made_here and callable(value):
        value = value() if not inspect.signature(value).parameters else ()
    yield from _inside(value)


def _inside(value: object) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from _inside(tuple(value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _inside(part)


def _is_searched(source: str, name: str) -> bool:
    """Whether it may be tried at every place; not where its module only ever asks for a match at one place."""
    own = rf"\b{name}(?:\(\))?"
    if re.search(rf"{own}\.(?:full)?match\(|{own}\.pattern\b", source):
        return re.search(own + _SEARCHES, source) is not None
    return re.search(_SEARCHES, source) is not None


# Taking patterns apart


def parts(tree: Tree) -> Iterator[tuple[Any, Any]]:
    """All parts of a pattern, outer ones first."""
    for op, arg in tree:
        yield op, arg
        for below in _below(op, arg):
            yield from parts(below)


def _below(op: Any, arg: Any) -> Iterable[Tree]:
    if op in _REPEATS:
        return (arg[2],)
    if op is code.SUBPATTERN:
        return (arg[-1],)
    if op is code.BRANCH:
        return tuple(arg[1])
    if op in (code.ASSERT, code.ASSERT_NOT):
        return (arg[1],)
    return (arg,) if op is code.ATOMIC_GROUP else ()


def _known_signs(tree: Tree) -> list[str]:
    found: dict[str, None] = {}
    for op, arg in parts(tree):
        items = arg if op is code.IN else [(op, arg)]
        for kind, value in items:
            if kind is code.LITERAL:
                found[chr(value)] = None
            elif kind is code.RANGE:
                found[chr(value[0])] = None
            elif kind is code.CATEGORY:
                found[_CLASSES.get(value, "啊")] = None
    return list(found)


class Sampler:
    """Texts that a pattern matches, or nearly does."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def text(self, tree: Tree) -> str:
        """One such text."""
        return "".join(self._part(op, arg) for op, arg in tree)

    def _part(self, op: Any, arg: Any) -> str:
        if op is code.LITERAL:
            return chr(arg)
        if op is code.IN:
            return self._member(arg)
        if op in _REPEATS:
            low, high, body = arg
            times = self._chance.randint(low, min(int(high), low + 3))
            return "".join(self.text(body) for _ in range(times))
        if op in (code.BRANCH, code.SUBPATTERN, code.ATOMIC_GROUP):
            return self.text(self._chance.choice(tuple(_below(op, arg))))
        return "啊" if op in (code.ANY, code.NOT_LITERAL) else ""

    def _member(self, items: Any) -> str:
        if items[0][0] is code.NEGATE:
            return self._chance.choice(("啊", "1", " ", "a"))
        op, arg = self._chance.choice(items)
        if op is code.RANGE:
            return chr(self._chance.choice(arg))
        return chr(arg) if op is code.LITERAL else _CLASSES.get(arg, "啊")


# Hostile texts


def hostile_units(found: Found, chance: random.Random, samples: int) -> Iterator[tuple[str, str]]:
    """What to repeat, with what stands before it."""
    tree, sampler = found.tree, Sampler(chance)
    signs = _known_signs(tree)
    units = [*_SIGNS, *chance.sample(signs, min(len(signs), 10))]
    units += [chance.choice(signs) + chance.choice(signs) for _ in range(samples) if signs]
    texts = [text for _ in range(samples) if (text := sampler.text(tree))]
    for text in texts:
        cut = chance.randrange(len(text))
        units += [text, text[: cut + 1], text[cut:]]
    for unit in dict.fromkeys(units):
        start = sampler.text(tree)
        yield unit, ""
        yield unit, start[: chance.randrange(len(start) + 1)]


def slow_texts(found: Found, chance: random.Random, samples: int = 3) -> Iterator[str]:
    """A line for each text that takes the pattern longer than in step with its length."""
    for unit, before in hostile_units(found, chance, samples):
        tail = chance.choice(_TAILS)
        for wide in _SHORT:
            seconds = _seconds(found, unit, before, tail, wide)
            if seconds > _WORST:
                yield f"{found.name}: {seconds:.1f} s for {wide} signs of {unit!r} behind {before!r}"
                return
        if _seconds(found, unit, before, tail, _LENGTH) < _WORTH_A_LOOK:
            continue
        growth = _growth(found, unit, before, tail)
        if growth > _STEEP:
            yield f"{found.name}: {growth:.0f} times as long for 4 times {unit!r} behind {before!r}"
            return


def _growth(found: Found, unit: str, before: str, tail: str) -> float:
    """How many times as long it takes for four times the length; the best of three."""
    once, again = (
        min(_seconds(found, unit, before, tail, length) for _ in range(3))
        for length in (_LENGTH, 4 * _LENGTH)
    )
    return again / once


def _seconds(found: Found, unit: str, before: str, tail: str, length: int) -> float:
    text: Any = before + unit * max(1, length // len(unit)) + tail
    if isinstance(found.pattern.pattern, bytes):
        text = text.encode("utf-8")
    begun = time.process_time()
    if found.is_searched:
        for _ in found.pattern.finditer(text):
            pass
    else:
        found.pattern.match(text)
        found.pattern.fullmatch(text)
    return time.process_time() - begun


def main(arguments: list[str]) -> int:
    """Tries all patterns with one seed after the other until the time is up; 1 where one was slow."""
    parser_ = argparse.ArgumentParser(prog="python -m tests.importers.hostile")
    parser_.add_argument("--seconds", type=float, default=60.0)
    parser_.add_argument("--seed", type=int, default=1)
    chosen = parser_.parse_args(arguments)
    end = time.monotonic() + chosen.seconds
    unbounded = [found for found in all_patterns() if found.is_unbounded]
    slow: dict[str, str] = {}
    seed = chosen.seed
    while time.monotonic() < end:
        for found in unbounded:
            if found.name not in slow and time.monotonic() < end:
                slow.update((found.name, line) for line in slow_texts(found, random.Random(seed)))
        seed += 1
    sys.stdout.write("\n".join([*slow.values(), f"{len(unbounded)} patterns, {len(slow)} slow\n"]))
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
