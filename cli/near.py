"""What runs on this machine can be watched from here: then nobody is asked to tell its processor's use."""

from dataclasses import replace
from typing import TYPE_CHECKING

from playbooks.core import Ask

if TYPE_CHECKING:
    from cli.look import Seen, Sources

WATCHED = {"database_cpu": "database", "app_cpu": "application"}
"""Vitals that a window fills from the processes of this group."""
COMMAND = "rung assess --database-url URL --metrics-url URL --seconds 30"


def watchable(ask: Ask, sources: "Sources", seen: "Seen") -> Ask:
    """The question with the command that measures it, where no window was asked for and the processes run here."""
    if ask.vital not in WATCHED or sources.seconds:
        return ask
    from checks.probes import local
    from checks.probes.postgres import Postgres

    groups = local.groups(seen.looks.get(Postgres), sources.metrics_url, *sources.urls)
    return replace(ask, command=COMMAND) if WATCHED[ask.vital] in groups else ask
