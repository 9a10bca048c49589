"""Does a pooler in session mode hold sessions for idle clients?

Why: in session mode a client keeps its server connection until it goes away, so a thousand idle clients hold a
thousand sessions as if there were no pooler.
What to do: transaction mode, after a look for what needs a session (LISTEN, SET, advisory locks).
Source: PgBouncer documentation, `pool_mode` (its default is session). Half of the limit and 80 % idle are this tool's
defaults, as in limits.connections and limits.idle_sessions.
"""

from checks.core import Report
from checks.limits.connections import WARN as SHORT
from checks.limits.idle_sessions import IDLE
from checks.signal import fires, missing, percent, quiet
from checks.vitals import Vitals

LINE = (
    "pooler_mode session with {SHORT} of max_connections open and an idle_share of {IDLE} or more"
)
RELIEVES = ("connections",)


def check(vitals: Vitals) -> Report:
    """Fires when the mode is session, sessions run short, and most are idle."""
    mode = vitals.fact("pooler_mode")
    used, limit = vitals.number("connections_used"), vitals.number("max_connections")
    idle = vitals.number("idle_share")
    if mode is None:
        return missing(vitals, "pooler_mode")
    if mode.value != "session":
        return quiet(f"the pooler works in {mode.value} mode")
    if used is None or not limit or idle is None:
        return missing(vitals, "connections_used", "max_connections", "idle_share")
    seen = f"{used:.0f} of {limit:.0f} sessions are open, {percent(idle)} of them idle"
    if used / limit < vitals.line(SHORT) or idle < vitals.line(IDLE):
        return quiet(seen)
    return fires(
        vitals,
        f"{seen}, behind a pooler in session mode",
        "set the pooler to transaction mode",
        "pooler_mode",
        "connections_used",
        "max_connections",
        "idle_share",
    )
