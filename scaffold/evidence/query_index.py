"""The answers of `query_index` that the evidence suggests: which indexes, and in which form the project adds them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from checks.candidates import IndexCandidate, index_candidates
from checks.core import Looks, Problem
from checks.lab.live import Alone, advice_of
from checks.lab.programs import MISSING
from checks.lab.proof.result import Proof
from checks.probes.postgres import Postgres
from checks.probes.repo.snapshot import Repo
from scaffold.core import Value
from scaffold.evidence import alembic_chain, django_models, query_index_lab
from scaffold.evidence.index_name import LONGEST, LONGEST_DJANGO, names
from scaffold.ledger import read

WORTH = 0.01
"""Share of statement time under which an index is not worth its writes (this tool's default)."""
Answers = dict[str, tuple[Value, str]]


def defaults(looks: Looks) -> Answers:
    """The missing indexes of the live database, the largest share first, as files of the project's own kind.

    Raises:
        Problem: the database was not looked at, or it lacks no index that would take work away, or the
            project's migrations have no single end to follow.
    """
    repo = looks.get(Repo)
    if repo is None:
        raise Problem("the project's files were not looked at", "give the project's folder")
    built = _built(repo.root)
    postgres = looks.get(Postgres)
    if postgres is None and not built:
        raise Problem(
            "which indexes are missing shows in the live database alone, and it was not looked at",
            "rung add query_index --database-url URL",
        )
    form, because = _form(repo)
    longest = LONGEST_DJANGO if form == "django" else LONGEST
    alone, advised = looks.get(Alone), advice_of(looks)
    if alone is not None:
        raise Problem("; ".join(alone.reasons), MISSING.remedy)
    if advised is not None:
        entries, why = query_index_lab.entries(advised.advice, looks.get(Proof), built, longest)
    else:
        chosen = _chosen(index_candidates(postgres), built) if postgres else ()
        entries, why = _entries(chosen, postgres, longest), _why(chosen, built)
    return {
        "indexes": ([*built, *_placed(form, repo, entries)], why),
        "form": (form, because),
        **_where(form, repo),
    }


def _built(root: Path) -> list[Value]:
    """The indexes that this rung wrote before: their files stay as they are, new ones come after them."""
    held = read(root).rung("query_index")
    before = held.receipt.answers.get("indexes") if held else None
    return before if isinstance(before, list) else []


def _chosen(
    candidates: Sequence[IndexCandidate], built: Sequence[Value]
) -> tuple[IndexCandidate, ...]:
    known = [(one.get("table"), one.get("columns")) for one in built if isinstance(one, dict)]
    new = [one for one in candidates if (one.table, list(one.columns)) not in known]
    found = tuple(one for one in new if one.share >= WORTH and not one.warning)
    if found or built:
        return found
    rest = "; ".join(
        f"{one.table} ({', '.join(one.columns)}): {one.warning or one.because}"
        for one in candidates[:5]
    )
    raise Problem(
        "no missing index would take work away from this database"
        + (f"; put aside: {rest}" if rest else ""),
        "rung assess --database-url URL shows what else takes its time",
        code=4,
    )


def _entries(
    chosen: Sequence[IndexCandidate], postgres: Postgres | None, longest: int
) -> list[dict[str, Value]]:
    if postgres is None:
        return []
    given = names(chosen, postgres, longest)
    return [_entry(one, name) for one, name in zip(chosen, given, strict=True)]


def _entry(one: IndexCandidate, name: str) -> dict[str, Value]:
    gain = f"about {one.speedup:.2g} times faster" if one.speedup > 1 else "speed-up not known"
    return {
        "schema": one.schema,
        "table": one.table,
        "columns": list(one.columns),
        "name": name,
        "because": f"{one.share:.0%} of statement time: {one.because}; {gain} (estimate)",
    }


def _why(chosen: Sequence[IndexCandidate], built: Sequence[Value]) -> str:
    if built and not chosen:
        return "written before; no further index is missing"
    share = min(1.0, sum(one.share for one in chosen))
    many = "1 missing index takes" if len(chosen) == 1 else f"{len(chosen)} missing indexes take"
    return f"{many} part in {share:.0%} of statement time"


def _form(repo: Repo) -> tuple[str, str]:
    app = repo.python
    if app is not None and app.migrations in ("alembic", "django"):
        return app.migrations, f"this project changes its schema with {app.migrations}"
    return "sql", "neither Alembic nor Django migrations were found"


def _placed(form: str, repo: Repo, entries: list[dict[str, Value]]) -> list[Value]:
    """The entries with what their form needs to know of the project."""
    if not entries:
        return []
    folder = (repo.python.migrations_folder if repo.python else None) or ""
    if form == "alembic":
        return [*alembic_chain.follow(repo.root, folder, entries)]
    if form == "django":
        return [*django_models.place(repo, entries)]
    return [*entries]


def _where(form: str, repo: Repo) -> Mapping[str, tuple[Value, str]]:
    app = repo.python
    if form == "alembic" and app is not None:
        config = next((one for one in repo.files if one.endswith("alembic.ini")), "alembic.ini")
        folder = alembic_chain.versions(app.migrations_folder or "")
        return {"folder": (folder, "Alembic's versions"), "alembic_config": (config, config)}
    if form == "django" and app is not None:
        return {"manage_py": (app.manage_py or "manage.py", "Django's own command")}
    return {"folder": ("db/indexes", "the default")}
