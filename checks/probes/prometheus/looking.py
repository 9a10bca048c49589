"""One look at Prometheus while it goes on: what is there, how finely to ask, and the answers."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import httpx

from checks.core import Problem
from checks.probes.prometheus import container, moments, questions
from checks.probes.prometheus.api import Api, Failed, Row
from checks.probes.prometheus.places import Places, places
from checks.probes.prometheus.questions import Question
from checks.probes.prometheus.requests import Requests, histogram
from checks.probes.prometheus.snapshot import Prometheus, Reading, RouteReading
from checks.probes.prometheus.spans import Cut, cut
from checks.redact import redact

DAY = 86_400.0


@dataclass(slots=True, kw_only=True)
class Looking:
    """One look while it goes on."""

    api: Api
    base: httpx.URL
    now: float
    span: float
    readings: dict[str, Reading] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def look(self) -> Prometheus:
        names = self.api.names(self.span, self.now)
        requests, jobs = self._requests(names)
        how = self._cut(requests)
        at = self._places(names, requests)
        marks = _marks(at, requests)
        busy = self._container(names, how)
        self._ask_all(_asked(requests, at, how.window_s), names, how, marks)
        asked = {
            part: how.fill(_chosen(query, marks))
            for part, query in (
                moments.queries(requests, names, at, busy) if requests else {}
            ).items()
        }
        return Prometheus(
            url=redact(str(self.base)),
            at=self.now,
            window_s=how.window_s,
            histogram=requests.name if requests else "",
            native=bool(requests and requests.native),
            job=requests.matchers if requests else "",
            jobs=tuple(jobs),
            route_label=requests.route if requests else "",
            readings=self.readings,
            routes=self._routes(requests, how),
            moments=moments.read(self.api, asked, how, self.now, self.missing) if asked else (),
            moment_s=how.range_s if asked else 0.0,
            moment_queries=asked,
            targets=self._targets(),
            missing=self.missing,
        )

    def _rows(self, what: str, query: str) -> list[Row]:
        try:
            return self.api.rows(query)
        except Failed as failed:
            self.missing[what] = str(failed)
            return []

    def _requests(self, names: frozenset[str]) -> tuple[Requests | None, list[str]]:
        """The histogram, of the job that was asked for or has the most requests."""
        found = histogram(names)
        if found is None:
            return None, []
        name, native = found
        try:
            labels = self.api.labels(name if native else f"{name}_count", self.span, self.now)
        except Failed as failed:
            self.missing["labels"] = str(failed)
            labels = frozenset()
        every = Requests(name=name, native=native, labels=labels)
        rows = self._rows("jobs", f"topk(20, {every.counted('5m', by='job')})")
        rows = rows or self._rows("jobs", every.present().replace("count(", "count by (job) ("))
        jobs = [row[0].get("job", "") for row in sorted(rows, key=lambda row: -row[1])]
        wanted = self.base.params.get("job", "")
        if wanted and wanted not in jobs:
            known = ", ".join(sorted(jobs)) or "none"
            raise Problem(f"no job called {wanted!r} has {name}", f"the jobs that have it: {known}")
        job = wanted or (jobs[0] if len(jobs) > 1 else "")
        return replace(every, matchers=f'job="{job}"' if job else ""), sorted(jobs)

    def _cut(self, requests: Requests | None) -> Cut:
        """The window as long as there is data, and how far samples lie apart."""
        present = requests.present() if requests else "count(up)"
        covered, interval = self.span, 60.0
        try:
            covered = self.api.first(present, self.span, self.now) or self.span
            recent = min(600.0, covered)
            samples = self.api.value(f"max(count_over_time(up[{recent * 1000:.0f}ms]))")
            interval = recent / samples if samples else interval
        except Failed as failed:
            self.missing["window"] = str(failed)
        return cut(covered, interval)

    def _places(self, names: frozenset[str], requests: Requests | None) -> Places:
        nodes, servers, apps = list[Row](), list[Row](), list[Row]()
        if "node_cpu_seconds_total" in names:
            nodes = self._rows("machines", "count by (instance) (node_cpu_seconds_total)")
        if "pg_up" in names:
            follows = "pg_replication_is_replica"
            but = f" unless on (instance) ({follows} == 1)" if follows in names else ""
            servers = self._rows(
                "databases", f"count by (instance, server) (pg_stat_activity_count{but})"
            )
        if requests is not None:
            apps = self._rows(
                "application", requests.present().replace("count(", "count by (instance) (")
            )
        return places(*(map(_labels, (nodes, servers, apps))))

    def _container(self, names: frozenset[str], how: Cut) -> str:
        """Asks what the database's container can use and uses; the query of its use, empty where there is none."""
        if container.USED not in names:
            return ""
        found = container.chosen(_labels(self._rows("containers", container.FIND)))
        if found is None:
            return ""
        self._ask_all(found.cores(), names, how, {})
        cores = self.readings.get("database_cores")
        if cores is None or cores.value <= 0:
            return ""
        self._ask_all([found.use(cores.value)], names, how, {})
        return found.busy(cores.value)

    def _ask_all(
        self, asked: Iterable[Question], names: frozenset[str], how: Cut, marks: dict[str, str]
    ) -> None:
        for one in asked:
            if one.vital in self.readings or not all(need in names for need in one.needs):
                continue
            query = how.fill(_chosen(one.query, marks))
            try:
                value = self.api.value(query)
            except Failed as failed:
                self.missing[one.vital] = str(failed)
                continue
            if value is None:
                self.missing.setdefault(one.vital, "the query gives no answer")
            else:
                self.readings[one.vital] = Reading(value=value, query=query)
                self.missing.pop(one.vital, None)

    def _routes(self, requests: Requests | None, how: Cut) -> tuple[RouteReading, ...]:
        if requests is None or not requests.route:
            return ()
        counts, times = map(how.fill, requests.by_route())
        p95 = {_key(labels, requests): value for labels, value in self._rows("routes", times)}
        return tuple(
            RouteReading(
                method=labels.get(requests.method, ""),
                route=labels.get(requests.route, ""),
                requests=value * how.window_s,
                p95_ms=p95.get(_key(labels, requests)),
            )
            for labels, value in sorted(self._rows("routes", counts), key=lambda row: -row[1])
            if value > 0
        )

    def _targets(self) -> dict[str, tuple[float, float]]:
        up = {
            labels.get("job", ""): value
            for labels, value in self._rows("targets", "sum by (job) (up)")
        }
        every = self._rows("targets", "count by (job) (up)")
        return {
            job: (up.get(job, 0.0), value)
            for labels, value in every
            for job in [labels.get("job", "")]
        }


