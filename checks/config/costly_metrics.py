"""Do the queries of monitoring itself load the database?

Why: an exporter that counts rows every few seconds can be the largest client of the database it watches.
What to do: ask less often, and from statistics instead of from the tables.
Source: a published case with 77.7 % of the execution time in metrics queries; 5 % is this tool's default.
"""

from checks.core import Report
from checks.signal import fires, missing, percent, quiet
from checks.threshold import threshold
from checks.vitals import Vitals

NOTABLE = threshold("config.costly_metrics.notable", 0.05)
LINE = "metrics_query_share of {NOTABLE} or more"
RELIEVES = ("database_cpu",)


def check(vitals: Vitals) -> Report:
    """Fires from that share on."""
    share = vitals.number("metrics_query_share")
    if share is None:
        return missing(vitals, "metrics_query_share")
    if share < vitals.line(NOTABLE):
        return quiet(f"{percent(share)} of the database's time is monitoring")
    return fires(
        vitals,
        f"{percent(share)} of the database's time is monitoring",
        "let the exporter ask less often, and never count rows",
        "metrics_query_share",
    )
