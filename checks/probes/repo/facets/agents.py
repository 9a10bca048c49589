"""Agents that a start command puts around the program: nothing of the project imports them.

`newrelic-admin run-program`, `ddtrace-run`, `opentelemetry-instrument`, `-javaagent:`, `node --require`, and the
profiler variables of .NET, each as its vendor's own manual writes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Confidence, Place
from checks.probes.repo.processes import dockerfiles, for_development, instructions
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

AGENTS = (
    ("tracing", "New Relic", r"\bnewrelic-admin\s+run-program\b|-javaagent:\S*newrelic\S*\.jar"),
    ("tracing", "Datadog", r"\bddtrace-run\b|-javaagent:\S*dd-java-agent\S*\.jar"),
    (
        "tracing",
        "OpenTelemetry",
        r"\bopentelemetry-instrument\b|-javaagent:\S*opentelemetry-javaagent\S*\.jar",
    ),
    ("tracing", "Elastic APM", r"-javaagent:\S*elastic-apm-agent\S*\.jar"),
    ("tracing", "Application Insights", r"-javaagent:\S*applicationinsights-agent\S*\.jar"),
    ("tracing", "SkyWalking", r"-javaagent:\S*skywalking-agent\S*\.jar"),
    ("metrics", "Prometheus", r"-javaagent:\S*jmx_prometheus_javaagent\S*\.jar"),
    ("tracing", "Datadog", r"(?:-r|--require|--import)[\s=]+dd-trace/"),
    ("tracing", "New Relic", r"(?:-r|--require|--import)[\s=]+newrelic\b"),
    ("tracing", "Elastic APM", r"(?:-r|--require|--import)[\s=]+elastic-apm-node/"),
    (
        "tracing",
        "OpenTelemetry",
        r"(?:-r|--require|--import)[\s=]+@opentelemetry/auto-instrumentations-node/",
    ),
    ("tracing", "New Relic", r"\bCORECLR_NEWRELIC_HOME[\s=:]+\S"),
    ("tracing", "Datadog", r"\bDD_DOTNET_TRACER_HOME[\s=:]+\S"),
    ("tracing", "OpenTelemetry", r"\bOTEL_DOTNET_AUTO_HOME[\s=:]+\S"),
)
KNOWN = tuple((facet, value, re.compile(pattern)) for facet, value, pattern in AGENTS)
SAID = Words(
    b"newrelic",
    b"ddtrace-run",
    b"opentelemetry-instrument",
    b"-javaagent:",
    b"dd-trace",
    b"elastic-apm",
)
QUOTED = re.compile(r"[\"',\[\]]+")
SPOKEN = re.compile(r"#|(echo|printf)\b")
"""How a line of a script begins that only says something."""
OPENS, CLOSES = re.compile(r"(if|case|for|while)\b"), re.compile(r"(fi|esac|done)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A command or a variable of the environment, and whether production runs it."""

    text: str
    place: Place
    state: State


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`tracing` and `metrics` of the agents in start commands."""
    for one in _lines(sight):
        plain = QUOTED.sub(" ", one.text)
        for facet, value, pattern in KNOWN:
            if pattern.search(plain):
                fact = RepoFact(
                    name=facet,
                    value=value,
                    place=one.place,
                    state=one.state,
                    confidence=Confidence.HIGH,
                )
                yield sight.folder_of(one.place.path), fact


def _lines(sight: Sight) -> Iterator[Line]:
    recipes = [one for one in dockerfiles(sight.tree) if not for_development(one)]
    for path in recipes:
        for number, line in instructions(sight.tree.text(path) or ""):
            if re.match(r"(CMD|ENTRYPOINT|ENV)\s", line, re.I):
                yield Line(line, Place(path=path, line=number), State.ACTIVE)
    for path in sight.tree.named("Procfile"):
        for number, line in enumerate((sight.tree.text(path) or "").splitlines(), 1):
            if not line.lstrip().startswith("#"):
                yield Line(line, Place(path=path, line=number), State.ACTIVE)
    for file, one in sight.services:
        variables = (f"{name}={value}" for name, value in one.variables.items())
        place = Place(path=file.path, line=one.line)
        yield Line(" ".join((one.command, *variables)), place, sight.state_of(file))
    started = " ".join(
        [
            *(sight.tree.text(path) or "" for path in [*recipes, *sight.tree.named("Procfile")]),
            *(one.command for _, one in sight.services),
        ]
    )
    for path in sight.tree.production(".sh"):
        if sight.tree.holds(path, SAID) and not for_development(path):
            yield from _script(sight, path, path.rpartition("/")[2] in started)


def _script(sight: Sight, path: str, started: bool) -> Iterator[Line]:
    """The lines of a shell script; one under a condition, or of a script that nothing starts, is not sure."""
    depth = 0
    for number, raw in enumerate((sight.tree.text(path) or "").splitlines(), 1):
        line = raw.strip()
        if SPOKEN.match(line):
            continue
        depth += bool(OPENS.match(line)) - bool(CLOSES.match(line))
        sure = started and not depth and not re.search(r"&&|\|\|", line)
        state = State.ACTIVE if sure else State.UNKNOWN_IN_PRODUCTION
        yield Line(line, Place(path=path, line=number), state)
