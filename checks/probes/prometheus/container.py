"""The database's container as cAdvisor (and the kubelet, which holds one) records it: what it uses, and its limit.

A container is the database's where its image is a PostgreSQL's and there is no other such container: of a primary and
its replicas nobody could say which is asked about. Its cores are its quota over its period; without a limit, those of
its machine.

Source: https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checks.probes.prometheus.places import matched
from checks.probes.prometheus.questions import Question, level

USED = "container_cpu_usage_seconds_total"
QUOTA, PERIOD, MACHINE = (
    "container_spec_cpu_quota",
    "container_spec_cpu_period",
    "machine_cpu_cores",
)
IMAGES = "(.*/)?(postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector)([:@].*)?"
NAMES = ("instance", "namespace", "pod", "container", "name", "image")
FIND = f'count by ({", ".join(NAMES)}) ({USED}{{image=~"{IMAGES}"}})'


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """Matchers that select the database's container, and its machine."""

    itself: str
    machine: str

    def cores(self) -> Iterator[Question]:
        """How many processors it can use: its limit, else its machine's."""
        quota = f"min({QUOTA}{{{self.itself}}} / {PERIOD}{{{self.itself}}})"
        yield Question(vital="database_cores", needs=(QUOTA, PERIOD), query=quota)
        machine = f"min({MACHINE}{{{self.machine}}})"
        yield Question(vital="database_cores", needs=(MACHINE,), query=machine)

    def busy(self, cores: float) -> str:
        """Its use as a share of so many cores."""
        return f"sum(rate({USED}{{{self.itself}}}[<r>])) / {cores:g}"

    def use(self, cores: float) -> Question:
        """The level of its use over the window."""
        return Question(vital="database_cpu", needs=(USED,), query=level(self.busy(cores)))


def chosen(rows: Iterable[Mapping[str, str]]) -> Container | None:
    """The one database's container among these; None where there is none, or several."""
    found = list(rows)
    if len(found) != 1:
        return None
    known = {name: text for name in NAMES if (text := found[0].get(name))}
    return Container(
        itself=",".join(matched(name, text) for name, text in known.items()),
        machine=matched("instance", known["instance"]) if "instance" in known else "",
    )
