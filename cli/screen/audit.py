"""The screen of `rung audit`: the gate's word, the findings, and how much could not be judged."""

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.text import Text

from checks.core import Confidence, Finding, Outcome, Severity
from cli.audited import Audited
from cli.figures import plural
from cli.screen import paper

COLOURS = {
    Severity.CRITICAL: "bold red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "dim",
}


def show(found: Audited, output: Path | None = None) -> None:
    """The whole screen, to the terminal or to a file that the user named."""
    console = paper.sheet()
    if output is not None:
        with console.capture() as kept:
            _write(console, found)
        from cli.page.json import save

        save(kept.get(), output)
        return
    _write(console, found)


def _write(console: Console, found: Audited) -> None:
    console.print(_verdict(found))
    for one in found.findings:
        _finding(console, one)
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
    rest = plural(len(found.findings), "finding")
    gate = "no gate" if found.fail_on == "never" else f"gate {found.fail_on}: passed"
    return paper.ink(f"{name}: {gate}, {rest}", "bold")


def _finding(console: Console, one: Finding) -> None:
    sure = "" if one.confidence is Confidence.HIGH else f" ({one.confidence} confidence)"
    console.print()
    console.print(
        Text.assemble(
            (one.severity.value, COLOURS[one.severity]),
            sure,
            "  ",
            (one.check, "bold"),
            "  ",
            str(one.place or ""),
        )
    )
    paper.block(console, one.message)
    paper.block(console, paper.ink(one.remedy, "cyan"))


def unknown(console: Console, found: Audited) -> None:
    """What could not be judged, and why, grouped by the reason."""
    notes: dict[str, list[str]] = {}
    for name, result in found.results.items():
        if result.report.outcome is Outcome.UNKNOWN:
            notes.setdefault(result.report.note, []).append(name)
    if not notes:
        return
    paper.section(console, "Not judged")
    paper.pairs(console, ((note, ", ".join(names)) for note, names in notes.items()))


def counts(found: Audited) -> str:
    """27 checks: 3 problem, 12 ok, 10 unknown, 2 not applicable."""
    seen = Counter(one.report.outcome for one in found.results.values())
    parts = ", ".join(f"{seen[one]} {one.value.replace('_', ' ')}" for one in Outcome)
    return f"{plural(len(found.results), 'check')}: {parts}"
