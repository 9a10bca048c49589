"""The words and answers of `rung upgrade`: which of them is the folder, which rung an answer is for."""

from collections.abc import Sequence
from pathlib import Path

from checks.core import Problem
from cli.answers import given
from cli.decided import pages, suggestion
from scaffold.core import Value


def told(words: Sequence[str]) -> tuple[tuple[str, ...], Path]:
    """The rungs, and the folder: the last word where it is no rung's name.

    Raises:
        Problem: a word is neither a rung nor, being the last, a folder.
    """
    known = pages()
    rungs, path = list(words), Path()
    if rungs and rungs[-1] not in known:
        path = Path(rungs.pop())
        if not path.is_dir() and not rungs:
            raise Problem(f"{path} is neither a rung nor a folder", suggestion(str(path), known))
    for one in rungs:
        if one not in known:
            raise Problem(f"no rung is called {one}", suggestion(one, known))
    return tuple(rungs), path


def wishes(
    root: Path, rungs: Sequence[str], pairs: Sequence[str], file: Path | None
) -> dict[str, dict[str, Value]]:
    """New answers by rung; `KEY=VALUE` is for the one rung that is upgraded, `RUNG.KEY=VALUE` for any.

    Raises:
        Problem: an answer does not fit, or it is not clear which rung it is for.
    """
    from scaffold.ledger import read
    from scaffold.questions import plain

    chosen = rungs or read(root).held
    if len(chosen) > 1 and (bare := [one for one in pairs if "." not in one.partition("=")[0]]):
        raise Problem(
            f"--set {bare[0]} could be for {' or '.join(chosen)}",
            f"name the rung: --set {chosen[0]}.{bare[0]}",
        )
    if not (pairs or file):
        return {}
    found = {one: given(one, plain(one), pairs, file) for one in chosen}
    return {rung: answers for rung, answers in found.items() if answers}
