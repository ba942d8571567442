"""Makes the kept Word file that another program wrote: a development tool, no test.

Run with `python -m tests.importers.readers.make_docx`; needs `soffice` on the path. LibreOffice reads our file with
automatic numbers, turns it into its own format and writes a Word file from that, in its own way.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.importers.readers.word_notices import numbered_file

_PROJECT = Path(__file__).parents[3]
NOTICE = _PROJECT / "resources" / "samples" / "linlan.txt"
KEPT = _PROJECT / "tests" / "data" / "files" / "notice-office.docx"


def main() -> None:
    """Writes the kept file anew."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"{KEPT.stem}.docx"
        source.write_bytes(numbered_file(NOTICE.read_text("utf-8"), gap="tab").data())
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        for kind, made in (("odt", source), ("docx", source.with_suffix(".odt"))):
            command = ["soffice", profile, "--headless", "--convert-to", kind]
            subprocess.run(
                [*command, "--outdir", str(folder), str(made)],
                check=True,
                capture_output=True,
                timeout=120,
            )
        KEPT.write_bytes(source.read_bytes())


if __name__ == "__main__":
    main()
