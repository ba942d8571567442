"""The main job without a window: samples in, trees and findings out, a ledger and a picture of the window.

`make run` does this where there is no display; `make demo` everywhere. Each run works in a new folder.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import cli
from scripts import picture

PROJECT = Path(__file__).resolve().parents[1]
SAMPLES = PROJECT / "resources" / "samples"
RUNS = PROJECT / "build" / "demo"


def main() -> int:
    """Runs the demo; the exit status is that of the step that went worst."""
    folder = new_folder(RUNS)
    workspace, ledger = folder / "示例.duizhang", folder / "整改台账.xlsx"
    samples = sample_files()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    say("不开窗口走一遍：导入示例材料，读出各级内容并校核，导出台账，画一张窗口图片。\n")
    say("\n════ 导入 ════\n")
    status = run("import", workspace, *samples)
    say("\n════ 各级内容与校核结果 ════\n")
    status = max(status, run("parse", *samples))
    say("\n════ 导出 ════\n")
    status = max(status, run("export", workspace, "-o", ledger))
    drawn = picture.draw(workspace, folder / "窗口.png")
    say(places(workspace, ledger, drawn))
    return status


def sample_files() -> list[Path]:
    """The sample notices that come with the program."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix == ".txt")


def run(*arguments: str | Path) -> int:
    """What the command line does with `arguments`; the exit status."""
    return cli.run([str(argument) for argument in arguments])


def new_folder(above: Path) -> Path:
    """A folder `above`/1, 2, … that was not there before."""
    above.mkdir(parents=True, exist_ok=True)
    number = 1 + max((int(path.name) for path in above.iterdir() if path.name.isdigit()), default=0)
    folder = above / str(number)
    folder.mkdir()
    return folder


def places(workspace: Path, ledger: Path, drawn: picture.Drawn) -> str:
    """Where the results lie; for a picture that could not be made, why."""
    results = {"项目文件": workspace, "整改台账": ledger, "窗口图片": drawn.path}
    lines = ["", "结果放在："]
    lines += [f"  {name}    {path}" for name, path in results.items() if path and path.is_file()]
    if drawn.reasons:
        lines += ["", "窗口图片没有生成：", *(f"  {reason}" for reason in drawn.reasons)]
    return "\n".join(lines) + "\n"


def say(words: str) -> None:
    """Writes to standard output at once, so that the steps stand in order."""
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
