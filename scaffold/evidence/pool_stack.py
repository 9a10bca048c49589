"""How a Python application opens its database connections, and the places where that is written."""

from dataclasses import dataclass

from checks.probes.repo.snapshot import Connect, PythonApp, Repo
from scaffold.core import Value

DRIVERS = {
    "psycopg.connect": "psycopg",
    "psycopg.AsyncConnection.connect": "psycopg_async",
    "psycopg2.connect": "psycopg2",
    "asyncpg.connect": "asyncpg",
}
OWN = {"poolclass", "pool", "connect_args", "creator"}
"""Keywords of create_engine with which its pool is not ours to size, or its connections not ours to flag."""
IN_PROCESS = ("psycopg", "sqlalchemy", "django")
"""The ways for which a pool inside the process can be built here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """One way to talk to the database, and the sentence that says where it was seen."""

    name: str
    because: str


def stack(repo: Repo) -> Stack:
    """What this application uses, by its own calls; "other" where none of the known ways was seen."""
    app = repo.python
    if app is None:
        return Stack(name="other", because="no Python application was found")
    if app.framework == "django":
        return Stack(
            name="django", because=f"Django keeps its own connections ({app.settings_file})"
        )
    if app.engines:
        asynchronous = app.engines[0].callee.endswith("create_async_engine")
        name = "sqlalchemy_asyncpg" if asynchronous else "sqlalchemy"
        return Stack(name=name, because=f"{app.engines[0].callee} at {app.engines[0].place}")
    for one in app.connects:
        if served(one) and one.callee in DRIVERS:
            return Stack(
                name=DRIVERS[one.callee],
                because=f"{one.callee} at {one.place}, while a request waits",
            )
    if app.pools:
        return Stack(name="other", because=f"a pool is built at {app.pools[0].place} already")
    return Stack(
        name="other", because="no call that opens a connection was found in the request path"
    )


def served(one: Connect) -> bool:
    """A request waits for this call: it is in the request path, or hands its connection out."""
    return bool(one.function) and (one.in_request_path or one.returned)


def calls(app: PythonApp | None, stack: str) -> list[Value]:
    """The files where requests open connections in this way; `inside` names the functions when not all do."""
    found: list[Value] = []
    ours = [one for one in app.connects if DRIVERS.get(one.callee) == stack] if app else []
    for path in dict.fromkeys(one.place.path for one in ours if served(one)):
        here = [one for one in ours if one.place.path == path]
        inside = sorted({one.function for one in here if served(one)})
        every = all(served(one) for one in here)
        found.append({"file": path, "inside": [] if every else [*inside]})
    return found


def engine_calls(app: PythonApp | None) -> list[Value]:
    """The files and calls that make SQLAlchemy engines which bring neither a pool class nor `connect_args`."""
    engines = app.engines if app else ()
    own = {one.place.path for one in engines if OWN & set(one.keywords)}
    plain = {(one.place.path, one.callee) for one in engines if one.place.path not in own}
    return [{"file": path, "call": callee} for path, callee in sorted(plain)]
