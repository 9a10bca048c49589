"""Assess through the real program: whole screens, every width, and the JSON that the documentation promises."""

import json
from pathlib import Path

import jsonschema
import psycopg
import pytest

from checks.vitals import names
from playbooks.core import Answer
from playbooks.pages import rungs
from tests.cli.program import matches, rung, tree

FULL = (
    "--tell", "database_cpu=97%",
    "--tell", "statement_stats=yes",
    "--tell", "routes_measured=yes",
    "--tell", "p95_ms=4877",
    "--tell", "indexable_share=0.96",
    "--tell", "index_speedup=40",
    "--tell", "database_ms_per_request=310",
    "--tell", "statement_calls=5000",
)  # fmt: skip


def test_nothing_measured_says_so_and_asks_for_one_figure(shop: Path) -> None:
    ran = rung("assess", shop)
    assert ran.code == 0
    assert ran.err == ""
    matches("assess_unmeasured", ran.out, parent=shop.parent)


def test_a_narrow_terminal(shop: Path) -> None:
    ran = rung("assess", cwd=shop, width=60)
    matches("assess_narrow", ran.out, parent=shop.parent)
    assert all(len(line) <= 60 for line in ran.out.splitlines()[1:])


def test_a_wide_terminal_keeps_lines_readable(shop: Path) -> None:
    out = rung("assess", cwd=shop, width=240).out
    assert max(len(line) for line in out.splitlines()[1:]) <= 100


def test_a_drowning_database(shop: Path) -> None:
    ran = rung("assess", shop, *FULL)
    assert ran.code == 0
    assert "Next step: query_index" in ran.out
    matches("assess_told", ran.out, parent=shop.parent)


def test_the_question_can_be_answered_on_another_database(project: Path) -> None:
    (project / "Gemfile").write_text('gem "rails"\ngem "sqlite3"\n', encoding="utf-8")
    (project / "config").mkdir()
    (project / "config" / "application.rb").write_text("class App < Rails::Application\nend\n")
    (project / "config" / "database.yml").write_text("production:\n  adapter: sqlite3\n")
    ran = rung("assess", project)
    assert "rung assess --tell rows_examined_per_row=VALUE" in ran.out
    assert "--database-url" not in ran.out


def test_everything_on_request(shop: Path) -> None:
    out = rung("assess", shop, *FULL, "--all").out
    matches("assess_all", out, parent=shop.parent)
    assert "Every rung" in out and "database_ms_per_request  310 ms" in out


def test_a_wish_is_answered_first_and_decides_nothing(shop: Path) -> None:
    out = rung("assess", shop, *FULL, "--tell", "wish=shard").out
    assert "You asked about shard: vetoed, since" in out
    assert out.index("Next step: query_index") < out.index("You asked about shard")


def test_figures_alone_decide_without_a_project(tmp_path: Path) -> None:
    known = tmp_path / "vitals.yml"
    pairs = [one for one in FULL if one != "--tell"]
    lines = ["  " + one.replace("=", ": ").replace("97%", "0.97") for one in pairs]
    known.write_text("vitals:\n" + "\n".join(lines) + "\n")
    nowhere = tmp_path / "nowhere"
    nowhere.mkdir()
    page = json.loads(rung("assess", nowhere, "--from", known, "--json").out)
    assert page["next"]["rung"] == "query_index"
    terms = next(one for one in page["verdicts"] if one["rung"] == "query_index")["terms"]
    assert terms["evidence"][0]["threshold"] == "indexable_share of 0.1 or more"
    assert "Amdahl" in terms["evidence"][0]["source"]
    assert {"vertical", "read_replica"} <= {one["rung"] for one in terms["rejected"]} | {
        "read_replica"
    }
    assert terms["days"] == [0.1, 2.0] and terms["verify"] and terms["undo"] and terms["worse"]


def test_what_the_project_is_stands_on_the_short_screen_with_its_places(shop: Path) -> None:
    out = rung("assess", shop).out
    told = out.partition("The project\n")[2]
    assert "database      PostgreSQL" in told and "compose.yaml:11" in told
    assert "test_runner" not in told


@pytest.mark.parametrize(("share", "warned"), [("0.4", True), ("0.02", False)])
def test_a_figure_that_the_model_gets_wrong_is_said_to_be_rough(
    shop: Path, share: str, warned: bool
) -> None:
    figures = ("requests_per_second=40", "app_cpu=30%", "database_cpu=70%", "database_cores=4",
               "sessions_per_request=1", f"session_cost_share={share}", "processor_ms_per_request=20")  # fmt: skip
    tell = [word for one in figures for word in ("--tell", one)]
    out = rung("assess", shop, *FULL[2:6], *tell).out
    assert "Breaks at" in out
    assert ("grows dearer with load" in " ".join(out.split())) is warned


def test_without_colour_there_is_no_escape(shop: Path) -> None:
    assert "\x1b" not in rung("assess", shop).out


def test_json_has_the_promised_keys(shop: Path) -> None:
    page = json.loads(rung("assess", shop, *FULL, "--json").out)
    assert {"schema", "project", "vitals", "findings", "verdicts", "next"} <= set(page)
    assert set(page["project"]) >= {"root", "applicable", "components"}
    for fact in page["project"]["components"][0]["facts"]:
        assert set(fact) == {"name", "value", "where", "state", "confidence"}
    for verdict in page["verdicts"]:
        assert set(verdict) == {
            "rung",
            "answer",
            "because",
            "against",
            "predicts",
            "flips",
            "terms",
        }
        assert verdict["answer"] in set(Answer)
    assert [one["rung"] for one in page["verdicts"]] == [one.name for one in rungs()]
    assert set(page["next"]) == {"rung", "then", "ask"}
    assert page["next"]["rung"] == "query_index"


