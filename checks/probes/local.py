"""Which processes of this machine belong to the systems that were looked at, where they run here at all."""

from pathlib import Path
from urllib.parse import urlsplit

from checks.probes.host import listeners
from checks.probes.postgres import Postgres

LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0"}  # noqa: S104 (a name that people write)
FORWARDERS = {"docker-proxy", "rootlesskit", "slirp4netns", "ssh"}
"""Programs that hold a port for somebody else: their processor time is not the application's."""


def groups(postgres: Postgres | None, *urls: str | None) -> dict[str, tuple[int, ...]]:
    """Process ids for `host.look`: "database" from the look's own session, "application" by its port.

    A group whose processes do not run here, or cannot be seen, is left out.
    """
    found: dict[str, tuple[int, ...]] = {}
    opening = postgres.opening if postgres is not None else None
    if opening is not None and opening.parent_pid is not None:
        found["database"] = (opening.parent_pid,)
    pids = {pid for url in urls if url for pid in _serving(url)}
    if pids:
        found["application"] = tuple(sorted(pids))
    return found


def _serving(url: str) -> tuple[int, ...]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        return ()
    if parts.hostname not in LOOPBACK:
        return ()
    return tuple(pid for pid in listeners(port) if _name(pid) not in FORWARDERS)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""
