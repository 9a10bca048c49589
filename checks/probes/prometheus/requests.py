"""The histogram of the application's requests: which there is, how it is labelled, and the questions to it.

A classic histogram has `_bucket`, `_sum` and `_count` series; a native one is a series of its own name, asked with
`histogram_count` (https://prometheus.io/docs/specs/native_histograms/).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from checks.probes.metrics import HISTOGRAMS, ROUTES, STATUSES
from checks.probes.prometheus.questions import Question, level

METHODS = ("method", "http_request_method", "http_method", "verb")
OTHERS = re.compile(
    r"^(https?_)\w*(duration|latency|requests?)\w*?(_seconds|_milliseconds)?_bucket$"
)
"""Names that look like it and are in no list: taken where no known one is there."""
MOST_ROUTES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """A histogram, its labels, and the matchers that select the application's series."""

    name: str
    native: bool
    labels: Collection[str] = ()
    matchers: str = ""
    """`job="web"`, empty for all."""

    @property
    def route(self) -> str:
        """The label that names the route; empty where there is none."""
        return next((one for one in ROUTES if one in self.labels), "")

    @property
    def method(self) -> str:
        """The label that names the method; empty where there is none."""
        return next((one for one in METHODS if one in self.labels), "")

    @property
    def to_ms(self) -> float:
        """Milliseconds in one unit of the histogram."""
        return 1.0 if self.name.endswith("_milliseconds") else 1000.0

    def counted(self, span: str, *, failed: bool | None = None, by: str = "") -> str:
        """Requests per second over a span; of all, of the failed, or of the good ones; by these labels."""
        grouping = f" by ({by})" if by else ""
        if self.native:
            return (
                f"histogram_count(sum{grouping} (rate({self.name}{self._select(failed)}[{span}])))"
            )
        return f"sum{grouping} (rate({self.name}_count{self._select(failed)}[{span}]))"

    def at_work(self, span: str) -> str:
        """Requests at work at once on average: the seconds of all of them for each second (Little's law)."""
        if self.native:
            inner = f"histogram_sum(sum (rate({self.name}{self._select(None)}[{span}])))"
        else:
            inner = f"sum (rate({self.name}_sum{self._select(None)}[{span}]))"
        return inner if self.to_ms == 1000 else f"{inner} / 1000"

    def restarts(self, span: str) -> str:
        """How often a counter of theirs began anew in this span."""
        return f"sum (resets({self._counter()}[{span}]))"

    def instances(self) -> str:
        """From how many processes they come."""
        return f"count (count by (instance) ({self._counter()}))"

    def percentile(self, share: float, by: str = "", span: str = "<w>") -> str:
        """Milliseconds of the good ones over the window, or over another span."""
        series = self.name if self.native else f"{self.name}_bucket"
        groups = ", ".join(one for one in ("" if self.native else "le", by) if one)
        grouping = f" by ({groups})" if groups else ""
        inner = f"sum{grouping} (rate({series}{self._select(False)}[{span}]))"
        return f"{self.to_ms:g} * histogram_quantile({share}, {inner})"

    def present(self) -> str:
        """Something that has a value whenever the histogram has."""
        return f"count({self._counter()})"

    def failed_share(self, span: str) -> str:
        """Share that failed; empty where the status is in no label."""
        if not self._status():
            return ""
        every = self.counted(span)
        return f"({self.counted(span, failed=True)} or vector(0)) / ({every} > 0)"

    def _counter(self) -> str:
        return f"{self.name if self.native else f'{self.name}_count'}{self._select(None)}"

    def _status(self) -> str:
        return next((one for one in STATUSES if one in self.labels), "")

    def _select(self, failed: bool | None) -> str:
        matchers = [self.matchers] if self.matchers else []
        if failed is not None and self._status():
            matchers.append(f'{self._status()}{"=~" if failed else "!~"}"5.*"')
        return f"{{{','.join(matchers)}}}" if matchers else ""

    def questions(self) -> tuple[Question, ...]:
        """The vitals that it answers. Without a label for the status, errors cannot be told."""
        rate = self.counted("<r>", failed=False)
        found = [
            Question(vital="requests_per_second", needs=(), query=level(rate)),
            Question(vital="peak_requests_per_second", needs=(), query=f"max_over_time(({rate})[<w>:<s>])"),
            Question(vital="p50_ms", needs=(), query=self.percentile(0.5)),
            Question(vital="p95_ms", needs=(), query=self.percentile(0.95)),
        ]  # fmt: skip
        if errors := self.failed_share("<w>"):
            found.append(Question(vital="error_share", needs=(), query=errors))
        return tuple(found)

    def swing(self) -> Question:
        """Peak over trough of five-minute rates: the highest and the lowest twentieth."""
        inner = self.counted("<r>", failed=False)
        query = f"{level(inner)} / (quantile_over_time(0.05, ({inner})[<w>:<s>]) > 0)"
        return Question(vital="peak_to_trough", needs=(), query=query)

    def by_route(self) -> tuple[str, str]:
        """Requests in the window and 95th percentile, by route; the most frequent ones."""
        by = ", ".join(one for one in (self.method, self.route) if one)
        return f"topk({MOST_ROUTES}, {self.counted('<w>', by=by)})", self.percentile(0.95, by)


def histogram(names: Collection[str]) -> tuple[str, bool] | None:
    """The histogram of requests among these metrics, and whether it is native; None where there is none."""
    for one in HISTOGRAMS:
        if f"{one}_bucket" in names:
            return one, False
        if one in names and f"{one}_count" not in names:
            return one, True
    others = sorted(one for one in names if OTHERS.match(one))
    return (others[0].removesuffix("_bucket"), False) if others else None
