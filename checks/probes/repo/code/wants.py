"""How a want is written: the start of a call or an annotation, and what it tells."""

from dataclasses import dataclass

ROUTE, HEALTH, OUTBOUND = "handler", "health", "outbound_timeout"
"""The first two are facets whose first text argument is a path."""
HTTP = "get|post|put|patch|delete"
PROBE = r"/_?(?:healthz?|health[-_]?check|livez|readyz|heartbeat)[\"'`/]"
"""The start of a path that only a health check has, with what ends it."""


@dataclass(frozen=True, slots=True)
class Want:
    """One pattern at the start of a node's text; `only` restricts it to paths that match.

    `unless` is a pattern anywhere in the node that makes it another thing.
    """

    facet: str
    value: str
    start: str
    only: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A grammar of ast-grep, its files, the node kinds that are calls or annotations, and the wants."""

    grammar: str
    suffixes: tuple[str, ...]
    kinds: tuple[str, ...]
    tokens: bytes
    wants: tuple[Want, ...]
