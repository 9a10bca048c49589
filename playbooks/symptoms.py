"""What is felt, and the one measurement that tells its causes apart (the ladder's triage).

A symptom never decides. It orders the questions: where its measurement is missing, that one is asked for.
"""

from checks.vitals import Vitals

TELLS: dict[str, tuple[str, ...]] = {
    "slow": ("top_statement_share", "pool_wait_ms", "deferrable_share"),
    "too_many_clients": ("idle_in_transaction_share", "idle_share", "connections_used"),
    "spikes": ("spikes_aligned",),
    "backlog": ("oldest_job_s", "job_completions_per_second"),
    "stale_reads": ("replica_lag_s",),
    "disk_full": ("disk_runway_days",),
    "deploys_collide": ("ci_minutes", "changes_spanning_share"),
    "far_users": ("cacheable_share", "far_write_share"),
}
"""For each word of `symptom` what to measure, the most telling first."""
NEEDED = 1
"""So many of them must be known before the symptom counts as looked into."""


def wanted(vitals: Vitals) -> tuple[str, ...]:
    """What tells the felt symptom's causes apart, the most telling first; nothing where nothing is felt."""
    felt = vitals.fact("symptom")
    return TELLS.get(str(felt.value), ()) if felt is not None else ()


def unanswered(vitals: Vitals) -> str | None:
    """The missing vital that would tell the felt symptom's causes apart; None where it is known or nothing is felt."""
    return next((one for one in wanted(vitals)[:NEEDED] if vitals.fact(one) is None), None)
