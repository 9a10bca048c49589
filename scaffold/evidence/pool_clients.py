"""The compose services that talk to PostgreSQL, and by which variables they know its address and its password."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.probes.repo.snapshot import ComposeFile, Repo, Role, Service
from scaffold.core import Value
from scaffold.evidence import compose_services as services
from scaffold.evidence.compose_main import main_file

URL = re.compile(
    r"postgres(?:ql)?(?:\+\w+)?://(?P<user>[^:/@\s]+)(?::(?P<password>[^@\s]*))?@(?P<host>[\w.-]+)(?::(?P<port>\d+))?"
)
HOST = re.compile(r"^(PG|POSTGRES_?|POSTGRESQL_?|DB_?|DATABASE_?|SQL_?)(HOST|SERVER)$")
IMAGE = re.compile(r"postg(res|is)|timescale|pgvector", re.IGNORECASE)
POOLER = re.compile(r"pg-?bouncer|pgcat|pgdog|pgpool|odyssey|supavisor", re.IGNORECASE)
VARIABLE = re.compile(r"^\$\{?(?P<name>\w+)(?::?[-?](?P<rest>[^}]*))?\}?$")
USER, PASSWORD = "PGBOUNCER_USER", "PGBOUNCER_PASSWORD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One variable of one service that holds the database's address (a URL or a host name), as written."""

    service: str
    variable: str
    host: str
    port: int
    line: int
    user: str = ""
    password: str = ""

    @property
    def is_url(self) -> bool:
        """The variable holds a whole URL, not the host alone."""
        return bool(self.user)


def compose(repo: Repo) -> tuple[ComposeFile, tuple[Client, ...]] | None:
    """The project's compose file with the services that name a PostgreSQL server, or None where none does.

    A service in the network of the host or of another is left out: it cannot reach a pooler by its name.
    """
    file = main_file(repo)
    found = tuple(_clients(file)) if file else ()
    if file is None or not found:
        return None
    return file, tuple(one for one in found if one.host == found[0].host)


def pooler(repo: Repo) -> tuple[ComposeFile, Service] | None:
    """A pooler that the project runs already; a second one in front of it would only add a way to go."""
    file = main_file(repo)
    for one in file.services if file else ():
        if file and (one.role is Role.POOLER or POOLER.search(f"{one.name} {one.image}")):
            return file, one
    return None


def answers(repo: Repo) -> dict[str, tuple[Value, str]]:
    """The compose answers of `pool`; nothing where no service names a PostgreSQL server."""
    if there := pooler(repo):
        return _adopted(*there)
    seen = compose(repo)
    if seen is None:
        return {}
    file, clients = seen
    first = next((one for one in clients if one.is_url), clients[0])
    database = file.service(first.host)
    user, password = _credentials(first, database)
    where = f"{file.path}:{first.line}"
    names = dict.fromkeys((*(one.service for one in clients), first.host))
    joined = [one for name in names if (one := file.service(name))]
    networks: list[Value] = [*services.shared_networks(joined)]
    moved: list[Value] = [
        {"service": one.service, "variable": one.variable, "url": one.is_url} for one in clients
    ]
    return {
        "compose_file": (file.path, where),
        "clients": (moved, f"{len(moved)} variables name {first.host} ({where})"),
        "database_host": (first.host, where),
        "database_port": (first.port, where),
        "database_service": (first.host if database else "", where),
        "networks": (
            networks,
            "where its clients and the database are" if networks else "the default one",
        ),
        **_variables(user, password, where),
    }


def _adopted(file: ComposeFile, there: Service) -> dict[str, tuple[Value, str]]:
    where = services.place(file, there)
    return {
        "compose_file": (file.path, where),
        "new_service": (False, f"{there.name} pools already ({where})"),
        "clients": ([], f"their addresses are the owner's, {there.name} included"),
        "database_service": ("", where),
    }


def _clients(file: ComposeFile) -> Iterator[Client]:
    servers = {one.name for one in file.services if IMAGE.search(one.image)}
    for service in file.services:
        for name, value in service.environment.items():
            if service.name in servers or not services.by_name(service):
                continue
            if found := URL.match(value):
                yield Client(
                    service=service.name, variable=name, host=found["host"], line=service.line,
                    port=int(found["port"] or 5432), user=found["user"], password=found["password"] or "",
                )  # fmt: skip
            elif HOST.match(name) and value in servers:
                yield Client(
                    service=service.name, variable=name, host=value, port=5432, line=service.line
                )


def _credentials(client: Client, database: Service | None) -> tuple[str, str]:
    """User and password as written: in the client's URL, else in the database service's environment."""
    if client.is_url:
        return client.user, client.password
    environment = database.environment if database else {}
    return environment.get("POSTGRES_USER", "postgres"), environment.get("POSTGRES_PASSWORD", "")


def _variables(user: str, password: str, where: str) -> dict[str, tuple[Value, str]]:
    """Which variables of the compose environment hold them; a password that is written out is never repeated."""
    named, secret = VARIABLE.match(user), VARIABLE.match(password)
    default = (named["rest"] or "") if named else user
    kept = secret["name"] if secret else PASSWORD
    said = (
        where if secret else "the password stands in the compose file; it is not copied from there"
    )
    return {
        "user_variable": (named["name"] if named else USER, where),
        "user_default": (default, where),
        "password_variable": (kept, said),
    }
