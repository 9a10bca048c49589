"""Infrastructure files: compose, Dockerfile, Kubernetes, Helm, continuous integration."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.images import POOLERS, PROXIES, name_of
from checks.probes.repo.processes import dockerfiles, for_development, instructions
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

CI = (
    (re.compile(r"^\.github/workflows/[^/]+\.ya?ml$"), "GitHub Actions"),
    (re.compile(r"^\.forgejo/workflows/[^/]+\.ya?ml$"), "Forgejo Actions"),
    (re.compile(r"^\.circleci/config\.yml$"), "CircleCI"),
    (re.compile(r"^\.woodpecker(/[^/]+)?\.ya?ml$"), "Woodpecker"),
    (re.compile(r"^\.buildkite/[^/]+\.ya?ml$"), "Buildkite"),
    (re.compile(r"^\.gitlab-ci\.ya?ml$"), "GitLab CI"),
    (re.compile(r"^\.gitea/workflows/[^/]+\.ya?ml$"), "Gitea Actions"),
    (re.compile(r"^\.semaphore/semaphore\.ya?ml$"), "Semaphore"),
    (re.compile(r"^\.travis\.ya?ml$"), "Travis CI"),
    (re.compile(r"^\.drone\.ya?ml$"), "Drone"),
    (re.compile(r"^\.cirrus\.ya?ml$"), "Cirrus CI"),
    (re.compile(r"^\.?appveyor\.ya?ml$"), "AppVeyor"),
    (re.compile(r"^bitbucket-pipelines\.ya?ml$"), "Bitbucket Pipelines"),
    (re.compile(r"^(ci/)?Jenkinsfile$"), "Jenkins"),
    (re.compile(r"^(\.azure-pipelines/)?[\w-]*azure-pipelines[\w.-]*\.ya?ml$"), "Azure Pipelines"),
)
PACKED = re.compile(r"(^|/)src/main/resources/")
MANIFEST = Words(b"apiVersion:")
WORKLOAD = re.compile(
    r"^kind:\s*[\"']?(Deployment|StatefulSet|DaemonSet|CronJob|Service|Ingress)\b", re.M
)
SAMPLE = re.compile(r"(^|[/_.-])(sample|example)s?[_.-][^/]*$|[_.-](sample|example)s?\.\w+$", re.I)
"""A manifest that says by its name that it is to be copied and filled in."""
ROUTED = re.compile(r"^kind:\s*[\"']?(Ingress|HTTPRoute)\b", re.M)
AUTOSCALER = re.compile(r"^kind:\s*HorizontalPodAutoscaler\b", re.M)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`compose_file`, `dockerfile`, `kubernetes`, `autoscaler`, `helm`, `ci`."""
    for file in sight.compose:
        state = sight.state_of(file)
        yield (
            "",
            RepoFact(
                name="compose_file", value=file.path, place=Place(path=file.path), state=state
            ),
        )
    for path in dockerfiles(sight.tree):
        state = State.INACTIVE if for_development(path) else State.ACTIVE
        yield (
            sight.folder_of(path),
            RepoFact(name="dockerfile", value=path, place=Place(path=path), state=state),
        )
        yield from _pooler(sight, path)
    likely = [p for p in sight.tree.files if p.startswith((".", "ci/")) or "/" not in p]
    for pattern, value in CI:
        first = next(filter(pattern.match, likely), None)
        if first:
            yield "", RepoFact(name="ci", value=value, place=Place(path=first))
    yield from _charts(sight)
    yield from _kubernetes(sight)
    yield from _gateways(sight)


def _pooler(sight: Sight, path: str) -> Iterator[tuple[str, RepoFact]]:
    """An image of the project's own for a pooler: its folder is called so, and it installs one."""
    text = sight.tree.text(path) or ""
    named = next((one for one in POOLERS if one in path.lower()), None)
    if named and any(
        re.match(r"(FROM|RUN)\b", line) and named in line for _, line in instructions(text)
    ):
        yield (
            "",
            RepoFact(
                name="pooler",
                value=POOLERS[named],
                place=Place(path=path),
                confidence=Confidence.MEDIUM,
            ),
        )


