"""Add, undo and status through the real program: preview, apply, second run, byte for byte back."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from tests.cli.program import matches, rung, tree


def summary(out: str) -> str:
    """The screen below the diffs, without the sizes, which are the template's own business."""
    return re.sub(r"\+\d+ -\d+", "+N -N", out[out.index("This ") :])


def test_a_dry_run_shows_everything_and_writes_nothing(shop: Path) -> None:
    before = tree(shop)
    ran = rung("add", "pool", shop, "--dry-run")
    assert ran.code == 0, ran.err
    assert "+++ b/app.py" in ran.out
    assert "-    with psycopg.connect(DSN) as connection:" in ran.out
    matches("add_dry_run", summary(ran.out))
    assert tree(shop) == before


def test_the_preview_is_what_happens(shop: Path) -> None:
    page = json.loads(rung("add", "pool", shop, "--dry-run", "--json").out)
    assert {"schema", "rung", "changes", "commands", "notes"} <= set(page)
    before = tree(shop)
    assert rung("add", "pool", shop, "--yes").code == 0
    after = tree(shop)
    touched = {name for name in after if before.get(name) != after[name]}
    mine = {name for name in touched if not name.startswith(".rung/")}
    assert mine == {one["path"] for one in page["changes"] if one["writes"]}


def test_build_again_and_take_out(shop: Path) -> None:
    before = tree(shop)
    first = rung("add", "pool", shop, "--yes")
    assert first.code == 0, first.err
    matches("add_done", first.out[first.out.index("pool built") :], parent=shop.parent)
    built = tree(shop)
    assert built != before

    again = rung("add", "pool", shop, "--yes")
    assert again.code == 0
    assert "nothing was written" in again.out
    assert tree(shop) == built
    assert rung("add", "pool", shop).code == 0, "a second run asks nothing"

    out = rung("undo", "pool", shop, "--yes")
    assert out.code == 0, out.err
    matches("undo", summary(out.out[out.out.index("This takes out") :]))
    assert tree(shop) == before


def test_answers_from_options_reach_the_files(shop: Path) -> None:
    assert rung("add", "pool", shop, "--yes", "--set", "pool_size=3").code == 0
    assert "or 3)" in (shop / "db_pool.py").read_text(encoding="utf-8")


