"""The screen of `rung status`."""

from pathlib import Path

from cli.screen import paper

WORDS = {"as_built": "as built", "changed": "changed since", "deleted": "deleted since"}


def show(root: Path, held: dict[str, dict[str, str]]) -> None:
    """Every rung held, with the files that are not as they were built."""
    console = paper.sheet()
    if not held:
        console.print(paper.ink(f"{root.name}: rung has built nothing here yet", "bold"))
        paper.command(console, "rung assess")
        return
    for rung, files in held.items():
        drifted = {path: state for path, state in files.items() if state != "as_built"}
        console.print(paper.ink(rung, "bold"), "as built" if not drifted else "")
        paper.columns(
            console, [(WORDS[state], path) for path, state in (drifted or files).items()], fixed=1
        )