def _of_manifest(path: str) -> State:
    """A manifest among a program's resources is applied where somebody asks for it, and a sample is to be copied."""
    asked = PACKED.search(path) or SAMPLE.search(path)
    return State.UNKNOWN_IN_PRODUCTION if asked else State.ACTIVE


def _gateways(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A proxy in front of others: it listens outside, and it waits for or names a service of the same file."""
    for file, one in sight.services:
        product = PROXIES.get(name_of(one.image))
        named = any(one.name in other.used_by for other in file.services)
        in_front = bool(one.depends_on) or named or product in {"Traefik", "Kong"}
        if product and one.ports and in_front and file.production:
            place = Place(path=file.path, line=one.line)
            state = sight.state_of(file)
            yield "", RepoFact(name="gateway", value=product, place=place, state=state)
    routes = [one for one in sight.objects if one.kind in {"Ingress", "HTTPRoute"}]
    routes.sort(key=lambda one: _of_manifest(one.path) is not State.ACTIVE)
    for kind in sorted({one.kind for one in routes}):
        first = next(one for one in routes if one.kind == kind)
        state = _of_manifest(first.path)
        yield "", RepoFact(name="gateway", value=kind, place=first.place, state=state)
    if not routes:
        yield from _routed_by_templates(sight)


def _manifests(sight: Sight) -> Iterator[str]:
    """Manifests of Kubernetes, those that a program fills in too: Helm's, and ERB's of Rails' deploy tools."""
    templates = (
        one for one in sight.tree.production(".erb") if one.endswith((".yaml.erb", ".yml.erb"))
    )
    for path in (*sight.tree.production(".yaml", ".yml"), *templates):
        if sight.tree.holds(path, MANIFEST):
            yield path


def _routed_by_templates(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for path in _manifests(sight):
        text = sight.tree.text(path) or ""
        found = ROUTED.search(text)
        if found:
            place = Place(path=path, line=text.count("\n", 0, found.start()) + 1)
            fact = RepoFact(
                name="gateway", value=found.group(1), place=place, state=_of_chart(path, text)
            )
            yield "", fact
            return


def _charts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    for path in sight.tree.named("Chart.yaml"):
        found = re.search(r"^name:\s*[\"']?([\w.-]+)", sight.tree.text(path) or "", re.M)
        if found:
            yield "", RepoFact(name="helm", value=found.group(1), place=Place(path=path))


def _of_chart(path: str, text: str) -> State:
    """A template that values switch on is the choice of whoever installs the chart."""
    asked = PACKED.search(path) or re.search(r"\{\{-?\s*if\b", text)
    return State.UNKNOWN_IN_PRODUCTION if asked else State.ACTIVE


def _kubernetes(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Manifests that say apiVersion and kind of a workload; one fact, at the first of them."""
    told = False
    for path in _manifests(sight):
        text = sight.tree.text(path) or ""
        found = WORKLOAD.search(text) if re.search(r"^apiVersion:", text, re.M) else None
        if found and not told:
            told = True
            line = text.count("\n", 0, found.start()) + 1
            folder = path.rpartition("/")[0] or "."
            yield (
                "",
                RepoFact(
                    name="kubernetes",
                    value=f"manifests in {folder}",
                    place=Place(path=path, line=line),
                    state=_of_manifest(path),
                ),
            )
        scaler = AUTOSCALER.search(text)
        if scaler:
            line = text.count("\n", 0, scaler.start()) + 1
            yield (
                "",
                RepoFact(
                    name="autoscaler",
                    value="HorizontalPodAutoscaler",
                    place=Place(path=path, line=line),
                    state=_of_chart(path, text),
                ),
            )
            return
