"""Do all deployables together, at their worst, fit into the sessions that the database allows?

Source: arithmetic. A fifth of max_connections stays free for people, backups and migrations; a rolling deploy runs
old and new instances side by side, which multiplies by (1 + surge). Two to four server connections a core is the
usual sizing of a transaction pool (see `pool_size` for its origin).
"""

from dataclasses import dataclass

USABLE = 0.8
PER_CORE = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployable:
    """Something that opens sessions: its instances at most, the processes in each, and the pool of each process."""

    instances: int
    processes: int = 1
    pool: int = 1
    surge: float = 0.25
    """Share of instances that run in addition during a deploy (Kubernetes' default is 25 %)."""


def demand(deployables: tuple[Deployable, ...], others: int = 5) -> float:
    """Sessions that could be open at the worst moment; `others` counts people, cron and migrations."""
    return others + sum(
        one.instances * one.processes * one.pool * (1 + one.surge) for one in deployables
    )


def direct(max_connections: int) -> float:
    """Sessions that clients may use when they connect to the server itself."""
    return USABLE * max_connections


def behind_pooler(max_connections: int, cores: float) -> float:
    """Server connections that all pools of a pooler may open together."""
    return min(USABLE * max_connections, PER_CORE * cores)


def share(deployables: tuple[Deployable, ...], max_connections: int, others: int = 5) -> float:
    """Demand over budget without a pooler; above 1 the worst moment is refused connections."""
    return demand(deployables, others) / direct(max_connections)
