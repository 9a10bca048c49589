"""Which of several compose files production runs, and what follows for the stores that they start."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, State

Laid = Callable[[dict[str, str]], Repo]
APP = "services:\n  web:\n    image: me/shop\n    ports: ['80:80']\n"
BROKER = "    environment:\n      URL: amqp://mq\n  mq:\n    image: rabbitmq:4\n"
OVERLAY = "services:\n  web:\n    environment: {A: b}\n"
ACTIVE, UNKNOWN, INACTIVE = State.ACTIVE, State.UNKNOWN_IN_PRODUCTION, State.INACTIVE


def states(repo: Repo, name: str = "compose_file") -> dict[str, State]:
    """State by value of one facet."""
    return {
        str(fact.value): fact.state
        for one in repo.components
        for fact in one.facts
        if fact.name == name
    }


def test_a_file_beside_the_plain_one_is_somebodys_choice(repo_of: Laid) -> None:
    files = {"docker-compose.yml": APP, "docker-compose.queue.yml": APP.replace("web", "other")}
    assert states(repo_of(files)) == {
        "docker-compose.yml": ACTIVE,
        "docker-compose.queue.yml": UNKNOWN,
    }


def test_a_whole_file_for_production_leaves_the_plain_one_to_developers(repo_of: Laid) -> None:
    files = {"docker-compose.yml": APP, "docker-compose.prod.yml": APP}
    assert states(repo_of(files)) == {
        "docker-compose.yml": UNKNOWN,
        "docker-compose.prod.yml": ACTIVE,
    }


def test_an_overlay_for_production_needs_the_plain_one(repo_of: Laid) -> None:
    files = {
        "docker-compose.yml": APP,
        "docker-compose.production.yml": OVERLAY + "    ports: ['443:443']\n",
    }
    assert set(states(repo_of(files)).values()) == {ACTIVE}


@pytest.mark.parametrize(
    "name",
    ["docker-compose.latest.yml", "docker-compose.reproduce.yml", "docker-compose.manifestci.yml"],
)
def test_a_longer_word_is_no_name_of_a_test_or_of_production(repo_of: Laid, name: str) -> None:
    assert states(repo_of({"docker-compose.yml": APP, name: APP}))[name] is UNKNOWN


@pytest.mark.parametrize(
    "name",
    ["docker-compose-dev.yml", "docker-compose.test.yml", "compose.local.yaml", "dev.compose.yml"],
)
def test_a_name_for_development_stays_one(repo_of: Laid, name: str) -> None:
    assert states(repo_of({"docker-compose.yml": APP, name: APP})).get(name, INACTIVE) is INACTIVE


def test_a_lone_file_counts_whatever_its_name(repo_of: Laid) -> None:
    assert states(repo_of({"docker-compose.stack.yml": APP})) == {
        "docker-compose.stack.yml": ACTIVE
    }


def test_a_broker_of_one_choice_is_unknown_and_of_every_choice_is_there(repo_of: Laid) -> None:
    one = {"docker-compose.yml": APP, "docker-compose.queue.yml": APP + BROKER}
    assert states(repo_of(one), "broker") == {"RabbitMQ": UNKNOWN}
    both = {"docker-compose.yml": APP + BROKER, "docker-compose.swarm.yml": APP + BROKER}
    assert states(repo_of(both), "broker") == {"RabbitMQ": ACTIVE}


def test_a_broker_of_a_file_for_developers_says_nothing_of_production(repo_of: Laid) -> None:
    files = {"docker-compose.dev.yml": APP + BROKER}
    assert states(repo_of(files), "broker") == {"RabbitMQ": INACTIVE}


def test_a_proxy_and_volumes_of_one_choice_are_unknown(repo_of: Laid) -> None:
    proxy = (
        "    volumes: ['files:/srv/files']\n  front:\n    image: nginx\n    ports: ['443:443']\n"
    )
    proxy += "    depends_on: [web]\n"
    repo = repo_of({"docker-compose.yml": APP, "docker-compose.tls.yml": APP + proxy})
    assert states(repo, "gateway") == {"nginx": UNKNOWN}
    assert set(states(repo, "local_state").values()) == {UNKNOWN}
    repo = repo_of({"docker-compose.yml": APP + proxy})
    assert states(repo, "gateway") == {"nginx": ACTIVE}


def test_processes_and_workloads_stand_as_their_file_does(repo_of: Laid) -> None:
    worker = "  jobs:\n    image: me/shop\n    command: celery -A shop worker\n"
    repo = repo_of({"docker-compose.yml": APP, "docker-compose.queue.yml": APP + worker})
    started = [one for one in repo.context.processes if one.name == "jobs"]
    assert [one.state for one in started] == [UNKNOWN]
    assert {one.name: one.state for one in repo.context.workloads} == {
        "web": ACTIVE,
        "jobs": UNKNOWN,
    }


BASE = "services:\n  store:\n    image: mariadb:11\n    environment: {A: base, B: base}\n"


def test_a_service_takes_over_what_it_extends(repo_of: Laid) -> None:
    files = {
        "docker-compose.yml": "services:\n  db:\n    extends: {file: parts/db.yml, service: store}\n"
        "    environment: {B: own}\n  app:\n    image: me/shop\n    ports: ['80:80']\n    depends_on: [db]\n",
        "parts/db.yml": BASE,
    }
    (file,) = repo_of(files).compose
    store = file.service("db")
    assert store is not None
    assert (store.image, store.environment, store.line) == (
        "mariadb:11",
        {"A": "base", "B": "own"},
        2,
    )
    assert states(repo_of(files), "database") == {"MariaDB": ACTIVE}


@pytest.mark.parametrize(
    "extends",
    [
        "{file: gone.yml, service: store}",
        "{file: ../../etc/passwd, service: store}",
        "app",
        "nobody",
        "[1]",
    ],
)
def test_what_cannot_be_followed_stays_as_it_is_written(repo_of: Laid, extends: str) -> None:
    text = f"services:\n  app:\n    image: me/shop\n    ports: ['80:80']\n    extends: {extends}\n"
    (file,) = repo_of({"docker-compose.yml": text}).compose
    assert [one.image for one in file.services] == ["me/shop"]


def test_a_command_replaces_the_one_it_extends_and_two_lists_are_joined(repo_of: Laid) -> None:
    text = (
        "services:\n  a:\n    image: me/shop\n    command: [run, web]\n    ports: ['80:80']\n"
        "  b:\n    extends: a\n    command: [run, jobs]\n    ports: ['81:81']\n"
    )
    (file,) = repo_of({"docker-compose.yml": text}).compose
    other = file.service("b")
    assert other is not None
    assert (other.command, other.ports) == ("run jobs", ("80:80", "81:81"))
