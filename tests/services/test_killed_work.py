from pathlib import Path

import pytest

from tests.services.killed_work import assert_kept, work_and_be_killed


@pytest.mark.parametrize("seed", range(3))
def test_work_that_is_killed_anywhere_is_kept_and_can_be_taken_back(
    tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "项目.duizhang"
    assert_kept(path, work_and_be_killed(path, seed))
