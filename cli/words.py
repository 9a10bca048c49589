"""The words that a person reads for the ladder's own: answers, resources, outcomes."""

import shlex
from math import isfinite
from pathlib import Path

from cli import figures
from cli.figures import figure
from playbooks.core import Answer, Drawn, Prediction, Resource

ANSWERS = {
    Answer.HELD: "held",
    Answer.NOT_NEEDED: "not needed",
    Answer.MEASURE: "measure",
    Answer.TAKE: "take",
    Answer.LATER: "later",
    Answer.VETOED: "vetoed",
}
RESOURCES = {
    Resource.DATABASE_CPU: "the database's processor",
    Resource.DATABASE_IO: "the database's storage",
    Resource.DATABASE_MEMORY: "the database's memory",
    Resource.CONNECTIONS: "database connections",
    Resource.LOCKS: "locks in the database",
    Resource.APP_CPU: "the application's processor",
    Resource.EXTERNAL_WAIT: "waiting for a third party",
    Resource.EDGE: "the edge: bytes and requests that a cache could answer",
    Resource.STORAGE: "storage space",
    Resource.QUEUE: "workers for the jobs that wait",
    Resource.RECOVERY: "a way back from a failure in the promised time",
    Resource.PEOPLE: "people, not machines",
    Resource.NOTHING: "nothing",
    Resource.UNKNOWN: "not known yet",
}


def overruled(one: Drawn) -> str:
    """saturation.database_cpu.warn counts from 80 % here; rung's own is 65 %."""
    here, own = (figures.drawn(value, one.unit) for value in (one.value, one.own))
    return f"{one.name} is {here} in this project's configuration; rung's own is {own}"


STATIONS = {
    "application": "the application's processes",
    "database": "the database's processor",
    "storage": "the database's storage",
    "machine": "the machine that both share",
}


def are(station: str) -> str:
    """The verb that a station's name takes."""
    return "are" if STATIONS[station].endswith("processes") else "is"


def hours(count: float) -> str:
    """within minutes, up to 4 hours, within a day."""
    if count < 1:
        return f"{count * 60:.0f} minutes"
    return "a day" if count >= 24 else f"up to {count:g} hour{'' if count == 1 else 's'}"


WAY_BACK = {
    "yes": "can be taken back",
    "mostly": "can mostly be taken back",
    "hard": "hard to take back",
    "no": "cannot be taken back",
}


def reason(text: str) -> str:
    """A verdict's reason without its opening, which the label beside it already says."""
    return text.removeprefix("must not be taken now: ")


def there(root: Path) -> str:
    """What a command needs at its end to reach this project: nothing from within it."""
    return "" if root == Path.cwd() else f" {shlex.quote(str(root))}"


FAR = 20
"""A bound that is so many times what there was says nothing."""


def promise(predicts: Prediction) -> str:
    """p95_ms from 4,877 ms to between 97 ms and 975 ms; a bound that says nothing is left out."""
    before, low, high = (
        figure(one, predicts.unit, predicts.vital) if isfinite(one) else ""
        for one in (predicts.before, predicts.low, predicts.high)
    )
    target = f"between {low} and {high}"
    if not high or predicts.high >= FAR * predicts.before:
        target = f"at least {low}"
    elif predicts.low <= 0:
        target = f"at most {high}"
    return f"{predicts.vital} from {before} to {target}"
