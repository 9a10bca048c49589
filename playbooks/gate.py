"""The ladder's second step: whether enough is measured to judge at all, or the next step is to measure.

Statement statistics, response times by route and the use of one processor are wanted before anything is named. What a
person did not say need not be missing: who knows a statement's share of the time has statement statistics. And where
the resource that is short is told by a measurement of its own (waiting for locks, a full disk, a late queue), only
what could still mislead there is wanted. What is told or seen as absent is always missing.
"""

from checks.vitals import Vitals
from playbooks import saturation
from playbooks.core import Resource

SATURATION = ("database_cpu", "app_cpu", "host_cpu", "active_sessions")
"""Any one of these tells how full something is."""
GATE_WORDS = {
    "statement_stats": "what statements cost",
    "routes_measured": "response times by route",
    "database_cpu": "the use of a processor",
}
IMPLY = {
    "statement_stats": (
        "top_statement_share",
        "indexable_share",
        "read_time_share",
        "rows_examined_per_row",
        "identical_read_share",
        "analytics_share",
        "metrics_query_share",
        "largest_group_share",
        "hot_table_share",
        "shard_key_share",
        "database_ms_per_request",
        "database_calls_per_request",
        "repeated_calls_per_request",
    ),
    "routes_measured": (
        "p50_ms",
        "p95_ms",
        "database_ms_per_request",
        "processor_ms_per_request",
        "deferrable_share",
        "cacheable_share",
        "repeat_share",
    ),
}
"""Figures that nobody has without the source that they come from."""
TELLS_ITSELF = frozenset(
    {
        Resource.CONNECTIONS,
        Resource.LOCKS,
        Resource.STORAGE,
        Resource.QUEUE,
        Resource.EXTERNAL_WAIT,
        Resource.RECOVERY,
        Resource.EDGE,
    }
)
"""Resources that are short by a measurement of their own, whatever statements cost and routes take."""
WORKED_OUT = frozenset({"connection_demand_share"})
"""Figures that follow from files alone: that more may be asked for than there is does not say that it ever is."""
NOT_IN_DOUBT = {
    Resource.APP_CPU: frozenset({"statement_stats", "routes_measured"}),
    Resource.NOTHING: frozenset({"statement_stats"}),
    Resource.DATABASE_CPU: frozenset({"routes_measured"}),
    Resource.DATABASE_IO: frozenset({"routes_measured"}),
    Resource.DATABASE_MEMORY: frozenset({"routes_measured"}),
    **dict.fromkeys(
        TELLS_ITSELF, frozenset({"statement_stats", "routes_measured", "database_cpu"})
    ),
}
"""What may be unsaid where this is short: a full processor of the application is not explained by statements, and
where both processors have room and answers come in time, nothing is to be explained."""


def missing(vitals: Vitals) -> tuple[str, ...]:
    """What the ladder wants to be measured and is not known to be, whether it is needed now or not."""
    found = [one for one in IMPLY if not vitals.number(one) and not implied(vitals, one)]
    if all(vitals.number(one) is None for one in SATURATION):
        found.append("database_cpu")
    return tuple(found)


def unmeasured(vitals: Vitals) -> tuple[str, ...]:
    """What is missing before anything can be judged; empty where the gate is open."""
    lacks = missing(vitals)
    unsaid = {one for one in lacks if vitals.number(one) is None}
    if not unsaid:
        return lacks
    short, because = saturation.name(vitals)
    if {fact.name for fact in because.facts} <= WORKED_OUT:
        return lacks
    spared = unsaid & NOT_IN_DOUBT.get(short, frozenset())
    return tuple(one for one in lacks if one not in spared)


def lacking(vitals: Vitals) -> str:
    """What the gate misses, in words."""
    return ", ".join(f"{GATE_WORDS[one]} ({one})" for one in unmeasured(vitals))


def implied(vitals: Vitals, name: str) -> bool:
    """Whether this was not said, and a figure is known that comes from nowhere else."""
    return vitals.number(name) is None and any(
        vitals.number(one) is not None for one in IMPLY[name]
    )
