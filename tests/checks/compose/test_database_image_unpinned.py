"""Can a pull replace the database by its next major version?"""

from collections.abc import Callable

from checks.compose.database_image_unpinned import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


def outcome(repo_of: Laid, image: str) -> Outcome:
    """What the check says of a database of this image."""
    return check(
        repo_of(
            {
                "compose.yaml": f"services:\n  web:\n    build: .\n    ports: [80]\n  db:\n    image: {image}\n"
            }
        )
    ).outcome


def test_fires_without_a_tag_and_at_latest(repo_of: Laid) -> None:
    assert outcome(repo_of, "postgres") is Outcome.PROBLEM
    assert outcome(repo_of, "docker.io/library/mariadb:latest") is Outcome.PROBLEM
    assert outcome(repo_of, "registry.example:5000/postgres") is Outcome.PROBLEM


def test_leaves_versions_and_digests_alone(repo_of: Laid) -> None:
    for image in ("postgres:18", "postgis/postgis:17-3.5", "postgres@sha256:abc", "mysql:8.4"):
        assert outcome(repo_of, image) is Outcome.OK, image


def test_leaves_a_tag_from_a_variable_alone(repo_of: Laid) -> None:
    assert outcome(repo_of, "postgres:${TAG:-latest}") is Outcome.NOT_APPLICABLE


def test_leaves_other_images_alone(repo_of: Laid) -> None:
    assert outcome(repo_of, "prom/prometheus") is Outcome.NOT_APPLICABLE


def test_leaves_a_file_alone_that_only_starts_stores(repo_of: Laid) -> None:
    text = "services:\n  db:\n    image: postgres\n"
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_database_that_is_built_here_alone(repo_of: Laid) -> None:
    text = "services:\n  web:\n    build: .\n  postgres:\n    build: {context: ., dockerfile: db.Dockerfile}\n"
    assert check(repo_of({"compose.yaml": text})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_file_for_integration_tests_alone(repo_of: Laid) -> None:
    text = "services:\n  web:\n    build: .\n  db:\n    image: postgres\n"
    assert (
        check(repo_of({"docker-compose.integration.yml": text})).outcome is Outcome.NOT_APPLICABLE
    )
