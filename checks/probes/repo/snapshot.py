"""The snapshot of a repository: what its files say, nothing judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checks.core import Confidence, Place, Scalar
from checks.probes.repo.context.model import Context
from checks.probes.repo.words import Role as Role
from checks.probes.repo.words import State as State


@dataclass(frozen=True, slots=True, kw_only=True)
class RepoFact:
    """One thing that a file says: `name` is the facet (language, framework, database, queue, ...)."""

    name: str
    value: Scalar
    place: Place | None = None
    state: State = State.ACTIVE
    confidence: Confidence = Confidence.HIGH
    overrules: str = ""
    """What the files say, where a line of the project's own configuration says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A folder with a manifest of its own; `path` is "." for the root.

    `kind` is application, library, tool, frontend, infrastructure or unknown.
    """

    path: str
    kind: str
    roles: tuple[str, ...] = ()
    facts: tuple[RepoFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One service of a compose file after anchors and merge keys; `command` is one line of words."""

    name: str
    image: str
    command: str
    environment: Mapping[str, str]
    """What the compose file itself says; `variables` holds what its `env_file` brings too."""
    line: int
    role: Role
    builds: str | None = None
    """The build context where the image is built from the project's own files."""
    dockerfile: str = ""
    """The recipe that the build names; empty for the default one."""
    replicas: int = 1
    depends_on: Mapping[str, str] = field(default_factory=dict)
    """The services it waits for, each with the condition it waits for."""
    healthcheck: bool = False
    profiles: tuple[str, ...] = ()
    volumes: tuple[str, ...] = ()
    ports: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    """The networks that it names; none: the default one."""
    network_mode: str = ""
    cores: float | None = None
    """Processors that it may use at most, where the file says so."""
    used_by: tuple[str, ...] = ()
    """Services beside it that name it in depends_on, links, command or environment."""
    from_files: Mapping[str, str] = field(default_factory=dict)
    """The variables of the files that `env_file` names, as far as they are in the tree."""
    files_unread: bool = False
    """`env_file` names a file that is not in the tree: more is set than is known here."""

    @property
    def variables(self) -> Mapping[str, str]:
        """What the service really gets: `environment` wins over its files."""
        return {**self.from_files, **self.environment}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComposeFile:
    """One compose file. `production` is False for overrides, development and test files."""

    path: str
    services: tuple[Service, ...]
    production: bool = True
    includes: tuple[str, ...] = ()
    """The paths of the compose files that it includes."""

    @property
    def runs_application(self) -> bool:
        """It starts the application itself, not only the stores beside it."""
        return any(
            one.role in {Role.WEB, Role.WORKER}
            or (one.role is Role.OTHER and one.builds is not None)
            for one in self.services
        )

    def service(self, name: str) -> Service | None:
        """The service of this name, or None."""
        return next((one for one in self.services if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """One start command of Procfile, Dockerfile or compose, and what it is for.

    `processes` is the number of worker processes that the command asks for; None where it does not say.
    """

    name: str
    role: Role
    command: str
    place: Place
    processes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connect:
    """A call that opens a database connection. `callee` is the dotted name after imports."""

    place: Place
    callee: str
    in_request_path: bool
    function: str = ""
    """The function that holds the call; empty at module level."""
    returned: bool = False
    """The function hands the connection out (a factory such as `get_connection`)."""
    in_async: bool = False
    """The call stands in an `async def`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that a check looks at: its dotted name, its keywords as source text, where it stands."""

    place: Place
    callee: str
    keywords: Mapping[str, str] = field(default_factory=dict)
    function: str = ""
    in_request_path: bool = False
    route: str = ""
    """"POST /users" of one route that reaches the call, the path alone where it answers every method; empty outside
    the request path."""
    positional: int = 0
    """How many arguments are given by position."""
    in_async: bool = False
    """The call stands in an `async def`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopedQuery:
    """A database call inside a loop of a function that a route reaches."""

    place: Place
    callee: str
    function: str
    route: str
    loop_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One URL of the application and the function behind it.

    `reads` and `writes` are tables of the SQL literals in the handler and in the functions that it calls.
    """

    method: str
    path: str
    function: str
    place: Place
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()
    parameters: tuple[str, ...] = ()
    sends_mail: Place | None = None
    is_async: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PythonApp:
    """The Python web application of the repository, as its sources tell."""

    framework: str
    app_file: str
    app_variable: str
    """The module-level name of the application; empty for a factory and for Django."""
    settings_file: str | None = None
    manage_py: str | None = None
    requirements_file: str | None = None
    pyproject: str | None = None
    connects: tuple[Connect, ...] = ()
    engines: tuple[Call, ...] = ()
    pools: tuple[Call, ...] = ()
    """Connection pools that the code builds (psycopg_pool.ConnectionPool, asyncpg.create_pool, ...)."""
    routes: tuple[Route, ...] = ()
    mails: tuple[Call, ...] = ()
    outbound: tuple[Call, ...] = ()
    """Outbound calls of libraries that have no time-out of their own (requests, urlopen, smtplib)."""
    looped_queries: tuple[LoopedQuery, ...] = ()
    settings: Mapping[str, Call] = field(default_factory=dict)
    """Django settings by name (`DATABASES.default.ENGINE`); `keywords["value"]` is the source text."""
    reached: int = 0
    """How many functions the routes reach, their handlers included."""
    migrations: str | None = None
    migrations_folder: str | None = None
    test_runner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repo:
    """What one look at a repository saw.

    `applicable` is False where there is nothing to scale (a library, a docs repository, an empty folder);
    `why_not` then says so in one sentence. `unread` holds (path, reason) of what could not be judged.
    """

    root: Path
    applicable: bool = True
    why_not: str = ""
    components: tuple[Component, ...] = ()
    compose: tuple[ComposeFile, ...] = ()
    processes: tuple[Process, ...] = ()
    files: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    python: PythonApp | None = None
    context: Context = field(default_factory=Context)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """Thresholds that the project's configuration draws itself, by name (`checks/thresholds.py`)."""

    def facts(self, name: str) -> tuple[RepoFact, ...]:
        """Every component's facts of this facet, the active ones first."""
        found = [fact for one in self.components for fact in one.facts if fact.name == name]
        return tuple(sorted(found, key=lambda fact: fact.state is not State.ACTIVE))
