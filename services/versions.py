"""新版本: finding what a new file is a version of, and preparing what of the review goes over to it."""

from __future__ import annotations

from collections.abc import Sequence

from models.db.versions import Candidate
from models.facts import FactName
from models.library import ReadFile
from models.versions.fingerprint import Fingerprint
from models.versions.kinship import TELLING, Kinship, Likeness, kinship


def likeness_of(file: ReadFile, fingerprint: Fingerprint) -> Likeness:
    """What is known of a file that was read, for comparing it with others."""
    facts: dict[FactName, str] = {
        fact.name: fact.value for fact in file.reading.facts if fact.name in TELLING and fact.value
    }
    return Likeness(file.reading.kind, facts, fingerprint)


def nearest(
    likeness: Likeness, candidates: Sequence[Candidate]
) -> tuple[Candidate, Kinship] | None:
    """The candidate that a text is most surely a version of; the one with most words in common among equals."""
    rated = [
        (found, candidate)
        for candidate in candidates
        if (found := kinship(likeness, candidate.likeness)) is not None
    ]
    if not rated:
        return None
    found, candidate = max(rated, key=lambda pair: (pair[0].is_sure, pair[0].share))
    return candidate, found
