"""The picture in the READMEs, from the samples: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import cli
from scripts import demo, picture

TARGET = demo.PROJECT / "docs" / "screenshot.png"
# The sample that has every level of the tree; the picture shows the first notice of the workspace.
FIRST = "linlan.txt"


def main() -> int:
    """Draws the window with the samples open; the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Path(folder) / "示例.duizhang"
        for sample in sorted(demo.sample_files(), key=lambda path: path.name != FIRST):
            if status := cli.run(["import", str(workspace), str(sample)]):
                return status
        TARGET.parent.mkdir(exist_ok=True)
        drawn = picture.draw(workspace, TARGET)
    demo.say("".join(f"{line}\n" for line in drawn.reasons) or f"{TARGET}\n")
    return 0 if drawn.path else 1


if __name__ == "__main__":
    sys.exit(main())
