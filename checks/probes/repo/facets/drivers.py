"""Drivers of databases that projects install, as hints of what they speak to."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.core import Place
from checks.probes.repo.facets.engines import RELATIONAL
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight

FAMILIES = {"nuget", "maven"}


@dataclass(frozen=True, slots=True)
class Hint:
    """One source that names a database of a component."""

    folder: str
    product: str
    place: Place
    certain: bool = False
    """A setting that says so, not a driver that merely could."""
    optional: bool = False
    """An extra that only some installations have."""
    switch: bool = False
    """The environment chooses: this is the default, or one of the choices."""
    family: str = ""
    """The ecosystem whose projects are parts of one program: a driver of one serves all of them."""


def drivers(sight: Sight) -> Iterator[Hint]:
    """Installed drivers. An optional one counts where no driver comes with every installation."""
    told = [(one, value) for one, facet, value in sight.told if facet == "database"]
    always = {sight.folder_of(one.place.path) for one, _ in told if not one.optional}
    for one, value in told:
        folder = sight.folder_of(one.place.path)
        beside = value not in RELATIONAL
        sure = beside or one.ecosystem == "go"
        if (one.optional and folder in always) or (sure and sight.uses(one) is False):
            continue
        if one.ecosystem == "nuget" and not _named_in_net(sight, value):
            continue
        family = one.ecosystem if one.ecosystem in FAMILIES else ""
        if one.ecosystem == "go" and sight.uses(one):
            family = (
                f"go {folder}"  # drivers are linked into the program: each is one of its choices
            )
        yield Hint(folder, value, one.place, optional=one.optional, family=family)


NET_WORDS = {
    "PostgreSQL": Words(b"Npgsql", b"Postgre", b"Marten"),
    "MySQL": Words(b"MySql", b"MySQL", b"Mysql"),
    "SQLite": Words(b"Sqlite", b"SQLite", b"sqlite"),
    "SQL Server": Words(b"SqlServer", b"SqlClient", b"SqlConnection", b"MSSQL", b"Mssql"),
    "Oracle": Words(b"Oracle"),
}


def _named_in_net(sight: Sight, product: str) -> bool:
    """Whether any code or setting of .NET names the product: a driver alone may be a tool's or a leftover."""
    if product not in NET_WORDS or not sight.tree.production(".cs"):
        return True
    return bool(sight.homes(NET_WORDS[product], ".cs", ".json", ".yml"))
