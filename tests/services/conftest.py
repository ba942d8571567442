"""What tests of the services share: a workspace on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.workspace import Workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the workspace lies, once it is opened."""
    return tmp_path / "项目.duizhang"


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    """A new workspace, open for writing."""
    with Workspace.open(path) as opened:
        yield opened
