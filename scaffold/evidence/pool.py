"""The answers of `pool` that the evidence suggests, each with its reason."""

from checks.core import Looks, Problem
from checks.probes.repo.snapshot import Repo
from checks.vitals import Vitals
from scaffold.core import Value
from scaffold.evidence import compose_services as services
from scaffold.evidence import pool_clients, pool_size, session_state
from scaffold.evidence.pool_django import django_pool
from scaffold.evidence.pool_stack import IN_PROCESS, Stack, calls, engine_calls, stack
from scaffold.evidence.python_layout import beside
from scaffold.evidence.requirements import declared
from scaffold.ledger import read

FEW = 4
"""Long-lived instances up to which each keeps a pool of its own; beyond, the sum of pools outgrows the database."""
Answers = dict[str, tuple[Value, str]]


def defaults(looks: Looks) -> Answers:
    """Where the pool lives, how large it is, and the places that change.

    Raises:
        Problem: neither form can be built here: the application opens connections in a way that is not
            known, and there is no compose file that a PgBouncer service could be added to.
    """
    repo = looks.get(Repo)
    if repo is None:
        raise Problem("the project's files were not looked at", "give the project's folder")
    if held := read(repo.root).rung("pool"):
        return {key: (value, "as it was built here") for key, value in held.receipt.answers.items()}
    vitals = looks.get(Vitals) or Vitals()
    how = stack(repo)
    if (own := repo.python.pools if repo.python else ()) and pool_clients.pooler(repo) is None:
        raise Problem(
            f"the application pools its connections already ({own[0].callee} at {own[0].place})",
            "size that pool; a PgBouncer in front of it needs the driver's prepared statements off"
            " (asyncpg: statement_cache_size=0, psycopg: prepare_threshold=None)",
        )
    if how.name == "sqlalchemy" and not engine_calls(repo.python):
        raise Problem(
            f"the engine ({how.because}) brings a pool class, a creator or connect_args of its own",
            "set pool_size, max_overflow=0, pool_timeout, pool_pre_ping and pool_recycle there by hand",
        )
    topology = _topology(repo, vitals, how)
    inside = topology[0] == "in_process"
    size = pool_size.in_process(repo, vitals) if inside else pool_size.pooled(vitals)
    return {
        "topology": topology,
        "stack": (how.name, how.because),
        "pool_size": (size.connections, size.because),
        "pool_size_because": (size.because[:1].upper() + size.because[1:] + ".", size.because),
        **_in_process(repo, how),
        **_pgbouncer(repo, vitals),
    }


def _topology(repo: Repo, vitals: Vitals, how: Stack) -> tuple[Value, str]:
    count = pool_size.instances(repo, vitals)
    if how.name in IN_PROCESS and count <= FEW and pool_clients.pooler(repo) is None:
        few = "one long-lived instance" if count == 1 else f"{count} long-lived instances"
        return "in_process", f"{few} ({how.because}): no further service is needed"
    if there := pool_clients.pooler(repo):
        file, service = there
        where = services.place(file, service)
        return (
            "pgbouncer",
            f"{service.name} pools already ({where}): the drivers are told so, no more",
        )
    if pool_clients.compose(repo) is None:
        raise Problem(
            f"no pool can be built here: {how.because}, and there is no compose file with a database"
            " to put PgBouncer beside",
            "put PgBouncer in front of the database where it runs, or describe the stack in compose.yaml",
        )
    if how.name in IN_PROCESS:
        return "pgbouncer", f"{count} instances: their own pools would add up"
    return "pgbouncer", how.because


def _in_process(repo: Repo, how: Stack) -> Answers:
    app = repo.python
    places = calls(app, how.name)
    third = declared(repo, "psycopg")
    first = app.app_file if app and app.app_file else "main.py"
    file, statement = beside(repo, first, "db_pool")
    state = session_state.where(repo)
    clear = f"session state is used at {state}" if state else "no use of session state was found"
    return {
        "module_file": (file, f"next to {first}"),
        "import_statement": (statement, "as the application imports its own modules"),
        "calls": ([*places], how.because),
        "engine_calls": (engine_calls(app), how.because),
        "reset_session": (bool(state), clear),
        "psycopg3": (third is not None, str(third.place) if third else "psycopg 3 is not declared"),
        "settings_file": ((app.settings_file if app else None) or "", "Django's settings"),
        "django_pool": django_pool(repo),
    }


def _pgbouncer(repo: Repo, vitals: Vitals) -> Answers:
    room = pool_size.clients(repo, vitals)
    return {
        "max_client_conn": (room.connections, room.because),
        **pool_clients.answers(repo),
    }
