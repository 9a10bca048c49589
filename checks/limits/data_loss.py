"""Would a restore lose more than was promised?

Why: what was written since the last copy is gone; a promise of minutes cannot be kept by a copy a night, whatever the
throughput and however fast the restore is.
What to do: archive the write-ahead log all the time (point-in-time recovery), or a standby; then restore once to a
minute that you name.
Source: PostgreSQL documentation, "Continuous Archiving and Point-in-Time Recovery (PITR)"; arithmetic.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "backup_every_min above rpo_min"
RELIEVES = ("recovery",)


def check(vitals: Vitals) -> Report:
    """Fires when copies are further apart than the loss that was promised at most."""
    apart, promised = vitals.number("backup_every_min"), vitals.number("rpo_min")
    if apart is None or promised is None:
        return missing(vitals, "rpo_min", "backup_every_min")
    seen = f"a copy is up to {apart:g} minutes old, a loss of {promised:g} minutes was promised at most"
    if apart <= promised:
        return quiet(seen)
    return fires(
        vitals,
        seen,
        "archive the write-ahead log all the time, and restore once to a minute that you name",
        "backup_every_min",
        "rpo_min",
    )
