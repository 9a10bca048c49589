"""The first hours of an incident: only steps that can be taken back and can be there within a day, in order.

Not every step is a rung: freezing deploys is none. Each step is part of the plan only where
something that was seen asks for it; those that always hold are few. Nothing here raises a limit of connections or of
instances: that is what the connection budget (`playbooks/formulas/connection_budget.py`) is asked for first.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.limits.idle_in_transaction import TOO_MANY
from checks.limits.xid_age import STOP
from checks.shape.top_statement import LARGE
from checks.signal import percent
from checks.vitals import Vitals
from playbooks.core import Decision, Resource

PUBLIC = 0.2
"""Share of anonymous, identical requests from which a few seconds at the edge are felt; this tool's default."""
FULL = 0.5
DEFERRED = 0.1
FIRST_LOOK = {
    "slow": "see what runs and what it waits for: SELECT state, wait_event_type, wait_event, left(query, 60) FROM "
    "pg_stat_activity WHERE state <> 'idle'",
    "too_many_clients": "see what the sessions do: SELECT state, count(*) FROM pg_stat_activity GROUP BY state; idle "
    "ones ask for smaller pools, those idle in a transaction for its end, active ones for their statements",
    "spikes": "compare the bad minutes with scheduled jobs, with deploys, and with lifetimes in the cache",
    "backlog": "compare what arrives with what is done, and look for one job or destination that fails again and again",
    "stale_reads": "see how far each replica is behind: SELECT client_addr, state, replay_lag FROM pg_stat_replication",
    "disk_full": "see what grows: tables, logs, pg_wal; a slot that nobody reads keeps its WAL: SELECT slot_name, "
    "active FROM pg_replication_slots",
}
"""For a felt symptom the look that tells its causes apart, within minutes; it changes nothing (the ladder's triage)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step: what to do, why now, how long it takes at most, how to take it back, and the rung it belongs to."""

    do: str
    why: str
    hours: float
    undo: str
    rung: str = ""


def plan(vitals: Vitals, decision: Decision) -> tuple[Action, ...]:
    """The steps in the order in which to take them."""
    return tuple(
        step
        for part in (_hold, _stops, _sessions, _locks, _statement, _edge, _work, _machine, _after)
        for step in part(vitals, decision)
    )


