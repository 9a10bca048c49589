"""Which package of which ecosystem says what. Data only, one ecosystem a file."""

from collections import defaultdict

Says = dict[str, tuple[tuple[str, str], ...]]
"""By package: each (facet, value) that it stands for."""


def table(*rows: tuple[str, str, str]) -> Says:
    """Rows of (facet, value, package names); a package may stand in several."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for facet, value, names in rows:
        for name in names.split():
            found[name].append((facet, value))
    return {name: tuple(about) for name, about in found.items()}
