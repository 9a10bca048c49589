"""Which workloads the checks of this area judge."""

from checks.core import Reason, Report, not_applicable, unknown
from checks.probes.repo import Repo, State
from checks.probes.repo.context.model import Workload
from checks.probes.repo.words import Role
from checks.probes.repo.workloads.kustomize import DEVELOPMENT

KINDS = frozenset({"Deployment", "StatefulSet", "DaemonSet", "Rollout"})
"""Controllers that keep something running; jobs end by themselves."""
STORES = frozenset({Role.DATABASE, Role.CACHE, Role.BROKER, Role.POOLER})
RENDERED = "the values of a Helm chart were seen, not the manifests that it renders"


def kept_running(repo: Repo) -> list[Workload]:
    """What plain manifests keep running in production; what lies in folders for development is left out."""
    return [
        one
        for one in repo.context.workloads
        if one.kind in KINDS
        and one.state is State.ACTIVE
        and one.image
        and not DEVELOPMENT.search(one.places[0].path)
    ]


def served(repo: Repo) -> list[Workload]:
    """Those that a Service or a route sends requests to, without the stores."""
    return [one for one in kept_running(repo) if one.reached_by and one.role not in STORES]


def nothing(repo: Repo, note: str) -> Report:
    """UNKNOWN where only a chart's values were seen, NOT_APPLICABLE where there is nothing of this sort."""
    if not kept_running(repo) and any(one.kind == "Helm release" for one in repo.context.workloads):
        return unknown(RENDERED, reason=Reason.UNRENDERED)
    return not_applicable(note)
