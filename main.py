"""Entry and composition root: the window without a subcommand or with `open`, else the command line."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from multiprocessing import freeze_support

_HELP = {"-h", "--help"}


def main(arguments: Sequence[str]) -> int:
    """Hands over to the window or to the command line, of which only the one that is needed is loaded.

    Returns:
        The exit status.
    """
    if not arguments or (arguments[0] == "open" and not _HELP & set(arguments)):
        from gui.app import run_window  # noqa: PLC0415 - the command line starts without Qt

        return run_window(arguments)
    logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s")
    from cli import run  # noqa: PLC0415 - the window starts without the command line

    return run(arguments)


if __name__ == "__main__":
    freeze_support()  # a worker process of a packaged program begins here and goes no further
    sys.exit(main(sys.argv[1:]))
