"""What Rails' fixed places say."""

import re
from collections.abc import Iterator

from checks.core import Place
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

RAILS_HEALTH = re.compile(
    r"^\s*get\s+[\"']/?(\w+)[\"']\s*(?:=>|,\s*to:)\s*[\"']rails/health#show[\"']"
)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`orm`, `migrations`, `mail`, the tests and the health route of Rails."""
    for path in sight.tree.named("application.rb"):
        if path.endswith("config/application.rb"):
            yield from _rails(sight, path.removesuffix("config/application.rb"))


def _rails(sight: Sight, home: str) -> Iterator[tuple[str, RepoFact]]:
    """`home` is the application's folder with its slash; empty for the root."""
    folder = sight.folder_of(f"{home}config/application.rb")
    for name, value, below in (
        ("orm", "Active Record", r"db/(\w+_)?migrate/\d+_\w+\.rb$"),
        ("migrations", "Active Record migrations", r"db/(\w+_)?migrate/\d+_\w+\.rb$"),
        ("mail", "Action Mailer", r"app/mailers/(?!application_mailer)\w+\.rb$"),
    ):
        pattern = re.compile(re.escape(home) + below)
        first = next(filter(pattern.match, sight.tree.below(home)), None)
        if first:
            yield folder, RepoFact(name=name, value=value, place=Place(path=first))
    yield from _tests(sight, home, folder)
    yield from _health(sight, home, folder)


def _health(sight: Sight, home: str, folder: str) -> Iterator[tuple[str, RepoFact]]:
    """The route to Rails' own check, in the file of routes or one that it draws."""
    below = [p for p in sight.tree.below(f"{home}config/routes/") if p.endswith(".rb")]
    for path in (f"{home}config/routes.rb", *below):
        text = sight.tree.text(path) if path in sight.tree.sizes else ""
        for number, line in enumerate((text or "").splitlines(), 1):
            found = RAILS_HEALTH.match(line)
            if found:
                place = Place(path=path, line=number)
                yield folder, RepoFact(name="health", value=f"/{found.group(1)}", place=place)


def _tests(sight: Sight, home: str, folder: str) -> Iterator[tuple[str, RepoFact]]:
    """Rails comes with Minitest: no gem of the project's own names it."""
    path = f"{home}test/test_helper.rb"
    text = (sight.tree.text(path) or "") if path in sight.tree.sizes else ""
    found = re.search(r"^\s*require [\"']rails/test_help[\"']", text, re.M)
    if found:
        place = Place(path=path, line=text.count("\n", 0, found.end()) + 1)
        yield folder, RepoFact(name="test_runner", value="Minitest", place=place)
