"""The stores that a Helm chart brings along, and the scaler that its values switch on."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, State

Laid = Callable[[dict[str, str]], Repo]
CHART = "apiVersion: v2\nname: shop\ndependencies:\n- name: {}\n  version: 1.0.0\n  condition: {}\n"
SCALER = "{}apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: more}}\n"


def told(repo: Repo, *names: str) -> dict[str, State]:
    """State by value of some facets."""
    return {str(one.value): one.state for name in names for one in repo.facts(name)}


@pytest.mark.parametrize(
    ("name", "facet", "value"),
    [
        ("postgresql", "database", "PostgreSQL"),
        ("postgresql-ha", "database", "PostgreSQL"),
        ("mariadb", "database", "MariaDB"),
        ("redis", "key_value", "Redis"),
        ("redis-cluster", "key_value", "Redis"),
        ("rabbitmq", "broker", "RabbitMQ"),
        ("memcached", "cache", "Memcached"),
    ],
)
def test_a_store_of_a_chart_is_the_choice_of_whoever_installs_it(
    repo_of: Laid, name: str, facet: str, value: str
) -> None:
    repo = repo_of({"chart/Chart.yaml": CHART.format(name, f"{name}.enabled")})
    assert told(repo, facet) == {value: State.UNKNOWN_IN_PRODUCTION}
    release = next(one for one in repo.context.workloads if one.name == f"shop-{name}")
    assert str(release.places[0]) == "chart/Chart.yaml:4"


def test_a_store_that_the_values_switch_off_is_inactive(repo_of: Laid) -> None:
    files = {
        "chart/Chart.yaml": CHART.format("redis", "redis.enabled"),
        "chart/values.yaml": "redis:\n  enabled: false\n",
    }
    assert told(repo_of(files), "key_value") == {"Redis": State.INACTIVE}


def test_the_list_of_an_older_chart_counts_too(repo_of: Laid) -> None:
    files = {
        "chart/Chart.yaml": "apiVersion: v1\nname: shop\n",
        "chart/requirements.yaml": "dependencies:\n- name: mysql\n  version: 1\n",
    }
    assert told(repo_of(files), "database") == {"MySQL": State.UNKNOWN_IN_PRODUCTION}


@pytest.mark.parametrize(
    "name", ["common", "ingress-nginx", "cert-manager", "postgres-operator", "redisinsight"]
)
def test_other_charts_are_no_stores(repo_of: Laid, name: str) -> None:
    repo = repo_of({"chart/Chart.yaml": CHART.format(name, "x.enabled")})
    assert told(repo, "database", "key_value", "broker", "cache", "pooler") == {}


def test_broken_lists_and_charts_of_examples_are_left_alone(repo_of: Laid) -> None:
    repo = repo_of(
        {
            "a/Chart.yaml": "name: a\ndependencies: postgresql\n",
            "b/Chart.yaml": "name: b\ndependencies: [postgresql, 1, {name: null}]\n",
            "examples/c/Chart.yaml": CHART.format("redis", "x"),
        }
    )
    assert told(repo, "database", "key_value") == {}


def test_a_scaler_that_values_switch_on_is_unknown(repo_of: Laid) -> None:
    asked = SCALER.format("{{- if .Values.autoscaling.enabled }}\n")
    repo = repo_of({"chart/Chart.yaml": "name: x\n", "chart/templates/hpa.yaml": asked})
    assert told(repo, "autoscaler") == {"HorizontalPodAutoscaler": State.UNKNOWN_IN_PRODUCTION}
    repo = repo_of({"chart/templates/hpa.yaml": SCALER.format("")})
    assert told(repo, "autoscaler") == {"HorizontalPodAutoscaler": State.ACTIVE}


def test_a_store_that_the_project_speaks_to_is_told_by_its_client_alone(repo_of: Laid) -> None:
    node = {"package.json": '{"dependencies": {"express": "5", "pg": "8"}}', "index.js": ""}
    chart = {"chart/Chart.yaml": CHART.format("postgresql", "postgresql.enabled")}
    (fact,) = repo_of({**node, **chart}).facts("database")
    assert (fact.state, str(fact.place)) == (State.ACTIVE, "package.json:1")
