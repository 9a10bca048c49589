"""Which resources a finding is about: a check that states `RELIEVES` speaks for a rung only when one of those is short.

A rung such as fix_config mends many things. That a cache and a queue share one server is no cure for a full
processor; without this, the cheapest rung would answer every question.
"""

import importlib

from checks.core import Finding
from playbooks.core import Resource, Rung


def aims(rung: Rung, finding: Finding) -> frozenset[Resource]:
    """The resources that this rung relieves on the word of this finding."""
    return aims_of(rung, finding.check)


def aims_of(rung: Rung, check: str) -> frozenset[Resource]:
    """The same for whatever this check would find."""
    module = importlib.import_module(f"checks.{check}")
    own = frozenset(rung.relieves)
    stated = getattr(module, "RELIEVES", None)
    return own if stated is None else own & {Resource(one) for one in stated}
