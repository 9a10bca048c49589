"""Will the certificate end soon?

Why: when it ends, every visitor is stopped by their browser at once.
What to do: renew it, and find out why it was not renewed by itself.
Source: Let's Encrypt renews 30 days before the end and warns at 20 and 7
(https://letsencrypt.org/docs/integration-guide/); 14 days is this tool's default.
"""

from checks.core import Report, Severity, not_applicable
from checks.live import answer, finding, seen
from checks.probes.http import Http

ADVICE = True
SOON_D = 14.0
NOW_D = 3.0


def check(http: Http) -> Report:
    """Fires in the last fourteen days; CRITICAL in the last three."""
    pages = [one for one in http.pages if one.certificate_days is not None]
    if not pages:
        return not_applicable("no page was looked at over TLS")
    found = [
        finding(
            f"the certificate of {one.url} ends in {one.certificate_days or 0.0:.0f} days",
            "renew it, and see why it was not renewed by itself",
            seen("certificate_days", one.certificate_days or 0.0, "d", f"TLS to {one.url}"),
            severity=Severity.CRITICAL if (one.certificate_days or 0.0) < NOW_D else Severity.HIGH,
        )
        for one in pages
        if (one.certificate_days or 0.0) < SOON_D
    ]
    return answer(
        found,
        examined=len(pages),
        total=len(http.pages),
        note="certificates last two weeks or more",
    )
