"""F7: which layer answers a concern, so that another layer's silence about it is no fault."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.context.model import Owner, Workload
from checks.probes.repo.processes import dockerfiles, for_development, instructions
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Component
from checks.probes.repo.words import Role, State

NGINX = (
    ("compression", re.compile(r"^[ \t]*gzip\s+on\s*;", re.M)),
    ("rate_limit", re.compile(r"^[ \t]*limit_req\s+zone=", re.M)),
    ("tls", re.compile(r"^[ \t]*ssl_certificate\s", re.M)),
    (
        "static_files",
        re.compile(
            r"^[ \t]*location\s[^{\n]{0,200}(static|assets|public)[^{\n]{0,200}\{[^}]{0,2000}\b(alias|root)\s",
            re.M,
        ),
    ),
    ("response_cache", re.compile(r"^[ \t]*proxy_cache\s+(?!off)\w", re.M)),
)
COMMENT = re.compile(r"^[ \t]*#.*$", re.M)
LABEL = re.compile(r"traefik\.http\.middlewares\.[\w-]+\.(ratelimit|compress)\b")


def owners(
    sight: Sight, components: tuple[Component, ...], workloads: tuple[Workload, ...]
) -> Iterator[Owner]:
    """The owner of each concern, the outermost layer first; one layer a concern."""
    said: set[tuple[str, str]] = set()
    for one in (*_health(sight, workloads), *_edge(sight), *_facts(components)):
        if (one.concern, one.layer) not in said:
            said.add((one.concern, one.layer))
            yield one


def _health(sight: Sight, workloads: tuple[Workload, ...]) -> Iterator[Owner]:
    for one in workloads:
        runs = one.role in {Role.WEB, Role.WORKER} and one.state is not State.INACTIVE
        if one.probes and runs:
            layer = "compose" if one.kind == "compose service" else one.kind
            yield Owner(concern="health", layer=layer, place=one.places[0])
    for path in dockerfiles(sight.tree):
        if for_development(path):
            continue
        for number, line in instructions(sight.tree.text(path) or ""):
            if re.match(r"HEALTHCHECK\s+(?!NONE)", line, re.I):
                yield Owner(concern="health", layer="image", place=Place(path=path, line=number))


def _edge(sight: Sight) -> Iterator[Owner]:
    for path in sight.tree.production(".conf"):
        if not re.search(r"nginx|/conf\.d/|sites-(available|enabled)/", path):
            continue
        text = COMMENT.sub("", sight.tree.text(path) or "")
        for concern, pattern in NGINX:
            found = pattern.search(text)
            if found:
                line = text.count("\n", 0, found.start() + 1) + 1
                yield Owner(concern=concern, layer="nginx", place=Place(path=path, line=line))
    for path in sight.tree.named("Caddyfile"):
        found = re.search(r"^[ \t]*encode\s+(gzip|zstd)", sight.tree.text(path) or "", re.M)
        if found:
            yield Owner(concern="compression", layer="Caddy", place=Place(path=path))


def _facts(components: tuple[Component, ...]) -> Iterator[Owner]:
    """What the application itself or a service beside it answers."""
    concerns = {"pooler": "pooling", "rate_limit": "rate_limit", "static_files": "static_files"}
    for component in components:
        for one in component.facts:
            if one.name in concerns and one.state is State.ACTIVE and one.place is not None:
                layer = str(one.value) if one.name == "pooler" else f"application ({one.value})"
                yield Owner(
                    concern=concerns[one.name],
                    layer=layer,
                    place=one.place,
                    confidence=Confidence.MEDIUM,
                )
