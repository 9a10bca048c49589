"""Schedules of Ruby's queues: a gem that runs jobs by the clock, and the file or the code that gives it some.

Solid Queue's recurring tasks (https://github.com/rails/solid_queue#recurring-tasks), sidekiq-cron, sidekiq-scheduler,
resque-scheduler and whenever. The gem alone says nothing: its schedule may be empty.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact


@dataclass(frozen=True, slots=True)
class Schedule:
    """A gem, the files that hold its schedule, and how an entry begins there; `code` is how Ruby says it."""

    gem: str
    value: str
    files: re.Pattern[str]
    entry: re.Pattern[str]
    code: re.Pattern[str] | None = None


KNOWN = (
    Schedule(
        "solid_queue",
        "Solid Queue recurring tasks",
        re.compile(r"(^|/)config/recurring(\.\w+)?\.ya?ml$"),
        # what Rails generates clears the queue's own table, which is no work of the project's
        re.compile(
            r"^[ \t]+(?!clear_solid_queue_finished_jobs:)\w+:[ \t]*\n"
            r"(?:[ \t]+(?:command|class|queue|priority|args|description):[^\n]*\n){0,6}[ \t]+schedule:[ \t]*\S",
            re.M,
        ),
    ),
    Schedule(
        "sidekiq-cron",
        "sidekiq-cron",
        re.compile(r"(^|/)config/(\w+/)?\w*(schedule|cron)\w*\.ya?ml$"),
        re.compile(r"^[ \t]+[\"']?cron[\"']?:[ \t]*\S", re.M),
        re.compile(r"^[^#\n]*\bSidekiq::Cron::Job\.(?:create|load_from)", re.M),
    ),
    Schedule(
        "sidekiq-scheduler",
        "sidekiq-scheduler",
        re.compile(r"(^|/)config/\w*(sidekiq|schedule)[\w-]*\.ya?ml$"),
        re.compile(r"^[ \t]+:?(?:cron|every|interval):[ \t]*\S", re.M),
        re.compile(r"^[^#\n]*\bSidekiq\.schedule\s*=", re.M),
    ),
    Schedule(
        "resque-scheduler",
        "resque-scheduler",
        re.compile(r"(^|/)config/\w*schedule\w*\.ya?ml$"),
        re.compile(r"^[ \t]+:?(?:cron|every):[ \t]*\S", re.M),
        re.compile(r"^[^#\n]*\bResque\.schedule\s*=", re.M),
    ),
    Schedule(
        "whenever",
        "whenever",
        re.compile(r"(^|/)config/schedule\.rb$"),
        re.compile(r"^[ \t]*every\b[^\n]*\bdo\b", re.M),
    ),
)
CODE = Words(b"Sidekiq::Cron", b"Sidekiq.schedule", b"Resque.schedule")


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`scheduled_work`, at the first entry of each gem's schedule."""
    installed = {
        one.name
        for manifest in sight.manifests
        for one in manifest.dependencies
        if one.ecosystem == "gem" and not one.development
    }
    for known in KNOWN:
        place = _place(sight, known) if known.gem in installed else None
        if place is not None:
            fact = RepoFact(name="scheduled_work", value=known.value, place=place)
            yield sight.folder_of(place.path), fact


def _place(sight: Sight, known: Schedule) -> Place | None:
    suffixes = (".yml", ".yaml", ".rb")
    for path in filter(known.files.search, sight.tree.production(*suffixes)):
        if place := _found(sight, path, known.entry):
            return place
    for path in sight.tree.production(".rb") if known.code else ():
        if (
            known.code
            and sight.tree.holds(path, CODE)
            and (place := _found(sight, path, known.code))
        ):
            return place
    return None


def _found(sight: Sight, path: str, pattern: re.Pattern[str]) -> Place | None:
    text = sight.tree.text(path) or ""
    found = pattern.search(text)
    return Place(path=path, line=text.count("\n", 0, found.start()) + 1) if found else None
