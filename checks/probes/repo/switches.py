"""Settings that switch a thing on or off: `management.prometheus.metrics.export.enabled=false`, `SENTRY_ENABLED`.

A library that is installed and used is not in use where such a setting says no; where the environment decides and the
project ships it switched off, production is unknown.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from checks.probes.repo.context.model import Setting
from checks.probes.repo.snapshot import RepoFact, State

FACETS = frozenset(
    {
        "broker",
        "error_tracking",
        "metrics",
        "object_storage",
        "queue",
        "rate_limit",
        "structured_logs",
        "tracing",
    }
)
"""Facets whose libraries wait for a switch. A migration or a health route that a framework's own switch turns off is
often started by the project's code instead."""
SWITCH = re.compile(r"^(.+)[._:-](?:is_?)?enabled?$|^(?:is_?)?enabled?_(.+)$", re.I)
WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")
SPELT = {
    "OpenTelemetry": {"opentelemetry", "otel", "otlp"},
    "RabbitMQ": {"rabbitmq", "rabbit"},
    "New Relic": {"newrelic"},
}
OFF = {"false", "0", "no", "off", ""}
Switches = dict[str, list[tuple[frozenset[str], Setting]]]


def switches(settings: Iterable[Setting]) -> Switches:
    """The switches of each component, each with the words of its name."""
    found: Switches = defaultdict(list)
    for one in settings:
        named = SWITCH.match(one.name) if one.state is not State.INACTIVE else None
        if named:
            words = {word.lower() for word in WORD.findall(named.group(1) or named.group(2))}
            found["" if one.component == "." else one.component].append((frozenset(words), one))
    return found


def switched(folder: str, fact: RepoFact, known: Switches) -> RepoFact:
    """The fact in the state that its switches leave it in; unchanged where it has none, or one that is on."""
    if fact.name not in FACETS or fact.state is not State.ACTIVE:
        return fact
    spelt = SPELT.get(str(fact.value), {str(fact.value).lower()})
    own = [
        one for words, one in known.get(folder, ()) if words & spelt and _of_the_facet(words, fact)
    ]
    if not own or any(one.value.lower() not in OFF for one in own):
        return fact
    asked = any(one.state is State.UNKNOWN_IN_PRODUCTION for one in own)
    return RepoFact(
        name=fact.name,
        value=fact.value,
        place=fact.place,
        state=State.UNKNOWN_IN_PRODUCTION if asked else State.INACTIVE,
        confidence=fact.confidence,
    )


def _of_the_facet(words: frozenset[str], fact: RepoFact) -> bool:
    """A switch of OpenTelemetry's traces says nothing about its metrics."""
    other = {"metrics": {"tracing", "traces", "logs"}, "tracing": {"metrics", "logs"}}
    return not words & other.get(fact.name, set())
