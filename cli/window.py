"""The time between two glances at the same counters: what is seen meanwhile, and what the glances make together."""

import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from checks.probes.postgres import Activity
    from checks.probes.postgres.reading import Tell


def wait(
    first: dict[str, Any], database_url: str | None, seconds: float, *, tell: "Tell | None" = None
) -> "Activity | None":
    """Wait for the rest of the window; a database that is asked without a pooler is sampled meanwhile."""
    from checks.probes.postgres import watch
    from checks.probes.postgres.reading import quiet

    seen = first.get("postgres")
    if seen is not None and not seen.pooled and database_url and seconds > 0:
        return watch(database_url, seconds, tell=tell or quiet)
    time.sleep(max(0.0, seconds))
    return None


def grown(
    first: dict[str, Any], second: dict[str, Any], watched: "Activity | None"
) -> list[object]:
    """What the counters of both glances grew by, and the sessions of both and of what was sampled in between."""
    modules = {name: import_module(f"checks.probes.{name}") for name in first if name in second}
    found = {name: one.between(first[name], second[name]) for name, one in modules.items()}
    if "postgres" in found:
        more = (first["postgres"].activity, watched)
        found["postgres"] = modules["postgres"].sampled(found["postgres"], *more)
    return list(found.values())
