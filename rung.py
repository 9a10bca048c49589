"""The front door of `rung`: puts its own floors on the import path and hands over to the command line.

The project that `rung` looks at is data. The current folder is therefore taken off the import path before
anything else is imported, so that a project's own `yaml.py`, `cli.py` or `checks/` can never run.
"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHELF = HERE / "_rung"


def _current() -> set[str]:
    """The ways in which the import path can name the current folder."""
    try:
        return {"", ".", os.getcwd()}  # noqa: PTH109 (the string that sys.path holds)
    except FileNotFoundError:
        return {"", "."}


def main() -> None:
    """Run the command line; the exit code is the process's."""
    home = SHELF if SHELF.is_dir() else HERE
    sys.path[:] = [str(home), *(one for one in sys.path if one not in {*_current(), str(home)})]
    if sys.argv[1:] == [
        "--version"
    ]:  # before the command line is imported: the fastest answer there is
        from checks.version import VERSION

        sys.stdout.write(f"rung {VERSION}\n")
        return

    from cli.app import run

    sys.exit(run())


if __name__ == "__main__":
    main()
