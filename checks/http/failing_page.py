"""Does a page fail for a visitor who asks one thing at a time?

Why: what fails without load fails under it, and retries multiply it.
What to do: see the application's log for these requests; a time-out is answered by nobody.
Source: RFC 9110, section 15.6 (5xx: the server is at fault). One failure in a sample of thirty is told; from a tenth
it is grave (this tool's default).
"""

from checks.core import Report, Severity
from checks.live import answer, few, finding, percent, seen
from checks.probes.http import Http

ADVICE = True
ENOUGH = 5
GRAVE = 0.1


def check(http: Http) -> Report:
    """Fires at errors and time-outs in a sample of five or more; HIGH from a tenth."""
    pages = [one for one in http.pages if one.requests >= ENOUGH]
    if not pages:
        return few("fewer than five requests were sent")
    found = []
    for one in pages:
        failed = sum(one.errors.values())
        if failed:
            share = failed / one.requests
            kinds = ", ".join(f"{number} x {kind}" for kind, number in one.errors.items())
            found.append(
                finding(
                    f"{one.url}: {failed} of {one.requests} requests failed ({kinds})",
                    "see the application's log for these requests",
                    seen(
                        "error_share", share, "ratio", f"GET {one.url}", f"{one.requests} requests"
                    ),
                    severity=Severity.HIGH if share >= GRAVE else Severity.MEDIUM,
                )
            )
    note = f"none of {sum(one.requests for one in pages)} requests failed ({percent(0)})"
    return answer(found, examined=len(pages), total=len(http.pages), note=note)
