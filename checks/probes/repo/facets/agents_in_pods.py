"""Agents that a pod's manifest puts around the program: in its command, its environment, or by an annotation.

An operator of the vendor injects what the annotation asks for; one that asks with `false` keeps the agent away.
https://opentelemetry.io/docs/platforms/kubernetes/operator/automatic/,
https://docs.datadoghq.com/tracing/trace_collection/library_injection_local/,
https://docs.newrelic.com/docs/kubernetes-pixie/kubernetes-integration/installation/k8s-agent-operator/,
https://www.elastic.co/docs/reference/apm/k8s-attacher/apm-get-started-webhook
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from checks.core import Place
from checks.probes.repo.facets.agents import KNOWN, QUOTED
from checks.probes.repo.processes import for_development
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State
from checks.probes.repo.workloads.kubernetes import RUNS, pod
from checks.probes.repo.workloads.objects import Object, items, mapping

INJECTED = (
    (
        "OpenTelemetry",
        re.compile(
            r"^instrumentation\.opentelemetry\.io/inject-(java|nodejs|python|dotnet|go|apache-httpd|nginx)$"
        ),
    ),
    (
        "Datadog",
        re.compile(r"^admission\.datadoghq\.com/(java|js|python|dotnet|ruby|php)-lib\.version$"),
    ),
    (
        "New Relic",
        re.compile(r"^instrumentation\.newrelic\.com/inject-(java|nodejs|python|dotnet|ruby|php)$"),
    ),
    ("Elastic APM", re.compile(r"^co\.elastic\.apm/attach$")),
)
Told = tuple[str, str, int]


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`tracing` and `metrics` of the agents in pods, each once an object."""
    for one in sight.objects:
        if one.kind not in RUNS:
            continue
        state = State.INACTIVE if for_development(one.path) else State.ACTIVE
        told: dict[tuple[str, str], int] = {}
        for facet, value, line in (*_annotated(one), *_started(one)):
            told.setdefault((facet, value), line)
        for (facet, value), line in told.items():
            place = Place(path=one.path, line=line)
            yield (
                sight.folder_of(one.path),
                RepoFact(name=facet, value=value, place=place, state=state),
            )


def _annotated(one: Object) -> Iterator[Told]:
    """What the pod's own annotations ask for; those of the workload around it reach no pod."""
    for key, said in mapping(mapping(pod(one).get("metadata")).get("annotations")).items():
        for value, pattern in INJECTED:
            if pattern.match(str(key)) and str(said).lower() not in {"false", ""}:
                yield "tracing", value, one.mapped.line(*_keys(one), "metadata", "annotations", key)


def _started(one: Object) -> Iterator[Told]:
    """Commands, arguments and variables of the containers that run the program."""
    spec = mapping(pod(one).get("spec"))
    for index, container in enumerate(map(mapping, items(spec.get("containers")))):
        plain = QUOTED.sub(" ", "\n".join(_said(container)))
        for facet, value, pattern in KNOWN:
            if pattern.search(plain):
                yield facet, value, one.mapped.line(*_keys(one), "spec", "containers", index)


def _said(container: Mapping[str, Any]) -> Iterator[str]:
    for key in ("command", "args"):
        yield " ".join(map(str, items(container.get(key))))
    for each in map(mapping, items(container.get("env"))):
        if each.get("value") is not None:
            yield f"{each.get('name')}={each['value']}"


def _keys(one: Object) -> tuple[str, ...]:
    return (
        ("spec", "jobTemplate", "spec", "template")
        if one.kind == "CronJob"
        else ("spec", "template")
    )
