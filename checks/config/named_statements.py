"""Do named prepared statements go through a pooler that does not carry them?

Why: in transaction mode the next transaction runs on another server connection, where that name is not known:
statements fail, or "already exist".
What to do: switch naming off in the driver, or use a pooler version that carries names at protocol level.
Source: PgBouncer documentation, `max_prepared_statements` (since 1.21), and its table of features by pool mode.
"""

from checks.core import Report
from checks.signal import fires, missing, quiet
from checks.vitals import Vitals

LINE = "named_prepared_statements told or seen as true"
RELIEVES = ("nothing",)


def check(vitals: Vitals) -> Report:
    """Fires when that is known."""
    value = vitals.number("named_prepared_statements")
    if value is None:
        return missing(vitals, "named_prepared_statements")
    if not value:
        return quiet("prepared statements fit the pooler")
    return fires(
        vitals,
        "named prepared statements go through a pooler that does not carry them",
        "switch them off in the driver, or upgrade the pooler",
        "named_prepared_statements",
    )
