"""Expected files: compared, and written anew under UPDATE_GOLDEN=1 (refused in CI)."""

from __future__ import annotations

import os
from pathlib import Path

EXPECTED = Path(__file__).parent / "expected"


def check_golden(name: str, found: str) -> None:
    """Fails with a diff unless `found` is what the expected file holds."""
    path = EXPECTED / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        assert os.environ.get("CI") != "true", "expected files are not updated in CI"
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found.splitlines() == path.read_text(encoding="utf-8").splitlines()
