"""What a person asks of the lab's proposals beyond that they save time."""

from dataclasses import dataclass

from checks.core import Problem

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Bounds on the set that is proposed."""

    most_bytes: int | None = None
    """That the new indexes may take together, as estimated; no bound unless given."""
    keep_hot: bool = False
    """Propose no index on what a statement seen updates: such updates would no longer stay on their page (HOT)."""


def terms(megabytes: float | None, *, keep_hot: bool, lab: bool) -> Terms:
    """What was asked for.

    Raises:
        Problem: it was asked of a lab that was not.
    """
    if (megabytes is not None or keep_hot) and not lab:
        named = "--lab-keep-hot" if megabytes is None else "--lab-size"
        raise Problem(f"{named} bounds what the lab proposes, and --lab was not given", "add --lab")
    return Terms(
        most_bytes=None if megabytes is None else int(megabytes * MEGABYTE), keep_hot=keep_hot
    )
