"""Would a restore take longer than the longest outage that was promised?

Why: a database that cannot be restored in time is too large for its promise, whatever its throughput.
What to do: a faster restore (snapshots, a standby), less data in it, then smaller pieces.
Source: Vitess gives recovery time as the reason for 250 GB a shard ("Why does Vitess recommend 250GB per MySQL
server?").
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "restore_hours above rto_hours"
RELIEVES = ("recovery",)


def check(vitals: Vitals) -> Report:
    """Fires when restoring takes longer than promised."""
    takes = vitals.number("restore_hours")
    promised = vitals.number("rto_hours")
    if takes is None or promised is None:
        return missing(vitals, "restore_hours", "rto_hours")
    if takes <= promised:
        return quiet(f"a restore takes {takes:g} h of the {promised:g} h promised")
    return fires(
        vitals,
        f"a restore takes {takes:g} h, and {promised:g} h were promised",
        "restore from a snapshot or a standby, and archive old data",
        "restore_hours",
        "rto_hours",
        "database_bytes",
    )
