"""Asks Prometheus' HTTP API (and what speaks it: Thanos, Mimir, VictoriaMetrics): bounded, read-only.

https://prometheus.io/docs/prometheus/latest/querying/api/
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from checks.core import Problem
from checks.probes.web import Answer, NoAnswer, Web
from checks.redact import redact

Row = tuple[Mapping[str, str], float]
QUERY_S = 5.0
"""Seconds that one question may take the server; it is told so too, and gives up itself."""
LARGEST = 20_000_000
PATIENCE = 2
"""Questions without an answer in a row after which no more are asked: the server is overloaded."""
UNANSWERED = {
    401: ("it asks for user and password", "write them into the address: https://user:password@host"),
    403: ("it does not let this user in", "write another user and password into the address"),
    404: ("it has no query API", "name the server's own address, with the path that it is served under"),
}  # fmt: skip


class Failed(Exception):
    """A question was not answered; why."""


@dataclass(slots=True, kw_only=True)
class Api:
    """One server."""

    web: Web
    base: httpx.URL
    silent: int = 0
    _shown: str = field(init=False)

    def __post_init__(self) -> None:
        self._shown = redact(str(self.base))

    def names(self, seconds: float, now: float) -> frozenset[str]:
        """Every metric's name in this span.

        Raises:
            Problem: nothing answers there, or it is no Prometheus.
        """
        span = {"start": f"{now - seconds:.3f}", "end": f"{now:.3f}"}
        try:
            answer = self._get("label/__name__/values", span)
        except NoAnswer as error:
            remedy = "check host and port: 9090 is Prometheus' usual one"
            if "certificate" in error.kind:
                remedy = (
                    "name its authority with SSL_CERT_FILE=FILE; certificates are always checked"
                )
            raise Problem(f"{self._shown} gave no answer: {error.kind}", remedy) from None
        found = _data(answer)
        if answer.status != 200 or not isinstance(found, list):
            raise self._no_prometheus(answer)
        return frozenset(str(one) for one in found)

    def labels(self, selector: str, seconds: float, now: float) -> frozenset[str]:
        """The label names of the series that this selects."""
        span = {"start": f"{now - seconds:.3f}", "end": f"{now:.3f}", "match[]": selector}
        found = self._asked("labels", span)
        return frozenset(str(one) for one in found) if isinstance(found, list) else frozenset()

    def rows(self, query: str) -> list[Row]:
        """The series that an instant query gives; those without a number are left out.

        Raises:
            Failed: the server refused it, or took too long.
        """
        data = self._asked("query", {"query": query, "timeout": f"{QUERY_S:g}s"})
        result = data.get("result") if isinstance(data, Mapping) else None
        found = list[Row]()
        for one in result if isinstance(result, list) else []:
            value = _number(one.get("value")) if isinstance(one, Mapping) else None
            if value is not None:
                found.append(
                    ({str(k): str(v) for k, v in dict(one.get("metric") or {}).items()}, value)
                )
        return found

    def value(self, query: str) -> float | None:
        """The one number that a query gives; None where it gives none.

        Raises:
            Failed: the server refused it, took too long, or there are several series.
        """
        rows = self.rows(query)
        if len(rows) > 1:
            raise Failed(f"{len(rows)} series where one was asked for")
        return rows[0][1] if rows else None

    def series(self, query: str, *, begin: float, end: float, step: float) -> dict[float, float]:
        """The one series that a query gives from `begin` to `end`: seconds since 1970 -> number.

        Raises:
            Failed: the server refused it, took too long, or there are several series.
        """
        rows = self._range(query, begin=begin, end=end, step=step)
        if len(rows) > 1:
            raise Failed(f"{len(rows)} series where one was asked for")
        return rows[0] if rows else {}

    def first(self, query: str, seconds: float, now: float) -> float | None:
        """Since how many seconds this query has answers, no longer than this; None where it has none."""
        span = seconds
        while True:
            step = span / 200
            rows = self._range(query, begin=now - span, end=now, step=step)
            times = [time for one in rows for time in one]
            if not times:
                return None
            since = now - min(times)
            if since > 4 * step or step < 1:
                return min(seconds, since + step)
            span = 6 * step

    def _range(
        self, query: str, *, begin: float, end: float, step: float
    ) -> list[dict[float, float]]:
        """The series of a range query; pairs that are no time and number are left out."""
        data = self._asked("query_range", {
            "query": query, "start": f"{begin:.3f}", "end": f"{end:.3f}", "step": f"{step:.3f}",
            "timeout": f"{QUERY_S:g}s",
        })  # fmt: skip
        result = data.get("result") if isinstance(data, Mapping) else None
        rows = result if isinstance(result, list) else []
        return [_pairs(one.get("values")) for one in rows if isinstance(one, Mapping)]

    def _asked(self, path: str, parameters: Mapping[str, str]) -> Any:
        if self.silent >= PATIENCE:
            raise Failed("not asked: the server had stopped answering")
        try:
            answer = self._get(path, parameters)
        except NoAnswer as error:
            self.silent += 1
            raise Failed(error.kind) from None
        self.silent = 0
        data = _data(answer)
        if data is None:
            raise Failed(_said(answer))
        return data

    def _get(self, path: str, parameters: Mapping[str, str]) -> Answer:
        url = self.base.copy_with(
            path=f"{self.base.path.rstrip('/')}/api/v1/{path}",
            params=dict(parameters),
            fragment=None,
        )
        return self.web.get(url, accept="application/json", body=LARGEST, within=2 * QUERY_S)

    def _no_prometheus(self, answer: Answer) -> Problem:
        if answer.status in UNANSWERED:
            said, remedy = UNANSWERED[answer.status]
            return Problem(f"{self._shown}: {said}", remedy)
        if 300 <= answer.status < 400:
            return Problem(
                f"{self._shown} leads to {redact(answer.header('location')) or 'another page'}",
                "name the server's own address; redirections are not followed",
            )
        return Problem(
            f"{self._shown} is no Prometheus: it answers {answer.status} and no list of metrics",
            "name the address of the server itself, not of a metrics page (that is --metrics-url)",
        )


def _data(answer: Answer) -> Any:
    """What the answer holds; None where it is no success."""
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    good = isinstance(found, Mapping) and found.get("status") == "success"
    return found.get("data") if good else None


def _said(answer: Answer) -> str:
    """Why the server refused, in its own words."""
    try:
        found = json.loads(answer.body)
        text = str(found["error"])
    except (ValueError, RecursionError, KeyError, TypeError):
        text = f"it answered {answer.status}"
    return redact(" ".join(text.split()))[:200]


def _pairs(values: Any) -> dict[float, float]:
    pairs = [
        (_number(one, 0), _number(one)) for one in (values if isinstance(values, list) else [])
    ]
    return {time: value for time, value in pairs if time is not None and value is not None}


def _number(value: Any, place: int = 1) -> float | None:
    """The number of `[time, "1.5"]`, or its time; None for NaN, which PromQL answers to 0 / 0."""
    try:
        found = float(value[place])
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    return found if math.isfinite(found) else None