def _hold(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    yield Action(
        do="freeze deploys, and look at what the last one changed; roll it back where the trouble began with it",
        why="most incidents begin with a change, and a change in the middle hides the cause",
        hours=0.25,
        undo="lift the freeze",
    )
    if _felt(vitals) in FIRST_LOOK:
        yield Action(
            do=FIRST_LOOK[_felt(vitals)],
            why="several causes feel the same, and this tells them apart",
            hours=0.25,
            undo="nothing was changed",
        )
    if vitals.number("error_share") is None or (vitals.number("error_share") or 0.0) > 0:
        failing = vitals.number("error_share")
        yield Action(
            do="refuse early: a limit on requests in flight, 429 with Retry-After, background work off first",
            why="how many requests fail is not known, and what waits makes more wait"
            if failing is None
            else f"{percent(failing)} of requests fail",
            hours=2,
            undo="raise the limit again",
            rung="load_protection",
        )


def _felt(vitals: Vitals) -> str:
    fact = vitals.fact("symptom")
    return "" if fact is None else str(fact.value)


def _stops(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    days = vitals.number("disk_runway_days")
    if days is not None and days < 3:
        yield Action(
            do="grow the volume now; drop replication slots that nobody reads and old logs",
            why=f"the disk is full in {days:g} days",
            hours=1,
            undo="none is needed",
            rung="fix_config",
        )
    age = vitals.number("xid_age_share")
    if age is not None and age >= vitals.line(STOP):
        yield Action(
            do="end old transactions and abandoned replication slots, then VACUUM (FREEZE) the oldest tables",
            why=f"transaction age is {percent(age)} of the limit at which writes are refused",
            hours=12,
            undo="none is needed",
            rung="fix_config",
        )


def _sessions(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    used, limit = vitals.number("connections_used"), vitals.number("max_connections")
    share = used / limit if used is not None and limit else None
    refused = share is None and _felt(vitals) == "too_many_clients"
    if not refused and (share or 0.0) < FULL:
        return
    open_ = (
        "sessions are refused" if share is None else f"{percent(share)} of the sessions are open"
    )
    if (vitals.number("idle_in_transaction_share") or 0.0) >= vitals.line(TOO_MANY):
        yield Action(
            do="set idle_in_transaction_session_timeout to 30 s, and end the sessions that hold one open",
            why=f"{open_}, many idle inside a transaction",
            hours=0.5,
            undo="set it back to 0",
            rung="fix_config",
        )
    elif (vitals.number("idle_share") or 0.0) >= FULL and vitals.fact("pooler") is None:
        yield Action(
            do="put PgBouncer in between, or cap each process's pool; do not raise max_connections",
            why=f"{open_}, most are idle",
            hours=6,
            undo="give the direct address back",
            rung="pool",
        )


def _locks(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    if decision.saturated is Resource.LOCKS:
        yield Action(
            do="find the blocker with pg_blocking_pids and end it; set lock_timeout for what comes after",
            why=decision.saturated_because.text,
            hours=0.5,
            undo="set lock_timeout back",
            rung="fix_config",
        )


def _statement(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    index, top = (
        vitals.number("indexable_share") or 0.0,
        vitals.number("top_statement_share") or 0.0,
    )
    if index >= vitals.line(LARGE):
        yield Action(
            do="build the missing index (CREATE INDEX CONCURRENTLY), or switch off the feature that asks",
            why=f"statements that a missing index slows own {percent(index)} of the database's time",
            hours=4,
            undo="DROP INDEX CONCURRENTLY; switch the feature on",
            rung="query_index",
        )
    elif top >= vitals.line(LARGE):
        yield Action(
            do="switch off the feature behind the heaviest statement, or limit how often it may run",
            why=f"one statement owns {percent(top)} of the database's time",
            hours=2,
            undo="switch it on",
            rung="query_index",
        )


def _edge(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    share = vitals.number("cacheable_share") or 0.0
    accepted = vitals.number("staleness_ok_s")
    if share >= PUBLIC and (accepted is None or accepted >= 1):
        yield Action(
            do="answer public pages from the edge for 1 to 10 seconds (s-maxage, stale-if-error)",
            why=f"{percent(share)} of requests are anonymous and identical",
            hours=6,
            undo="send no-store",
            rung="cdn",
        )


def _work(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    share = vitals.number("deferrable_share") or 0.0
    if share >= DEFERRED:
        yield Action(
            do="switch mail, exports and webhooks off or write them down to be done later",
            why=f"{percent(share)} of the request time is work that nobody waits for",
            hours=4,
            undo="switch them on, and do what was written down",
            rung="async_queue",
        )


def _machine(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    bought = {Resource.DATABASE_CPU, Resource.DATABASE_IO, Resource.DATABASE_MEMORY}
    if decision.saturated in bought and not vitals.number("largest_machine"):
        what = {
            Resource.DATABASE_CPU: "more cores",
            Resource.DATABASE_IO: "more storage operations",
            Resource.DATABASE_MEMORY: "more memory",
        }[decision.saturated]
        yield Action(
            do=f"buy time with the next larger class of the database ({what}), when the steps above were not enough",
            why=decision.saturated_because.text,
            hours=4,
            undo="go back to the old class in a quiet hour",
            rung="vertical",
        )


def _after(vitals: Vitals, decision: Decision) -> Iterator[Action]:
    yield Action(
        do="when it is quiet: write down what was seen and done, then `rung assess` on the numbers of the peak",
        why="what was done in a hurry is taken back or built well",
        hours=24,
        undo="none is needed",
    )
