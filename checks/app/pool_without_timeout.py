"""Does a request wait half a minute for a pooled connection before it fails?

Why: when all connections are out, every further request waits the pool's default of 30 seconds, holds its thread
meanwhile, and fails long after its user has gone. A short wait sheds the load that cannot be served anyway.
What to do: give the pool a wait of a few seconds (`timeout=` of psycopg_pool, `pool_timeout=` of SQLAlchemy).
Source: https://www.psycopg.org/psycopg3/docs/api/pool.html and
https://docs.sqlalchemy.org/en/20/core/engines.html (both default to 30 seconds).
"""

from checks.advice import advise
from checks.core import Finding, Report, Severity, not_applicable
from checks.probes.repo import Call, Repo

ADVICE = True
KEYWORD = {
    "psycopg_pool.ConnectionPool": "timeout",
    "psycopg_pool.AsyncConnectionPool": "timeout",
}
UNPOOLED = ("NullPool", "StaticPool", "SingletonThreadPool")


def check(repo: Repo) -> Report:
    """Fires at pools without a wait of their own; unpooled engines and unpacked arguments are left alone."""
    if repo.python is None:
        return not_applicable("no Python application")
    pools = [one for one in repo.python.pools if one.callee in KEYWORD]
    engines = [one for one in repo.python.engines if _pooled(one)]
    if not pools and not engines:
        return not_applicable("no pool is built in the code")
    return advise(
        (
            Finding(
                message=f"{one.callee.rpartition('.')[2]} lets a request wait 30 s for a connection (default)",
                remedy=f"give it {KEYWORD.get(one.callee, 'pool_timeout')}= of a few seconds",
                severity=Severity.LOW,
                place=one.place,
            )
            for one in (*pools, *engines)
            if not {KEYWORD.get(one.callee, "pool_timeout"), "**"} & set(one.keywords)
        ),
        examined=len(pools) + len(engines),
        note="every pool states how long a request may wait",
    )


def _pooled(engine: Call) -> bool:
    return not any(one in engine.keywords.get("poolclass", "") for one in UNPOOLED)
