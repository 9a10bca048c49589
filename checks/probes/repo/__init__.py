"""A look at a repository: reads manifests, settings, infrastructure files and Python sources as text.

Nothing of the project is imported, executed or installed. Facts come from files that say what runs;
names in prose, comments, tests, examples and docs are not facts.
"""

from checks.probes.repo.looking import look
from checks.probes.repo.snapshot import (
    Call,
    Component,
    ComposeFile,
    Connect,
    LoopedQuery,
    Process,
    PythonApp,
    Repo,
    RepoFact,
    Role,
    Route,
    Service,
    State,
)

__all__ = [
    "Call",
    "Component",
    "ComposeFile",
    "Connect",
    "LoopedQuery",
    "Process",
    "PythonApp",
    "Repo",
    "RepoFact",
    "Role",
    "Route",
    "Service",
    "State",
    "look",
]
