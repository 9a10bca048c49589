"""`--show-sql`: every statement on standard error just before it is sent to a database; a repeated one once."""

import re
import sys

_CHANGING = re.compile(r"statement_timeout = \d+")
"""What is left of the time differs from one sending to the next; the statement is the same."""
_SHOWN: set[str] = set()


def show(statement: str) -> None:
    """Write it as it is sent, in one line."""
    text = " ".join(statement.split())
    same = _CHANGING.sub("", text)
    if same not in _SHOWN:
        _SHOWN.add(same)
        sys.stderr.write(f"{text};\n")
        sys.stderr.flush()
