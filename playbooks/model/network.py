"""The project as a network of queues: what one request needs of each resource, and how many servers each has.

Service demands come from the utilisation law (Denning and Buzen, "The Operational Analysis of Queueing Network
Models", 1978): demand = use x servers / throughput. They are measured at one load and taken as constant, which holds
while no cache empties, no lock convoys and no plan flips; where that is doubtful the model is refused.
"""

from dataclasses import dataclass, replace

from checks.vitals import Vitals

LEAST_USE = 0.01
"""Below this use a demand is noise: no station is made of it."""
CONVOY = 0.3
"""Share of busy sessions in lock waits from which demands are not constant (as in saturation.locks)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """A resource with a queue: seconds that one request needs of it, and how many it serves at once."""

    name: str
    demand: float
    servers: float
    span: tuple[float, float | None] | None = None
    """Between which parts of its ceiling the true one lies in nine cases of ten (0.8, 1.3); None inside: without an
    end. None where too few loads were watched to say."""

    @property
    def ceiling(self) -> float:
        """Requests per second at which it is full."""
        return self.servers / self.demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The stations that a request visits, the seconds that it waits elsewhere, and the load it was measured at."""

    stations: tuple[Station, ...]
    delay: float
    measured_at: float
    shared_cores: float = 0.0
    """Cores that application and database share; 0 where each has its own machine."""
    others: float = 0.0
    """Processor seconds of others on a shared machine for each request."""
    limit: int = 0
    """Requests that may be at work at once (threads, or sessions held throughout); 0: nothing limits them."""

    def queues(self) -> tuple[tuple[Station, ...], float]:
        """What is waited for, and the seconds elsewhere.

        On one machine it serves all work, the application no more than its processes. Its work is then part of two
        stations, and is taken off the time elsewhere once.
        """
        if not self.shared_cores:
            return self.stations, self.delay
        by_name = {one.name: one for one in self.stations}
        application = by_name["application"]
        work = application.demand + by_name["database"].demand + self.others
        machine = Station(
            name="machine", demand=work, servers=self.shared_cores,
            span=_wider(application.span, by_name["database"].span),
        )  # fmt: skip
        rest = tuple(one for one in self.stations if one.name not in {"application", "database"})
        return (application, machine, *rest), self.delay - application.demand

    def bottleneck(self) -> Station:
        """The station that is full first."""
        return min(self.queues()[0], key=lambda one: one.ceiling)

    def scaled(self, name: str, *, demand: float = 1.0, servers: float = 1.0) -> "Network":
        """This network with one station's demand and servers multiplied; unchanged where there is no such station."""
        larger = servers if name == "database" else 1.0
        return replace(
            self,
            shared_cores=self.shared_cores * larger,
            stations=tuple(
                replace(one, demand=one.demand * demand, servers=one.servers * servers)
                if one.name == name
                else one
                for one in self.stations
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why the model does not answer, and what it would need."""

    why: str
    needs: tuple[str, ...] = ()


def _wider(
    one: tuple[float, float | None] | None, other: tuple[float, float | None] | None
) -> tuple[float, float | None] | None:
    if one is None or other is None:
        return None
    high = None if one[1] is None or other[1] is None else max(one[1], other[1])
    return min(one[0], other[0]), high


def network(vitals: Vitals) -> Network | Refused:
    """The network that these vitals describe."""
    rate = vitals.number("requests_per_second")
    if not rate:
        return Refused(why="the load is not known", needs=("requests_per_second",))
    if (vitals.number("lock_wait_share") or 0.0) >= CONVOY:
        return Refused(
            why="sessions wait for locks, and such waiting does not grow in step with load"
        )
    if (vitals.number("error_share") or 0.0) >= 0.05:
        return Refused(
            why="one request in twenty fails: what is measured is not the work of good ones"
        )
    known = [one for one in (_application(vitals, rate), _database(vitals, rate)) if one]
    if len(known) < 2:
        return Refused(
            why="the use of application and database is not known, with the cores of each",
            needs=tuple(
                one
                for one in ("app_cpu", "database_cpu", "database_cores")
                if vitals.number(one) is None
            ),
        )
    stations = tuple(one for one in (*known, _storage(vitals, rate)) if one)
    seen = Network(stations=stations, delay=_elsewhere(vitals, stations), measured_at=rate)
    return _on_one_machine(vitals, seen) if vitals.number("co_located") else seen


def _on_one_machine(vitals: Vitals, seen: Network) -> Network:
    cores = vitals.number("database_cores") or 1.0
    busy = (vitals.number("host_cpu") or 0.0) * cores / seen.measured_at
    work = sum(one.demand for one in seen.stations if one.name != "storage")
    return replace(seen, shared_cores=cores, others=max(0.0, busy - work))


def _application(vitals: Vitals, rate: float) -> Station | None:
    use = vitals.number("app_cpu")
    processes = (vitals.number("instances") or 1.0) * (
        vitals.number("processes_per_instance") or 1.0
    )
    return _station("application", use, processes, rate)


def _database(vitals: Vitals, rate: float) -> Station | None:
    cores = vitals.number("database_cores")
    return None if not cores else _station("database", vitals.number("database_cpu"), cores, rate)


def _storage(vitals: Vitals, rate: float) -> Station | None:
    seen = [vitals.number(one) for one in ("iops_share", "throughput_share")]
    use = max((one for one in seen if one is not None), default=None)
    return None if use is None or use < LEAST_USE else _station("storage", use, 1.0, rate)


def _station(name: str, use: float | None, servers: float, rate: float) -> Station | None:
    if use is None:
        return None
    return Station(name=name, demand=max(use, LEAST_USE / 10) * servers / rate, servers=servers)


def _elsewhere(vitals: Vitals, stations: tuple[Station, ...]) -> float:
    """Seconds of the median that no station explains: waiting for others; 0 where nothing is left."""
    median = (vitals.number("p50_ms") or 0.0) / 1000
    work = sum(one.demand for one in stations)
    deferrable = vitals.number("deferrable_share")
    if deferrable is not None:
        return median * deferrable
    busy = max(vitals.number(one) or 0.0 for one in ("app_cpu", "database_cpu"))
    return max(0.0, median - work) if busy < 0.5 else 0.0
