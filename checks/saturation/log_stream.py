"""Is so much log written that another copy could not keep up with it?

Why: the write-ahead log is written once, flushed, sent to every replica and replayed there by one process: it is the
one stream that no replica takes off the primary. Replicas that lag although few people read them are its sign.
What to do: find who writes it (postgres.wal_per_call), batch and spread imports, drop unused indexes; partitions and
a split come after.
Source: 50 and 200 MB a second are pgEdge's bars, as in postgres.wal_rate; between them the lag decides.
"""

from checks.config import replica_lag
from checks.core import Outcome, Report
from checks.signal import fires, missing, quiet, size
from checks.threshold import Grade, threshold
from checks.vitals import Vitals

PGEDGE = "pgEdge's bars for the rate of the write-ahead log"
MUCH = threshold("saturation.log_stream.much", 50e6, unit="B/s", grade=Grade.B, source=PGEDGE)
VERY_MUCH = threshold(
    "saturation.log_stream.very_much", 200e6, unit="B/s", grade=Grade.B, source=PGEDGE
)
LINE = (
    "wal_bytes_per_second of {VERY_MUCH:.0f} or more, or of {MUCH:.0f} with replicas that lag longer "
    "than is accepted"
)


def check(vitals: Vitals) -> Report:
    """Fires from 200 MB of log a second, and from 50 where replicas lag already."""
    rate = vitals.number("wal_bytes_per_second")
    if rate is None:
        return missing(vitals, "wal_bytes_per_second")
    seen = f"{size(rate)} of write-ahead log are written a second"
    lagging = replica_lag.check(vitals).outcome is Outcome.PROBLEM
    if rate < vitals.line(MUCH) or (rate < vitals.line(VERY_MUCH) and not lagging):
        return quiet(seen)
    behind = f", and replicas are {vitals.number('replica_lag_s'):.0f} s behind" if lagging else ""
    return fires(
        vitals,
        f"{seen}{behind}: every copy replays all of it in one process",
        "who writes it: SELECT calls, wal_bytes, query FROM pg_stat_statements ORDER BY wal_bytes DESC LIMIT 5",
        "wal_bytes_per_second",
        *(("replica_lag_s",) if lagging else ()),
    )
