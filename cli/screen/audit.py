"""The screen of `rung audit`: the gate's word, the findings, and how much could not be judged."""

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checks.core import Confidence, Finding, Outcome, Reason, Severity
from cli.audited import Audited
from cli.figures import plural
from cli.screen import paper

COLOURS = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}

MOST_PLACES = 10
FEW = 5
REASONS: dict[Reason | None, str] = {
    None: "for no stated reason",
    Reason.ABSENT: "not looked at or not measured",
    Reason.INSUFFICIENT: "with too little to judge by",
    Reason.ERROR: "where looking failed",
    Reason.UNRENDERED: "behind a template or a variable",
    Reason.MANUAL: "for a person to answer",
}


def show(found: Audited, output: Path | None = None) -> None:
    """The whole screen, to the terminal or to a file that the user named."""
    console = paper.sheet()
    if output is not None:
        with console.capture() as kept:
            _write(console, found)
        from cli.page.json import save

        save(paper.FILLING.sub("", kept.get()), output)
        return
    _write(console, found)


def _write(console: Console, found: Audited) -> None:
    console.print(_verdict(found))
    for alike in _kinds(found.new):
        _kind(console, alike)
    _waived(console, found)
    _known(console, found)
    unknown(console, found)
    console.print()
    console.print(paper.ink(counts(found), "dim"))


def _verdict(found: Audited) -> Text:
    name = found.root.name or str(found.root)
    if found.gated:
        bar = f"{found.fail_on} or worse, high confidence"
        return paper.ink(
            f"{name}: {plural(len(found.gated), 'finding')} at the gate ({bar})", "bold red"
        )
    rest = plural(len(found.new), "new finding" if found.baseline else "finding")
    put_by = f", {len(found.waived)} waived" if found.waived else ""
    put_by += f", {found.known} known" if found.known else ""
    gate = "no gate" if found.fail_on == "never" else f"gate {found.fail_on}: passed"
    return paper.ink(f"{name}: {gate}, {rest}{put_by}", "bold")


def _waived(console: Console, found: Audited) -> None:
    """What people decided to live with, and which of these decisions count for nothing."""
    if found.waived:
        paper.section(console, "Waived")
    for one, waiver in found.waived:
        until = f", until {waiver.until}" if waiver.until else ""
        paper.block(console, f"{one.check} {one.place or ''}".strip())
        paper.block(console, paper.ink(f"{waiver.reason}{until}", "dim"), indent=4)
    if found.to_mend:
        paper.section(console, "Waivers to mend")
    for sentence in found.to_mend:
        paper.block(console, sentence)


def _known(console: Console, found: Audited) -> None:
    """How much the baseline holds back, and how much of it is past."""
    if found.baseline is None:
        return
    paper.section(console, "Baseline")
    paper.block(
        console,
        f"{plural(found.known, 'finding')} known from {found.baseline}; --format json lists them",
    )
    if found.gone:
        hint = f"rung audit --write-baseline {found.baseline}"
        entries = "1 entry is" if len(found.gone) == 1 else f"{len(found.gone)} entries are"
        paper.block(console, f"{entries} no longer found: {hint} takes them out")


def _kinds(findings: tuple[Finding, ...]) -> list[list[Finding]]:
    """Findings that say the same, the worst first: one check, severity and remedy, many places."""
    kinds: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        kinds.setdefault((one.check, one.severity, one.confidence, one.remedy), []).append(one)
    return list(kinds.values())


def _kind(console: Console, alike: list[Finding]) -> None:
    first = alike[0]
    sure = "" if first.confidence is Confidence.HIGH else f" ({first.confidence} confidence)"
    many = f"  {len(alike)} places" if len(alike) > 1 else ""
    console.print()
    style = COLOURS[first.severity]
    console.print(
        Text.assemble((first.severity.value, style), sure, "  ", (first.check, "bold"), many)
    )
    said: dict[str, list[str]] = {}
    for one in alike[:MOST_PLACES]:
        said.setdefault(one.message, []).append(str(one.place or ""))
    for message, places in said.items():
        paper.block(console, message)
        for place in filter(None, places):
            paper.block(console, paper.ink(place, "dim"), indent=4)
    if len(alike) > MOST_PLACES:
        paper.block(console, f"and {len(alike) - MOST_PLACES} more; --format json has them all")
    paper.block(console, paper.ink(first.remedy, "cyan"))


def unknown(console: Console, found: Audited) -> None:
    """What could not be judged, by reason: it counts neither for nor against the project."""
    names: dict[Reason | None, list[str]] = {}
    for name, result in found.results.items():
        if result.report.outcome is Outcome.UNKNOWN:
            names.setdefault(result.report.reason, []).append(name)
    if not names:
        return
    paper.section(console, "Not judged")
    for reason, checks in names.items():
        paper.block(console, f"{plural(len(checks), 'check')} {REASONS[reason]}: {_areas(checks)}")
    hint = "rung audit --database-url URL judges more; --format json says of each check why not"
    paper.block(console, paper.ink(hint, "dim"))


def _areas(checks: list[str]) -> str:
    """The checks by name where they are few, else how many of each area."""
    if len(checks) <= FEW:
        return ", ".join(checks)
    areas = Counter(one.partition(".")[0] for one in checks)
    return ", ".join(f"{area} {count}" for area, count in areas.items())


def counts(found: Audited) -> str:
    """27 checks: 3 problem, 12 ok, 10 unknown, 2 not applicable."""
    seen = Counter(one.report.outcome for one in found.results.values())
    parts = ", ".join(f"{seen[one]} {one.value.replace('_', ' ')}" for one in Outcome)
    return f"{plural(len(found.results), 'check')}: {parts}"
