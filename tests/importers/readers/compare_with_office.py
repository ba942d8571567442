"""Prints where the lines of our number cases differ from what LibreOffice prints: a development tool, no test.

Run with `python -m tests.importers.readers.compare_with_office`; needs `soffice` on the path.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.importers.readers.number_cases import CASES


def main() -> int:
    """0 where LibreOffice agrees on every case that is not said to differ."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for case in CASES:
            (place / f"{case.name}.docx").write_bytes(case.file.data())
        files = sorted(str(path) for path in place.glob("*.docx"))
        command = ["soffice", f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(place), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        surprising = 0
        for case in CASES:
            printed = (place / f"{case.name}.txt").read_text("utf-8-sig").splitlines()
            if [_plain(line) for line in printed] == [_plain(line) for line in case.lines]:
                continue
            surprising += not case.differs
            print(
                f"{case.name}: {case.differs or '??'}\n  ours   {case.lines}\n  office {tuple(printed)}"
            )
    return 1 if surprising else 0


def _plain(line: str) -> str:
    # It indents lists by blanks and puts one behind every number.
    return "".join(line.split())


if __name__ == "__main__":
    sys.exit(main())
