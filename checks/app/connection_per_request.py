"""Is a database connection opened inside a request?

Why: PostgreSQL starts a process for each session and checks the password anew; that costs more than most queries,
and at a peak every request in flight holds a session of its own until the server refuses more.
What to do: open a pool once when the application starts and borrow from it (`rung add pool`).
Source: https://www.postgresql.org/docs/current/tutorial-arch.html (a new process for every connection).
"""

from checks.advice import advise
from checks.core import Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at each connect call that a route reaches; a memoised factory and start-up code are left alone."""
    if repo.python is None or not repo.python.connects:
        return not_applicable("no call opens a database connection by hand")
    return advise(
        (
            Finding(
                message=f"{one.callee} in {one.function}() opens a database session in every request",
                remedy="open a pool once at start-up and borrow from it: rung add pool",
                severity=Severity.HIGH,
                place=one.place,
            )
            for one in repo.python.connects
            if one.in_request_path
        ),
        examined=len(repo.python.connects),
        note="connections are opened outside the request path",
    )
