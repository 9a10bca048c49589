"""What Elixir's configuration starts: the table of times of Oban (https://hexdocs.pm/oban/periodic_jobs.html)."""

import re
from collections.abc import Iterator

from checks.core import Confidence
from checks.probes.repo.elixir_asked import mentions
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

CRON = re.compile(r"\bOban\.(?:Pro\.)?Plugins\.(?:Dynamic)?Cron\b")
SAID = Words(b"Plugins.Cron", b"Plugins.DynamicCron")
EMPTY = re.compile(r"\bcrontab:\s*\[\s*\]")


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`scheduled_work`: the first place of each component that starts Oban's table with something in it."""
    told: set[str] = set()
    for place, asked in mentions(sight.tree, CRON, SAID):
        folder = sight.folder_of(place.path)
        lines = (sight.tree.text(place.path) or "").splitlines()[place.line - 1 :][:3]
        if folder in told or EMPTY.search("\n".join(lines)):
            continue
        told.add(folder)
        state = State.UNKNOWN_IN_PRODUCTION if asked else State.ACTIVE
        yield (
            folder,
            RepoFact(
                name="scheduled_work",
                value="Oban Cron",
                place=place,
                state=state,
                confidence=Confidence.HIGH,
            ),
        )
