"""Can a restart bring another version?

Why: a pod that is restarted or scaled pulls whatever `latest` means that day, so two copies of one Deployment may run
two versions, and going back is impossible.
What to do: name a version or a digest.
Source: https://kubernetes.io/docs/concepts/containers/images/#image-names
"""

import re

from checks.advice import advise
from checks.core import Finding, Report, Severity
from checks.kubernetes._workloads import kept_running, nothing
from checks.probes.repo import Repo

ADVICE = True
LATEST = re.compile(r"^[a-z0-9][\w./:-]*:latest$")
"""Written out; a name without a tag may be filled in by kustomize, skaffold or a pipeline, and is not judged."""


def check(repo: Repo) -> Report:
    """Fires at the tag `latest`; digests, versions, names that a tool fills in, variables and jobs are left alone."""
    running = kept_running(repo)
    if not running:
        return nothing(repo, "no workload is kept running by a manifest")
    return advise(
        (
            Finding(
                message=f"{one.kind} {one.name} runs {one.image}",
                remedy="name a version or a digest",
                severity=Severity.MEDIUM,
                place=one.places[0],
            )
            for one in running
            if LATEST.match(one.image) and not one.patched_by
        ),
        examined=len(running),
        note="no image is called latest",
    )
