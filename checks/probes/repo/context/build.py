"""The context of one look, put together."""

from checks.probes.repo.context.model import Context
from checks.probes.repo.context.outside import outside
from checks.probes.repo.context.owners import owners
from checks.probes.repo.context.processes import processes
from checks.probes.repo.context.request_path import request_path
from checks.probes.repo.context.stacks import stacks
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import Component


def context(sight: Sight, components: tuple[Component, ...]) -> Context:
    """F1 to F7; the target comes from the configuration alone."""
    return Context(
        stacks=tuple(stacks(sight, components)),
        processes=tuple(processes(sight, sight.workloads)),
        request_path=tuple(request_path(sight, components, sight.hits)),
        layers=sight.layers,
        settings=sight.settings,
        outside=tuple(sorted(outside(sight.tree), key=lambda one: one.reason)),
        workloads=sight.workloads,
        owners=tuple(owners(sight, components, sight.workloads)),
    )
