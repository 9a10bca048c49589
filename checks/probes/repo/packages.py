"""What a package says about scaling, and the languages of the ecosystems."""

from checks.probes.repo.ecosystems import Says
from checks.probes.repo.ecosystems.javascript import NPM
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


def says(ecosystem: str, name: str) -> tuple[str, str] | None:
    """(facet, value) of a package, or None for one that says nothing about scaling."""
    return PACKAGES.get(ecosystem, {}).get(name)
