"""What the lab, or HypoPG in its place, comes to: a ranked set of indexes, each with its reasons, and what is left."""

from dataclasses import dataclass, replace

from checks.lab.candidate import Candidate
from checks.lab.hot import HotChoice
from checks.lab.loading import LeftOut
from checks.lab.misjudged import Misjudged
from checks.lab.offers import Offer
from checks.lab.typical import literal
from checks.lab.whatif import Backend
from checks.lab.writes import WriteCost
from checks.probes.postgres import Statement
from checks.sql import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """One statement that an index helps."""

    statement: Statement
    before_ms: float
    """Measured mean time of a call."""
    after_ms: float
    """Expected mean time with all proposed indexes."""
    blind: bool
    """The planner's price was far from the clock: verify on a copy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One index to build."""

    index: Candidate
    gains: tuple[Gain, ...]
    share: float
    """Share of all statement time that is gone with it, its writes paid, beside the other proposals."""
    bytes: int
    writes: WriteCost
    replaces: tuple[str, ...] = ()
    """Existing indexes that it makes needless: verify on every replica that nobody reads them, then drop them."""
    doubt: str = ""
    """What the backend did not know when it priced it."""

    @property
    def verification(self) -> str:
        """The query that shows that the index is valid and read."""
        name = literal(f"{quoted(self.index.schema)}.{quoted(self.index.name)}")
        return (
            "SELECT i.indisvalid, s.idx_scan FROM pg_index i JOIN pg_stat_all_indexes s USING (indexrelid)"  # noqa: S608
            f" WHERE i.indexrelid = {name}::regclass;"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpless:
    """A statement that no index helps, and why."""

    statement: Statement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpriced:
    """An index that the backend cannot price, and the statements that it might help."""

    index: Candidate
    reason: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LabAdvice:
    """What the lab, or HypoPG in its place, came to."""

    proposals: tuple[Proposal, ...]
    helpless: tuple[Helpless, ...]
    left_out: tuple[LeftOut, ...]
    """Objects that the lab could not build."""
    total_ms: float
    """Measured time of all statements."""
    left_ms: float
    """Expected time of them with the proposals, their writes paid."""
    examined: int
    plans: int
    statements: int = 0
    """Different statements that the server knows: those not examined own hardly any of the time, or came too late."""
    read: tuple[str, ...] = ()
    """Names of the existing indexes that the statements' plans read."""
    offers: tuple[Offer, ...] = ()
    """What could be asked instead, for the statements that still take their time with the proposals."""
    misjudged: tuple[Misjudged, ...] = ()
    """Where the planner takes columns for independent, with the statistics that would tell it."""
    backend: Backend = Backend.LAB
    """Whose plans the shares and times are."""
    planner: str = "a private PostgreSQL 18 without a row of your data"
    """Where the statements were planned, in words."""
    unpriced: tuple[Unpriced, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person has to know of how the backend was asked."""
    hot: tuple[HotChoice, ...] = ()
    """Where an index takes updates off their page: it and the set that does not, whichever is proposed."""

    def by(self, extension: str) -> "LabAdvice":
        """The same, planned on the database itself with this extension."""
        return replace(self, planner=f"the server itself, read-only, with {extension}")