def test_the_schema_fits_the_vitals(shop: Path) -> None:
    schema = json.loads(rung("assess", "--schema").out)
    page = json.loads(rung("assess", shop, *FULL, "--json").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(page["vitals"], schema)
    assert set(schema["properties"]) == set(names())


def test_facts_alone(shop: Path) -> None:
    out = rung("assess", shop, "--facts").out
    assert "compose.yaml:" in out
    assert "Every rung" not in out


def test_a_saved_look_decides_alike(shop: Path, tmp_path: Path) -> None:
    kept = tmp_path / "look.json"
    assert rung("assess", shop, *FULL, "--save", kept).code == 0
    again = json.loads(rung("assess", shop, "--from", kept, "--json").out)
    assert again["next"]["rung"] == "query_index"


def test_a_live_database(shop: Path, database: str, tmp_path: Path) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension if not exists pg_stat_statements")
        admin.execute((shop / "schema.sql").read_text(encoding="utf-8"))
    kept = tmp_path / "page.json"
    ran = rung("assess", shop, "--database-url", database, "--json", "--output", kept)
    assert ran.code == 0, ran.err
    vitals = json.loads(kept.read_text(encoding="utf-8"))["vitals"]
    assert vitals["statement_stats"]["value"] is True
    assert vitals["max_connections"]["value"] == 100


def test_what_runs_here_can_be_watched_instead_of_told(shop: Path, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("create extension pg_stat_statements")
    told = ("--tell", "routes_measured=yes", "--tell", "app_cpu=0.2")
    live = ("assess", shop, "--database-url", database, *told, "--json")
    ask = json.loads(rung(*live).out)["next"]["ask"]
    assert ask["vital"] == "database_cpu" and ask["command"].endswith("--seconds 30")
    watched = json.loads(rung(*live, "--seconds", "0.5").out)
    assert "database_cpu" in watched["vitals"], "the command that was named measures it"
    files = ("assess", shop, *told, "--tell", "statement_stats=yes", "--json")
    nothing = json.loads(rung(*files).out)["next"]["ask"]
    assert nothing["command"] == "rung assess --tell database_cpu=VALUE"


def test_the_environment_may_name_the_database(shop: Path, database: str) -> None:
    out = rung("assess", shop, "--all", RUNG_DATABASE_URL=database).out
    assert "max_connections" in out


def test_watching_live_counters(shop: Path, database: str) -> None:
    ran = rung("assess", shop, "--database-url", database, "--seconds", "1")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize("told", ["p95_ms=nonsense", "incident=perhaps"])
def test_a_figure_of_the_wrong_kind(shop: Path, told: str) -> None:
    ran = rung("assess", shop, "--tell", told)
    assert ran.code == 2
    assert ran.err.startswith("rung: ")


def test_a_library_has_nothing_to_scale(project: Path) -> None:
    (project / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "small"\nversion = "1"\n',
        encoding="utf-8",
    )
    (project / "small.py").write_text("def twice(n):\n    return 2 * n\n", encoding="utf-8")
    ran = rung("assess", project)
    assert ran.code == 0
    matches("assess_library", ran.out, parent=project.parent)
    page = json.loads(rung("assess", project, "--json").out)
    assert page["project"]["applicable"] is False
    assert page["next"] == {"rung": None, "then": [], "ask": None}


def test_nothing_is_written(shop: Path) -> None:
    before = tree(shop)
    rung("assess", cwd=shop)
    rung("assess", "--json", cwd=shop)
    assert tree(shop) == before


AHEAD = (
    *FULL,
    "--tell", "requests_per_second=50",
    "--tell", "app_cpu=30%",
    "--tell", "database_cores=4",
)  # fmt: skip


def test_an_incident_gets_its_steps_in_order(shop: Path) -> None:
    out = rung("assess", shop, *AHEAD, "--tell", "error_share=0.1", "--incident").out
    steps = ["1. freeze deploys", "2. refuse early", "3. build the missing index", "4. buy time"]
    places = [out.index(one) for one in steps]
    assert places == sorted(places)
    assert places[-1] < out.index("Next step: load_protection")


def test_so_many_times_the_load(shop: Path) -> None:
    out = rung("assess", shop, *AHEAD, "--carry", "10").out
    assert "To carry 10 times the load within 365 days" in out
    assert out.index("1.  query_index") < out.index("scale_app")
    page = json.loads(rung("assess", shop, *AHEAD, "--carry", "10", "--json").out)
    assert page["carry"]["carries"] >= page["carry"]["target"] == 500
    assert page["capacity"]["now"]["first"] == "database"
    assert "No answer: no set of rungs" in rung("assess", shop, *AHEAD, "--carry", "9000").out


def test_without_a_load_nothing_is_guessed(shop: Path) -> None:
    page = json.loads(rung("assess", shop, *FULL, "--carry", "10", "--json").out)
    assert page["carry"]["needs"] == ["requests_per_second"]
    assert page["capacity"]["why"] == "the load is not known"
