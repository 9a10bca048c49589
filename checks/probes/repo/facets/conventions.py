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
    """`orm`, `migrations`, `mail` and the health route of Rails."""
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
    text = (
        sight.tree.text(f"{home}config/routes.rb")
        if f"{home}config/routes.rb" in sight.tree.sizes
        else ""
    )
    for number, line in enumerate((text or "").splitlines(), 1):
        found = RAILS_HEALTH.match(line)
        if found:
            place = Place(path=f"{home}config/routes.rb", line=number)
            yield folder, RepoFact(name="health", value=f"/{found.group(1)}", place=place)
