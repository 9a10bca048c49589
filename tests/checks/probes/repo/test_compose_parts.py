"""One application in several files: what compose includes, and variables that come out of files."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, Role, State
from checks.probes.repo.compose_env import variables

Laid = Callable[[dict[str, str]], Repo]
WEB = "services:\n  web:\n    build: .\n    ports: ['80:80']\n"
ENV_FILE = WEB + "    env_file: {}\n  kv:\n    image: redis:7\n"
DATABASE = "services:\n  db:\n    image: postgres:18\n"
ACTIVE, UNKNOWN, INACTIVE = State.ACTIVE, State.UNKNOWN_IN_PRODUCTION, State.INACTIVE


def states(repo: Repo, name: str = "compose_file") -> dict[str, State]:
    """State by value of one facet."""
    return {str(one.value): one.state for one in repo.facts(name)}


def role(repo: Repo, name: str) -> Role:
    """The role of a service."""
    return next(s.role for file in repo.compose for s in file.services if s.name == name)


@pytest.mark.parametrize(
    "said", [".env", "[./.env]", "[a/../.env]", "[{path: .env, required: false}]"]
)
def test_a_committed_file_of_variables_is_read(repo_of: Laid, said: str) -> None:
    repo = repo_of({"compose.yaml": ENV_FILE.format(said), ".env": "CACHE_URL=redis://kv:6379\n"})
    assert role(repo, "kv") is Role.CACHE
    assert states(repo, "cache") == {"Redis": ACTIVE}


@pytest.mark.parametrize(
    "files",
    [
        {".env.example": "CACHE_URL=redis://kv:6379\n"},
        {".env": "# CACHE_URL=redis://kv:6379\n"},
        {"other/.env": "CACHE_URL=redis://kv:6379\n"},
        {".env": "CACHE_URL=redis://kvs:6379\n"},
    ],
)
def test_a_template_a_comment_and_another_file_say_nothing(
    repo_of: Laid, files: dict[str, str]
) -> None:
    repo = repo_of({"compose.yaml": ENV_FILE.format(".env"), **files})
    assert role(repo, "kv") is Role.OTHER
    assert states(repo, "cache") == {}


def test_environment_wins_over_its_files_and_a_later_file_over_an_earlier(repo_of: Laid) -> None:
    text = WEB + "    env_file: [a.env, b.env]\n    environment: {C: own}\n"
    files = {"compose.yaml": text, "a.env": "A=1\nB=1\nC=1\n", "b.env": "B=2\nC=2\n"}
    one = repo_of(files).compose[0].services[0]
    assert one.variables == {"A": "1", "B": "2", "C": "own"}
    assert one.environment == {"C": "own"} and not one.files_unread


def test_a_file_that_is_not_there_leaves_more_unknown(repo_of: Laid) -> None:
    one = repo_of({"compose.yaml": ENV_FILE.format("../secret.env")}).compose[0].services[0]
    assert one.files_unread and one.variables == {}


def test_lines_of_variables() -> None:
    text = "A=1 # one\nexport B='2 # two'\nC: \"3\"\n#D=4\nno line\nE=a#b\nF=\n"
    assert variables(text) == {"A": "1", "B": "2 # two", "C": "3", "E": "a#b", "F": ""}


WAITS = WEB + "    depends_on: [db]\n"


@pytest.mark.parametrize(
    "said", ["[db.yaml]", "[{path: ./db.yaml}]", "[{path: [db.yaml, x.yaml]}]"]
)
def test_what_is_included_is_part_of_the_application(repo_of: Laid, said: str) -> None:
    repo = repo_of({"compose.yaml": f"include: {said}\n{WAITS}", "db.yaml": DATABASE})
    assert states(repo) == {"compose.yaml": ACTIVE, "db.yaml": ACTIVE}
    assert states(repo, "database") == {"PostgreSQL": ACTIVE}


@pytest.mark.parametrize(
    "files",
    [
        {"compose.yaml": f"# include: [db.yaml]\n{WAITS}", "db.yaml": DATABASE},
        {"compose.yaml": f"include: [gone.yaml]\n{WAITS}", "db.yaml": DATABASE},
        {"compose.yaml": f"include: db.yaml\n{WAITS}", "db.yaml": DATABASE},
    ],
)
def test_what_is_not_included_is_no_compose_file(repo_of: Laid, files: dict[str, str]) -> None:
    repo = repo_of(files)
    assert states(repo) == {"compose.yaml": ACTIVE}
    assert states(repo, "database") == {}


def test_a_circle_and_what_is_for_developers(repo_of: Laid) -> None:
    repo = repo_of(
        {
            "compose.yaml": f"include: [compose.more.yaml, dev/compose.yaml]\n{WEB}",
            "compose.more.yaml": f"include: [compose.yaml]\n{DATABASE}",
            "dev/compose.yaml": "services:\n  mail:\n    image: mailpit\n",
        }
    )
    assert states(repo)["dev/compose.yaml"] is INACTIVE
    assert set(states(repo)) == {"compose.yaml", "compose.more.yaml", "dev/compose.yaml"}


@pytest.mark.parametrize("name", ["shop-dev", "shop_development", "dev"])
def test_a_project_that_is_called_so_is_for_developers(repo_of: Laid, name: str) -> None:
    assert states(repo_of({"compose.yaml": f"name: {name}\n{WEB}"})) == {"compose.yaml": INACTIVE}


@pytest.mark.parametrize("name", ["shop", "devices", "dev-portal"])
def test_other_names_of_a_project_say_nothing(repo_of: Laid, name: str) -> None:
    assert states(repo_of({"compose.yaml": f"name: {name}\n{WEB}"})) == {"compose.yaml": ACTIVE}


USES = WEB + "    environment: {CACHE_URL: 'redis://kv'}\n  kv:\n    image: redis:7\n"


def test_a_file_to_copy_is_a_proposal_and_so_are_its_stores(repo_of: Laid) -> None:
    repo = repo_of({"docker-compose.example.yml": USES})
    assert states(repo) == {"docker-compose.example.yml": UNKNOWN}
    assert states(repo, "cache") == {"Redis": UNKNOWN}


@pytest.mark.parametrize("name", ["docker-compose.examples.yml", "docker-compose.samplers.yml"])
def test_a_longer_word_is_no_file_to_copy(repo_of: Laid, name: str) -> None:
    assert states(repo_of({name: USES})) == {name: ACTIVE}


INGRESS = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {}\n"


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("operator/src/main/resources/k8s/ingress.yaml", UNKNOWN),
        ("deploy/ingress.yaml", ACTIVE),
        ("deploy/resources/ingress.yaml", ACTIVE),
    ],
)
def test_a_manifest_among_a_programs_resources_is_its_data(
    repo_of: Laid, path: str, state: State
) -> None:
    repo = repo_of({path: INGRESS})
    assert states(repo, "gateway") == {"Ingress": state}
    assert set(states(repo, "kubernetes").values()) == {state}
