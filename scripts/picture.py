"""A picture of the window, drawn offscreen in a process of its own: Qt aborts where a system library is missing.

python -m scripts.picture WORKSPACE TARGET.png
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from gui import preflight
from models.errors import AppError

PROJECT = Path(__file__).resolve().parents[1]
TIMEOUT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a picture.

    Attributes:
        path: where it lies, or None.
        reasons: Chinese sentences, why there is none.
    """

    path: Path | None
    reasons: tuple[str, ...] = ()


def draw(workspace: Path, target: Path) -> Drawn:
    """Draws the window with `workspace` open to `target`; never ends the caller's process."""
    if missing := preflight.missing_for_picture():
        return Drawn(None, tuple(missing))
    command = [sys.executable, "-m", "scripts.picture", str(workspace), str(target)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            command,
            cwd=PROJECT,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Drawn(None, (f"画图超过 {TIMEOUT_SECONDS} 秒，已停止。",))
    if done.returncode == 0 and target.is_file():
        return Drawn(target)
    last = done.stderr.strip().splitlines()[-1:]
    return Drawn(None, tuple(last) or (f"画图的程序异常结束（{done.returncode}）。",))


def main(arguments: list[str]) -> int:
    """Draws in this process; says on standard error why it cannot."""
    # Only this process may meet Qt.
    from gui.app import build_application, render_window  # noqa: PLC0415
    from gui.appearance import has_chinese_font  # noqa: PLC0415

    workspace, target = map(Path, arguments)
    build_application(["duizhang"])
    try:
        if has_chinese_font():
            render_window(workspace, target)
            return 0
        reason = preflight.font_sentence()
    except (AppError, OSError) as error:
        reason = str(error)
    sys.stderr.write(f"{reason}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
