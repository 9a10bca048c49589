"""What a package says about scaling, and the languages of the ecosystems."""

from checks.probes.repo.ecosystems import Says
from checks.probes.repo.ecosystems.javascript import NPM
from checks.probes.repo.ecosystems.operations import OPERATIONS
from checks.probes.repo.ecosystems.others import CARGO, COMPOSER, GEM, GO, HEX, MAVEN, NUGET
from checks.probes.repo.ecosystems.python import PYPI

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


MONGODB = {("npm", "mongoose"), ("pypi", "mongoengine"), ("gem", "mongoid")}
"""Mappers that speak to one database only, so that no driver stands beside them in the manifest."""


def says(ecosystem: str, name: str) -> tuple[tuple[str, str], ...]:
    """(facet, value) of a package, several for some; none for one that says nothing about scaling."""
    tables = (PACKAGES.get(ecosystem, {}), OPERATIONS.get(ecosystem, {}))
    about = tuple(table[name] for table in tables if name in table)
    also = (("database", "MongoDB"),) if (ecosystem, name) in MONGODB else ()
    return (*about, *also)
