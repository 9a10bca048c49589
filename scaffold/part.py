"""What a plan says of some files, and what the ledger would say of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scaffold.core import Change
from scaffold.edits.core import Edit
from scaffold.held import Entry, Pending


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """`created` and `pending` by path; `entries` are those of the whole ledger."""

    changes: tuple[Change, ...]
    created: Mapping[str, bytes] = field(default_factory=dict)
    pending: Mapping[str, Pending] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    edits: tuple[Edit, ...] = ()
