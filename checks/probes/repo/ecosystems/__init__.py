"""Which package of which ecosystem says what. Data only, one ecosystem or family a file."""

Says = dict[str, tuple[str, str]]


def of(facet: str, **values: str) -> Says:
    """Packages of one facet: the value, then the package names that stand for it."""
    return {name: (facet, value) for value, names in values.items() for name in names.split()}
