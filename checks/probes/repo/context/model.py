"""The context model: stacks, processes, request path, layers, the non-production set, workloads, owners, target.

Every record carries the place that it was read from, so that `rung assess --facts` can show why.
"""

from dataclasses import dataclass

from checks.core import Confidence, Place
from checks.probes.repo.words import Role, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """What one component is written in: its language or a framework, with the version that files declare.

    `version` is the locked one where a lock file says it, else the constraint of the manifest, else empty.
    """

    component: str
    name: str
    version: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """One start command and what it is for."""

    name: str
    role: Role
    command: str
    place: Place
    state: State = State.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPath:
    """Where requests enter a component: how many handlers one framework declares, and the first of them.

    `reached` is the number of functions behind them that were followed; 0 where calls are not followed.
    """

    component: str
    framework: str
    handlers: int
    files: int
    place: Place
    reached: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One file of settings: whether it applies in production, and why."""

    component: str
    path: str
    state: State
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting as production most likely sees it.

    A value that an environment variable decides is UNKNOWN_IN_PRODUCTION: `value` is then its default
    (empty where there is none) and `variable` the variable's name. A value that a later layer replaces is
    INACTIVE.
    """

    component: str
    name: str
    value: str
    place: Place
    state: State = State.ACTIVE
    variable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Files that are not production: how many for this reason, and the first of them."""

    reason: str
    files: int
    first: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One thing that runs, however many files describe it. `places` holds every copy, the plainest first.

    `probes` are "readiness", "liveness", "startup" or "healthcheck"; `reached_by` names the Services and
    routes in front of it; `patched_by` are partial copies that were not judged alone.
    """

    kind: str
    name: str
    namespace: str = ""
    role: Role = Role.OTHER
    image: str = ""
    places: tuple[Place, ...] = ()
    replicas: int | None = None
    probes: tuple[str, ...] = ()
    limits: bool = False
    cores: float | None = None
    """Processors that its first container may use at most, where the files say so."""
    reached_by: tuple[str, ...] = ()
    scaled_by: tuple[str, ...] = ()
    guarded_by: tuple[str, ...] = ()
    monitored_by: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    patched_by: tuple[Place, ...] = ()
    state: State = State.ACTIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The layer that answers a concern (health, compression, rate_limit, tls, static_files, pooling)."""

    concern: str
    layer: str
    place: Place
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The scale that the project's own configuration declares; nothing is guessed."""

    rung: str = ""
    requests_per_second: float = 0.0
    daily_users: int = 0
    slo: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """F1 to F8 of one repository."""

    stacks: tuple[Stack, ...] = ()
    processes: tuple[Starts, ...] = ()
    request_path: tuple[RequestPath, ...] = ()
    layers: tuple[Layer, ...] = ()
    settings: tuple[Setting, ...] = ()
    outside: tuple[Outside, ...] = ()
    workloads: tuple[Workload, ...] = ()
    owners: tuple[Owner, ...] = ()
    target: Target | None = None
    overruled: tuple[str, ...] = ()
    """Lines of the project's own configuration that overrule what the files say, each with its place."""

    def setting(self, component: str, name: str) -> Setting | None:
        """The setting that counts: the last layer that names it."""
        own = [s for s in self.settings if s.component == component and s.name == name]
        return next((one for one in own if one.state is not State.INACTIVE), None)
