"""Each resource is named by the measurement that tells it from the others."""

from pathlib import Path

import pytest
import yaml

from checks.core import Scalar
from playbooks import saturation
from playbooks.core import Resource
from tests.facts import vitals

CROWDED: dict[str, Scalar] = {"host_cpu": 0.99, "app_cpu_wait": 0.1, "database_cpu_wait": 0.1}
HEALTHY = yaml.safe_load((Path(__file__).parent / "situations.yml").read_text())["healthy"]


@pytest.mark.parametrize(
    ("change", "resource"),
    [
        ({}, Resource.NOTHING),
        ({"database_cpu": 0.7}, Resource.DATABASE_CPU),
        ({"app_cpu": 0.9}, Resource.APP_CPU),
        ({"app_cpu": 0.9, "database_cpu": 0.95}, Resource.DATABASE_CPU),
        ({"app_cpu": 0.95, "database_cpu": 0.7}, Resource.APP_CPU),
        ({"host_cpu": 0.99, "database_cpu": 0.5, "app_cpu": 0.6}, Resource.DATABASE_CPU),
        ({"host_cpu": 0.99, "database_cpu": 0.1, "app_cpu": 0.6}, Resource.APP_CPU),
        # somebody else fills the machine: ours is short of it only where it waits for it
        ({**CROWDED}, Resource.NOTHING),
        ({**CROWDED, "app_cpu_wait": 2.0, "app_cpu": 0.6, "database_cpu": 0.1}, Resource.APP_CPU),
        ({**CROWDED, "database_cpu_wait": 2.0, "app_cpu": 0.1, "database_cpu": 0.4}, Resource.DATABASE_CPU),
        ({"host_cpu": 0.76, "app_cpu": 0.5, "app_cpu_wait": 1.2, "database_cpu_wait": 0.1}, Resource.APP_CPU),
        ({"host_cpu": 0.7, "database_cpu": 0.46, "database_cpu_wait": 1.3, "app_cpu_wait": 0.9}, Resource.DATABASE_CPU),
        ({"host_cpu": 0.76, "app_cpu_wait": 0.7, "database_cpu_wait": 0.7}, Resource.NOTHING),
        ({"host_cpu": 0.4, "app_cpu_wait": 2.0, "database_cpu_wait": 2.0}, Resource.NOTHING),
        # a database that is bound to some of the processors: those are its machine, the others are no room and no crowd
        ({"host_cpu": 0.55, "database_cores_busy": 0.95, "database_cpu": 0.5, "database_cpu_wait": 0.6},
         Resource.DATABASE_CPU),
        ({"host_cpu": 0.55, "database_cpu": 0.5, "database_cpu_wait": 0.6}, Resource.NOTHING),
        ({"host_cpu": 0.55, "database_cores_busy": 0.95, "database_cpu": 0.5, "database_cpu_wait": 0.1},
         Resource.NOTHING),
        ({**CROWDED, "database_cores_busy": 0.3, "database_cpu": 0.2, "database_cpu_wait": 2.0}, Resource.NOTHING),
        ({**CROWDED, "pool_wait_ms": 80}, Resource.CONNECTIONS),
        ({"active_sessions": 9}, Resource.DATABASE_CPU),
        ({"active_sessions": 9, "co_located": True}, Resource.NOTHING),
        ({"lock_wait_share": 0.5, "active_sessions": 12}, Resource.LOCKS),
        ({"lock_wait_share": 0.5, "active_sessions": 1.2}, Resource.NOTHING),
        ({"connections_used": 90}, Resource.CONNECTIONS),
        ({"connections_used": 90, "idle_share": 0.1, "database_cpu": 0.9}, Resource.DATABASE_CPU),
        ({"pool_wait_ms": 80}, Resource.CONNECTIONS),
        ({"pool_wait_ms": 80, "app_cpu": 0.99}, Resource.APP_CPU),
        ({"io_wait_share": 0.5, "active_sessions": 3}, Resource.DATABASE_IO),
        ({"io_wait_share": 0.5, "active_sessions": 3, "buffer_hit_ratio": 0.9}, Resource.DATABASE_MEMORY),
        ({"io_wait_share": 0.5, "active_sessions": 3, "database_cpu": 0.95}, Resource.DATABASE_CPU),
        ({"io_wait_share": 0.7, "active_sessions": 0.4, "buffer_hit_ratio": 0.9}, Resource.NOTHING),
        ({"disk_runway_days": 10, "database_cpu": 0.95}, Resource.STORAGE),
        ({"disk_runway_days": 100}, Resource.NOTHING),
        ({"deferrable_share": 0.4}, Resource.EXTERNAL_WAIT),
        ({"p50_ms": 500, "p95_ms": 900}, Resource.EXTERNAL_WAIT),
        ({"p95_ms": 900, "p50_ms": 10, "database_ms_per_request": 6}, Resource.DATABASE_CPU),
        ({"p95_ms": 900, "p50_ms": 12, "static_byte_share": 0.5, "database_ms_per_request": 1}, Resource.EDGE),
        ({"burst_balance": 0.1}, Resource.DATABASE_IO),
        ({"throughput_share": 0.9}, Resource.DATABASE_IO),
        ({"pooler_max_wait_s": 3}, Resource.CONNECTIONS),
        ({"pooler_max_wait_s": 3, "database_cpu": 0.95}, Resource.DATABASE_CPU),
        ({"connections_used": 60}, Resource.CONNECTIONS),
        ({"connections_used": 60, "idle_in_transaction_share": 0.5}, Resource.NOTHING),
        ({"connection_demand_share": 1.4}, Resource.CONNECTIONS),
        ({"oldest_job_s": 90, "job_deadline_s": 60}, Resource.QUEUE),
        ({"retention_behind": True}, Resource.STORAGE),
        ({"largest_table_bytes": 2e11, "time_decay": True}, Resource.STORAGE),
        ({"largest_table_bytes": 2e11}, Resource.NOTHING),
        ({"restore_hours": 9, "rto_hours": 4}, Resource.RECOVERY),
        ({"p95_ms": 900}, Resource.UNKNOWN),
        ({"launch_in_days": 7, "launch_load_factor": 6}, Resource.APP_CPU),
        ({"growth_per_year": 6}, Resource.APP_CPU),
        ({"growth_per_year": 6, "database_cpu": 0.3}, Resource.DATABASE_CPU),
    ],
)  # fmt: skip
def test_names_what_is_full(change: dict[str, Scalar], resource: Resource) -> None:
    found, because = saturation.name(vitals(**{**HEALTHY, **change}))
    assert found is resource
    assert because.text and because.facts


def test_unknown_says_which_measurement_is_missing() -> None:
    found, because = saturation.name(vitals(database_cpu=0.1))
    assert found is Resource.UNKNOWN
    assert "app_cpu" in because.text
