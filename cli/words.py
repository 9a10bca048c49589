"""The words that a person reads for the ladder's own: answers, resources, outcomes."""

from cli.figures import figure
from playbooks.core import Answer, Prediction, Resource

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
    Resource.PEOPLE: "people, not machines",
    Resource.NOTHING: "nothing",
    Resource.UNKNOWN: "not known yet",
}


def promise(predicts: Prediction) -> str:
    """p95_ms from 4,877 ms to between 97 ms and 975 ms."""
    before, low, high = (
        figure(one, predicts.unit, predicts.vital)
        for one in (predicts.before, predicts.low, predicts.high)
    )
    return f"{predicts.vital} from {before} to between {low} and {high}"