def test_answers_from_a_file_reach_the_files(shop: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yml"
    file.write_text("pool:\n  pool_size: 5\nquery_index:\n  form: sql\n", encoding="utf-8")
    assert rung("add", "pool", shop, "--yes", "--answers", file).code == 0
    assert "or 5)" in (shop / "db_pool.py").read_text(encoding="utf-8")


def test_status_shows_what_is_held_and_what_drifted(shop: Path) -> None:
    matches("status_empty", rung("status", shop).out)
    rung("add", "pool", shop, "--yes")
    matches("status_held", rung("status", shop).out)
    (shop / "db_pool.py").write_text("# mine\n", encoding="utf-8")
    matches("status_drifted", rung("status", shop).out)
    held = json.loads(rung("status", shop, "--json").out)["rungs"]
    assert held["pool"]["db_pool.py"] == "changed"


def test_a_users_change_survives_the_undo(shop: Path) -> None:
    rung("add", "pool", shop, "--yes")
    with (shop / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("httpx>=0.28\n")
    assert rung("undo", "pool", shop, "--yes").code == 0
    left = (shop / "requirements.txt").read_text(encoding="utf-8")
    assert "httpx" in left
    assert "psycopg-pool" not in left


def test_a_rung_that_the_ladder_did_not_ask_for_carries_a_note(shop: Path) -> None:
    assert "The ladder did not ask for pool" in rung("add", "pool", shop, "--dry-run").out


VETO = tuple(
    word
    for told in (
        "connections_used=90",
        "max_connections=100",
        "idle_share=0.1",
        "sessions_per_request=1",
    )
    for word in ("--tell", told)
)


def test_a_veto_is_code_4_and_an_override_is_recorded(shop: Path) -> None:
    told = _veto(shop)
    before = tree(shop)
    ran = rung("add", "pool", shop, "--yes", *told)
    assert ran.code == 4
    assert "vetoes pool" in ran.err
    assert '--override "REASON"' in ran.err
    assert tree(shop) == before
    assert rung("add", "pool", shop, "--yes", *told, "--override", "we tried it").code == 0
    assert "we tried it" in (shop / ".rung" / "rung.yml").read_text(encoding="utf-8")


def _veto(shop: Path) -> tuple[str, ...]:
    page = json.loads(rung("assess", shop, *VETO, "--json").out)
    answer = next(one["answer"] for one in page["verdicts"] if one["rung"] == "pool")
    if answer != "vetoed":
        pytest.fail(f"these figures no longer veto pool: {answer}")
    return VETO


def test_a_saved_plan_is_done_exactly_or_refused(shop: Path, tmp_path: Path) -> None:
    plan, before = tmp_path / "plan.json", tree(shop)
    ran = rung("add", "pool", shop, "--plan", plan)
    assert ran.code == 0, ran.err
    assert tree(shop) == before
    assert rung("apply", plan, "--yes").code == 0
    assert (shop / "db_pool.py").is_file()

    rung("undo", "pool", shop, "--yes")
    with (shop / "app.py").open("a", encoding="utf-8") as file:
        file.write("# a line more\n")
    changed = tree(shop)
    assert rung("apply", plan, "--yes").code == 4
    assert tree(shop) == changed


def test_json_asks_nothing(shop: Path) -> None:
    ran = rung("add", "pool", shop, "--json")
    assert ran.code == 2
    assert "--dry-run" in ran.err


def test_evidence_that_is_not_reached_stops_the_build(shop: Path) -> None:
    before = tree(shop)
    ran = rung("add", "pool", shop, "--yes", "--metrics-url", "http://127.0.0.1:9/metrics")
    assert ran.code == 2
    assert tree(shop) == before


def test_passwords_of_a_users_file_stay_out_of_the_preview(shop: Path) -> None:
    app = shop / "app.py"
    text = app.read_text(encoding="utf-8").replace("shop@db", "shop:hunter2@db")
    app.write_text(text, encoding="utf-8")
    assert "hunter2" not in rung("add", "pool", shop, "--dry-run").out
    assert "hunter2" not in rung("add", "pool", shop, "--dry-run", "--json").out


def test_every_plan_fits_the_published_schema(shop: Path) -> None:
    schema = json.loads(rung("explain", "--schema", "plan").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    for words in (
        ("add", "pool", shop, "--dry-run"),
        ("add", "pool", shop, "--yes"),
        ("add", "pool", shop, "--dry-run"),
        ("upgrade", shop, "--dry-run"),
        ("undo", "pool", shop, "--dry-run"),
        ("eject", shop, "--dry-run"),
    ):
        jsonschema.validate(json.loads(rung(*words, "--json").out), schema)


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    """An application whose only handler writes: nothing of it can be answered from a cache."""
    root = tmp_path / "journal"
    root.mkdir()
    (root / "requirements.txt").write_text("fastapi\npsycopg[binary]\n", encoding="utf-8")
    (root / "app.py").write_text(
        "import psycopg\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
        '@app.post("/lines")\ndef add_line(text: str):\n'
        '    with psycopg.connect("") as connection:\n'
        '        connection.execute("insert into lines (body) values (%s)", [text])\n',
        encoding="utf-8",
    )
    return root


def test_a_cache_that_nothing_would_use_is_refused(journal: Path) -> None:
    before = tree(journal)
    ran = rung("add", "cache_shared", journal, "--yes")
    assert ran.code == 4, ran.out
    assert "nothing here would use the cache: no handler was found" in ran.err
    assert tree(journal) == before


def test_a_function_that_a_person_names_is_cached(journal: Path) -> None:
    named = '[{"function": "add_line", "file": "app.py", "key": "line:{text}", "ttl": 30}]'
    ran = rung("add", "cache_shared", journal, "--yes", "--set", f"cached={named}")
    assert ran.code == 0, ran.err
    assert '@cached(key="line:{text}", ttl=30)' in (journal / "app.py").read_text(encoding="utf-8")
    assert "nothing was written" in rung("add", "cache_shared", journal, "--yes").out


@pytest.mark.parametrize("entry", ['"read"', '{"function": "read"}', '{"file": "app.py"}'])
def test_half_an_answer_says_what_is_missing(journal: Path, entry: str) -> None:
    before = tree(journal)
    ran = rung("add", "cache_shared", journal, "--yes", "--set", f"cached=[{entry}]")
    assert ran.code == 2
    assert "each needs function, file, key and ttl" in ran.err
    assert tree(journal) == before
