"""Does one statement run many times in a single request?

Why: a list page that asks once per row pays the way to the database for each row, in both processors.
What to do: one statement for all rows (JOIN, IN, prefetch), by hand in the code.
Source: more than 10 identical statements in one request is this tool's default; the pattern is the classic
"N+1 selects" of object-relational mappers.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

MANY = threshold("shape.n_plus_one.many", 10.0, unit="1")
LINE = "repeated_calls_per_request above {MANY:g}"


def check(vitals: Vitals) -> Report:
    """Fires when one statement runs more than ten times a request."""
    calls = vitals.number("repeated_calls_per_request")
    if calls is None:
        return missing(vitals, "repeated_calls_per_request")
    if calls <= vitals.line(MANY):
        return quiet(f"no statement runs more than {max(calls, 1):.1f} times a request")
    return fires(
        vitals,
        f"one statement runs {calls:.0f} times a request on average (N+1)",
        "fetch the rows in one statement: rewrite the loop by hand",
        "repeated_calls_per_request",
        "database_calls_per_request",
    )
