"""校核结果: what a check has to say, with its places."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from models.ids import NodeId
from models.source import Span, squeeze


class Severity(StrEnum):
    """不一致, 疑点, 提示, 无法核对."""

    CONTRADICTION = "contradiction"
    SUSPECT = "suspect"
    HINT = "hint"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding; one cause is one finding.

    Attributes:
        code: K1 … K29 (CHECKS.md).
        message: the Chinese sentence, made from the check's template and `params`.
        params: the figures and words that went into the message, by name.
        spans: the places it leads to, both sides, most telling first.
        quotes: the words at `spans`.
        nodes: the nodes concerned.
    """

    code: str
    severity: Severity
    message: str
    params: tuple[tuple[str, str], ...] = ()
    spans: tuple[Span, ...] = ()
    quotes: tuple[str, ...] = ()
    nodes: tuple[NodeId, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Hash of code, figures and squeezed quotes: no offsets or ids, so that it survives a new reading."""
        parts = [self.code, *(f"{name}={value}" for name, value in self.params)]
        parts += [squeeze(quote) for quote in self.quotes]
        return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]
