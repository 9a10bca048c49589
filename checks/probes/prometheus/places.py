"""Which of the machines, databases and jobs that Prometheus watches are the ones that are asked about.

An instance is `host:port`; postgres_exporter's `server` label, where there is one, names the database's own host. Where
it cannot be told which machine is the database's, nothing is asked of any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Matchers, each empty where there is nothing to choose, None where it cannot be told."""

    machine: str | None = None
    """The only machine that is watched."""
    database_machine: str | None = None
    alone: bool = False
    """No part of the application runs on the database's machine, as far as is watched."""
    database: str | None = None


def places(
    nodes: Iterable[Labels], servers: Iterable[Labels], application: Iterable[Labels]
) -> Places:
    """From the labels of node_exporter's series, of the primaries' and of the application's."""
    machines = {one.get("instance", "") for one in nodes} - {""}
    primaries = {(one.get("instance", ""), _host_of(one)) for one in servers}
    apps = {_host(one.get("instance", "")) for one in application}
    database = next(iter(primaries)) if len(primaries) == 1 else None
    here = [one for one in machines if database is not None and _host(one) == database[1]]
    return Places(
        machine="" if len(machines) == 1 else None,
        database_machine=_matcher(here[0]) if len(here) == 1 else None,
        alone=bool(apps) and len(here) == 1 and _host(here[0]) not in apps,
        database=_matcher(database[0]) if database is not None else None,
    )


def matched(label: str, text: str) -> str:
    """The matcher of one label's text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'{label}="{escaped}"'


def _matcher(instance: str) -> str:
    return matched("instance", instance) if instance else ""


def _host(instance: str) -> str:
    return instance.rpartition(":")[0] or instance


def _host_of(server: Labels) -> str:
    """The database's host: as its exporter calls it, unless that is the exporter's own machine."""
    named = _host(server.get("server", ""))
    local = named in {"", "localhost", "127.0.0.1"} or named.startswith("/")
    return _host(server.get("instance", "")) if local else named
