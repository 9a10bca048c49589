"""Does a request run one statement for every row of another?

Why: a page of ten entries becomes twenty-one round trips; each is quick alone, and together they are the page's
time and the database's load.
What to do: join, or fetch all keys at once (`where id = any(%s)`, `select_related`, `selectinload`), and look the
rows up in a dictionary.
Source: https://docs.djangoproject.com/en/stable/topics/db/optimization/ (retrieve everything at once).
"""

from checks.advice import advise
from checks.core import Confidence, Finding, Report, Severity, not_applicable
from checks.probes.repo import Repo

ADVICE = True


def check(repo: Repo) -> Report:
    """Fires at statements in loops over data that a route reaches; loops over constants and chunks are left alone."""
    if repo.python is None or not repo.python.routes:
        return not_applicable("no route of a Python application was found")
    return advise(
        (
            Finding(
                message=f"{one.callee} runs once per turn of the loop at line {one.loop_line}, in {one.route}",
                remedy="fetch all rows with one statement before the loop",
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
                place=one.place,
            )
            for one in repo.python.looped_queries
        ),
        examined=len(repo.python.routes),
        note="no route runs a statement in a loop over data",
    )
