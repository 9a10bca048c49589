"""The tables of the README, made from the commands, the checks and the rungs themselves.

They stand between `<!-- generated: NAME -->` and `<!-- /generated -->`.
"""

from collections.abc import Iterable, Sequence


def tables() -> dict[str, str]:
    """Every table in Markdown by its name: commands, checks, rungs."""
    return {"commands": _commands(), "checks": _checks(), "rungs": _rungs()}


def fill(text: str) -> str:
    """The text with every generated block renewed."""
    for name, table in tables().items():
        begin, end = f"<!-- generated: {name} -->\n", "\n<!-- /generated -->"
        before, found, rest = text.partition(begin)
        if found:
            text = f"{before}{begin}{table}{end}{rest.partition('<!-- /generated -->')[2]}"
    return text


def _commands() -> str:
    from cli.app import COMMANDS

    rows = [(f"`rung {one.__name__}`", _first_line(one.__doc__)) for one in COMMANDS]
    return _table(("command", "does"), rows)


def _checks() -> str:
    from cli.catalogue import catalogue

    found = [one for one in catalogue().values() if one.kind == "check"]
    rows = [(f"`{one.name}`", one.title, dict(one.head)["Speaks for"]) for one in found]
    return _table(("check", "says", "speaks for"), rows)


def _rungs() -> str:
    from playbooks.pages import rungs

    rows = [
        (f"`{one.name}`", one.title, str(one.cost), one.lead_time, "yes" if one.template else "")
        for one in rungs()
    ]
    return _table(("rung", "step", "cost (0-5)", "lead time", "rung builds it"), rows)


def _first_line(text: str | None) -> str:
    return (text or "").strip().partition("\n")[0]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines
    )
