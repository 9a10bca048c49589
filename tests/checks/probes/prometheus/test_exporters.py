"""Real exporters on a real Prometheus: machine, PostgreSQL, Redis; only of machines that are surely the ones."""

import time
from pathlib import Path

import psycopg
import pytest

from checks.probes.prometheus import look
from checks.probes.prometheus.places import places
from scaffold.demo.postgres import Postgres
from tests.checks.probes.prometheus.servers import exporter, prometheus

WATCHED_S = 6.0


def test_machine_and_database(postgres_server: Postgres, database: str, tmp_path: Path) -> None:
    with psycopg.connect(database, autocommit=True) as there:
        there.execute("create table t as select generate_series(1, 20000) as id")
    with (
        exporter("prometheus-node-exporter") as node,
        exporter(
            "prometheus-postgres-exporter", DATA_SOURCE_NAME=f"{database}?sslmode=disable"
        ) as pg,
        exporter("prometheus-redis-exporter") as redis,
        prometheus(tmp_path, {"node": [node], "postgres": [pg], "redis": [redis]}) as url,
    ):
        time.sleep(WATCHED_S)
        with psycopg.connect(database, autocommit=True) as there:
            limit = there.execute("show max_connections").fetchone()
        seen = look(url)
    got = {name: one.value for name, one in seen.readings.items()}
    assert limit is not None and got["max_connections"] == int(limit[0])
    assert 0 <= got["active_sessions"] < 10 and 0 < got["connections_used"] < int(limit[0])
    assert 0 <= got["idle_share"] <= 1 and 0.5 < got["buffer_hit_ratio"] <= 1
    assert got["database_bytes"] > 5_000_000
    assert 0 <= got["host_cpu"] <= 1 and 0 <= got["host_io_wait"] <= 1
    assert got["database_cores"] >= 1 and got["database_memory_bytes"] > 2**28
    assert "database_cpu" not in got, "the whole machine's use is not the database's"
    assert "disk_runway_days" not in got, "seconds say nothing of days"


@pytest.mark.parametrize(
    ("nodes", "servers", "apps", "machine", "database_machine", "alone"),
    [
        (["db:9100"], [("db:9187", "")], ["web:8000"], "", 'instance="db:9100"', True),
        (["db:9100", "web:9100"], [("db:9187", "")], ["web:8000"], None, 'instance="db:9100"', True),
        (["db:9100", "web:9100"], [("web:9187", "db:5432")], ["web:8000"], None, 'instance="db:9100"', True),
        (["one:9100"], [("one:9187", "localhost:5432")], ["one:8000"], "", 'instance="one:9100"', False),
        (["a:9100", "b:9100"], [("c:9187", "")], ["web:8000"], None, None, False),
        (["a:9100", "b:9100"], [("a:9187", ""), ("b:9187", "")], [], None, None, False),
        ([], [], ["web:8000"], None, None, False),
    ],
)  # fmt: skip
def test_which_machine_is_the_databases(
    nodes: list[str], servers: list[tuple[str, str]], apps: list[str],
    machine: str | None, database_machine: str | None, alone: bool,
) -> None:  # fmt: skip
    found = places(
        [{"instance": one} for one in nodes],
        [{"instance": one, "server": server} for one, server in servers],
        [{"instance": one} for one in apps],
    )
    assert (found.machine, found.database_machine, found.alone) == (
        machine,
        database_machine,
        alone,
    )
