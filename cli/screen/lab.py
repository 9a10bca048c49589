"""The screen of the index lab: what to build, what it gains, what it costs, and what no index helps."""

from rich.console import Console

from checks.lab.advice import Gain, LabAdvice, Proposal
from checks.lab.drops import Drops
from checks.lab.proof.kept import kept
from checks.lab.proof.result import Proof
from checks.lab.writes import Slowed
from checks.probes.postgres import Statement
from cli.screen import lab_drops, lab_hot, lab_misjudged, lab_offers, lab_proof, paper

MOST_GAINS, MOST_HELPLESS, MOST_SLOWED = 4, 8, 3
NOTED = 0.1
"""Share of its time that a writing statement must pay to be named."""
LONGEST = 90


def show(advice: LabAdvice, proof: Proof | None, dropped: Drops) -> None:
    """The proposals, the largest saving first, then the statements that none of them helps."""
    console = paper.sheet()
    paper.section(console, "Index lab")
    paper.block(console, _summary(advice, proof))
    standing = kept(advice, proof)
    for number, one in enumerate(standing, 1):
        _proposal(console, number, one, advice, proof)
    if proof is not None:
        lab_proof.show(console, advice, proof)
    lab_hot.show(console, advice)
    lab_drops.show(console, dropped)
    lab_offers.show(console, advice, proof)
    lab_misjudged.show(console, advice, proof)
    if advice.helpless:
        paper.section(console, "Statements that no index helps")
        rows = [(_share(one.statement.exec_ms, advice), _short(one.statement), one.reason)
                for one in advice.helpless[:MOST_HELPLESS]]  # fmt: skip
        paper.columns(console, rows, fixed=1)
        rest = len(advice.helpless) - MOST_HELPLESS
        if rest > 0:
            paper.block(console, f"and {rest} more, each with its reason in --json")
    for without in advice.unpriced[:MOST_HELPLESS]:
        asked = ", ".join(_short(each) for each in without.statements[:1])
        paper.block(console, f"not priced: {without.index.ddl} {without.reason}; for {asked}")
    for note in advice.notes:
        paper.block(console, f"note: {note}")
    for absent in advice.left_out[:MOST_HELPLESS]:
        paper.block(console, f"not in the lab: {absent.kind} {absent.name}: {absent.reason}")


def _summary(advice: LabAdvice, proof: Proof | None) -> str:
    if not advice.proposals:
        return (
            f"{advice.examined} statements were planned against every index that they suggest:"
            " none would save enough for what it costs."
        )
    megabytes = sum(one.bytes for one in advice.proposals) / 2**20
    left = advice.left_ms / advice.total_ms if advice.total_ms else 1.0
    return (
        f"{len(advice.proposals)} indexes ({megabytes:.0f} MB) would leave {left:.1%} of the statements' time, by"
        f" the plans that this database's own statistics give ({advice.examined} of {advice.statements} statements,"
        f" {advice.plans} plans in {advice.planner}). "
        + (
            "Priced, not measured: give --scratch URL a copy, or build one, measure, go on."
            if proof is None
            else lab_proof.summary(advice, proof)
        )
    )


def _proposal(
    console: Console, number: int, one: Proposal, advice: LabAdvice, proof: Proof | None
) -> None:
    console.print()
    paper.command(console, f"{number}. {one.index.ddl}")
    rows = [
        ("saves", f"{one.share:.1%} of all statement time ({advice.backend.value}'s plans)"),
        ("size", f"about {one.bytes / 2**20:.1f} MB (from statistics)"),
        ("writes", _writes(one, advice)),
        (
            "lock",
            "SHARE UPDATE EXCLUSIVE while it is built: reads and writes go on, other changes of the table wait",
        ),
    ]
    if proof is not None:
        rows[2:2] = lab_proof.rows(one, proof)
    rows += [("slows", _slowed(each)) for each in one.writes.slowed if each.share >= NOTED][
        :MOST_SLOWED
    ]
    rows += [("helps", _gain(each)) for each in one.gains[:MOST_GAINS]]
    if len(one.gains) > MOST_GAINS:
        rows.append(("helps", f"and {len(one.gains) - MOST_GAINS} more"))
    if one.doubt:
        rows.append(("doubt", one.doubt))
    if one.replaces:
        rows.append(
            ("replaces", f"{', '.join(one.replaces)}: drop it once no replica reads it any more")
        )
    if proof is None and any(each.blind for each in one.gains):
        rows.append(
            ("doubt", "the planner's price is far from the measured time: try it on a copy first")
        )
    rows += [("verify", one.verification), ("undo", one.index.undo)]
    paper.pairs(console, rows, indent=5)


def _writes(one: Proposal, advice: LabAdvice) -> str:
    if not one.writes.rows:
        return "none of the statements seen writes to it"
    share = one.writes.ms / advice.total_ms if advice.total_ms else 0.0
    hot = (
        f"; {one.writes.ends_hot:.0f} updates no longer stay on their page"
        if one.writes.ends_hot
        else ""
    )
    return f"{one.writes.rows:.0f} rows written to it, {share:.2%} of all time{hot}"


def _slowed(one: Slowed) -> str:
    why = (
        ", off its page from now on (--lab-keep-hot leaves this index out)" if one.ends_hot else ""
    )
    return f"+{one.added_ms:.2g} ms a call ({one.share:+.0%}){why}: {_short(one.statement)}"


def _gain(one: Gain) -> str:
    return f"{one.before_ms:.3g} ms -> {one.after_ms:.2g} ms, {one.statement.calls} calls: {_short(one.statement)}"


def _share(ms: float, advice: LabAdvice) -> str:
    return f"{ms / advice.total_ms:.1%}" if advice.total_ms else ""


def _short(statement: Statement) -> str:
    words = " ".join(statement.text.split()) or f"statement {statement.id}"
    return words if len(words) <= LONGEST else words[: LONGEST - 3] + "..."
