"""What a package says about scaling, and the languages of the ecosystems."""

from checks.probes.repo.ecosystems import Says
from checks.probes.repo.ecosystems.dotnet import NUGET
from checks.probes.repo.ecosystems.elixir import HEX
from checks.probes.repo.ecosystems.go import GO
from checks.probes.repo.ecosystems.javascript import NPM
from checks.probes.repo.ecosystems.jvm import MAVEN
from checks.probes.repo.ecosystems.php import COMPOSER
from checks.probes.repo.ecosystems.python import PYPI
from checks.probes.repo.ecosystems.ruby import GEM
from checks.probes.repo.ecosystems.rust import CARGO

PACKAGES: dict[str, Says] = {
    "pypi": PYPI,
    "npm": NPM,
    "gem": GEM,
    "go": GO,
    "composer": COMPOSER,
    "hex": HEX,
    "maven": MAVEN,
    "nuget": NUGET,
    "cargo": CARGO,
}
LANGUAGES = {
    "pypi": ("Python", (".py",)),
    "gem": ("Ruby", (".rb",)),
    "go": ("Go", (".go",)),
    "composer": ("PHP", (".php",)),
    "hex": ("Elixir", (".ex", ".exs")),
    "nuget": ("C#", (".cs",)),
    "cargo": ("Rust", (".rs",)),
}


def says(ecosystem: str, name: str) -> tuple[tuple[str, str], ...]:
    """(facet, value) of a package, several for some; none for one that says nothing about scaling."""
    return PACKAGES.get(ecosystem, {}).get(name, ())
