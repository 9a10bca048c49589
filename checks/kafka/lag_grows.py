"""Do consumers fall behind?

Why: what is not read in time is late for users, and what is older than the topic's retention is lost unread.
What to do: more consumers while there are partitions for them, faster work, or more partitions and keys that
spread.
Source: awesome-prometheus-alerts warns at a lag of 10,000 or a rising one; a twentieth more than was read is this
tool's default. Lag alone is no sign: a batch reader lags by design.
"""

from checks.core import Confidence, Finding, Report, Severity
from checks.fill.fact import window
from checks.kafka._groups import reading, unseen
from checks.live import answer, count, finding, seen
from checks.probes.kafka import Group, Kafka, Lag

ADVICE = True
FAR = 10_000
MORE = 1.05
ENOUGH = 20


def check(kafka: Kafka) -> Report:
    """Fires where more arrived than was read while it was watched; unwatched, at 10,000 unread records, less sure."""
    if (report := unseen(kafka)) is not None:
        return report
    pairs = list(reading(kafka))
    found = [one for group, lag in pairs if (one := _judged(kafka, group, lag)) is not None]
    span = window(kafka.window_s) if kafka.window_s is not None else ""
    return answer(found, examined=len(pairs), window=span, note="consumers keep up")


def _judged(kafka: Kafka, group: Group, lag: Lag) -> Finding | None:
    behind = f"{group.name} is {count(lag.lag)} records behind on {lag.topic}"
    fact = seen("lag", lag.lag, "1", "ListOffsets and OffsetFetch")
    remedy = (
        "more consumers up to the number of partitions, faster work, or keys that spread better"
    )
    if kafka.window_s is None:
        if lag.lag < FAR:
            return None
        return finding(
            f"{behind}; watch it with --seconds 30", remedy, fact, confidence=Confidence.MEDIUM
        )
    gained = lag.end - lag.read
    if gained < ENOUGH or lag.end < MORE * lag.read:
        return None
    return finding(
        f"{behind}: {count(lag.end)} arrived and {count(lag.read)} were read while it was watched",
        remedy,
        fact,
        seen("arrived", lag.end, "1", "ListOffsets", window(kafka.window_s)),
        seen("read", lag.read, "1", "OffsetFetch", window(kafka.window_s)),
        severity=Severity.HIGH if lag.lag >= FAR else Severity.MEDIUM,
    )
