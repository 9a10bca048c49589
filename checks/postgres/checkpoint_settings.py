"""Are checkpoints set to be frequent, or to write all at once?

Why: a checkpoint that is spread over most of its interval disturbs nobody; one that hurries fills the storage's queue
and every commit waits behind it.
What to do: checkpoint_completion_target 0.9 (the default since PostgreSQL 14) and five minutes or more between them.
Source: a target under 0.8 and a time-out under 300 s are pgassistant's bars; pgtune sets 0.9.
"""

from checks.core import Finding, Report, Severity
from checks.live import answer, few, seen, unread
from checks.probes.postgres import Postgres

ADVICE = True
SPREAD = 0.8
LEAST_MS = 300_000.0


def check(postgres: Postgres) -> Report:
    """Fires on a completion target under 0.8 and on a time-out under five minutes."""
    if (report := unread(postgres.missing, "settings")) is not None:
        return report
    target = postgres.setting("checkpoint_completion_target")
    every = postgres.setting("checkpoint_timeout")
    if target is None or every is None:
        return few("the checkpoint settings are not known")
    found = []
    if target < SPREAD:
        found.append(_finding("checkpoint_completion_target", f"{target:g}", "0.9", "writes hurry"))
    if every < LEAST_MS:
        found.append(
            _finding(
                "checkpoint_timeout", f"{every / 1000:.0f} s", "15min", "each is a burst of writes"
            )
        )
    return answer(
        found,
        examined=2,
        total=2,
        note=f"target {target:g}, every {every / 60_000:.0f} min at the latest",
    )


def _finding(name: str, now: str, wanted: str, cost: str) -> Finding:
    return Finding(
        message=f"{name} is {now}: {cost}",
        remedy=f"ALTER SYSTEM SET {name} = '{wanted}'; SELECT pg_reload_conf();",
        severity=Severity.LOW,
        facts=(seen(name, now, "str", "pg_settings"),),
    )