def _asked(requests: Requests | None, at: Places, window_s: float) -> Iterable[Question]:
    if requests is not None:
        yield from requests.questions()
        if window_s >= DAY:
            yield requests.swing()
        yield from questions.PROCESS
    yield from questions.POOL
    if at.database is not None:
        yield from questions.DATABASE
    yield from questions.REPLICAS
    if at.database_machine is not None:
        yield from questions.DATABASE_MACHINE
        if at.alone:
            yield replace(questions.MACHINE[0], vital="database_cpu")
    if at.machine is not None:
        yield questions.MACHINE[0]
    if at.machine is not None or at.database_machine is not None:
        yield questions.MACHINE[1]
        yield from questions.MACHINE[2:] if window_s >= DAY else ()


def _marks(at: Places, requests: Requests | None) -> dict[str, str]:
    """What the questions' selectors stand for: `<db0>` begins a list of matchers, `<db>` goes on with one."""
    chosen = {
        "db": at.database_machine or at.machine or "",
        "pg": at.database or "",
        "app": requests.matchers if requests else "",
    }
    return {
        **{f"<{name}0>": text for name, text in chosen.items()},
        **{f"<{name}>": f",{text}" if text else "" for name, text in chosen.items()},
    }


def _chosen(query: str, marks: dict[str, str]) -> str:
    """The query with its selectors filled in."""
    for mark, text in marks.items():
        query = query.replace(mark, text)
    return query.replace("{}", "")


def _labels(rows: list[Row]) -> list[dict[str, str]]:
    return [dict(labels) for labels, _ in rows]


def _key(labels: object, requests: Requests) -> tuple[str, str]:
    found = labels if isinstance(labels, dict) else {}
    return found.get(requests.method, ""), found.get(requests.route, "")
