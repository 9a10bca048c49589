"""Upgrade, status and eject through the real program."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scaffold import questions
from tests.cli.program import matches, rung, tree
from tests.cli.test_add import summary


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The templates of this version, as a copy that a test may make newer."""
    folder = tmp_path / "templates"
    shutil.copytree(questions.TEMPLATES, folder)
    yield folder


def newer(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version in which the pool says something else when it is full, and tells of it."""
    (module,) = (shelf / "pool/files").glob("*module_file*")
    text = module.read_text(encoding="utf-8")
    assert "import os\n" in text
    module.write_text(text.replace("import os\n", "import os, sys\n"), encoding="utf-8")
    note = '- note: "A full pool answers 503 now."\n'
    (shelf / "pool/upgrades.yml").write_text(note, encoding="utf-8")
    monkeypatch.setattr(questions, "TEMPLATES", shelf)


def test_nothing_is_held_and_nothing_is_newer(shop: Path) -> None:
    ran = rung("upgrade", shop, "--yes")
    assert ran.code == 2 and "nothing here yet" in ran.err
    rung("add", "pool", shop, "--yes")
    before = tree(shop)
    ran = rung("upgrade", shop)
    assert ran.code == 0 and "pool: nothing newer to bring; nothing was written" in ran.out
    assert tree(shop) == before


def test_a_newer_template(shop: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rung("add", "pool", shop, "--yes")
    module = shop / "db_pool.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    newer(shelf, monkeypatch)
    matches("status_newer", rung("status", shop).out, parent=shop.parent)
    before = tree(shop)
    ran = rung("upgrade", "pool", shop, "--dry-run")
    assert ran.code == 0, ran.err
    assert "+import os, sys" in ran.out
    matches("upgrade_dry_run", summary(ran.out))
    assert tree(shop) == before
    ran = rung("upgrade", shop, "--yes")
    assert ran.code == 0, ran.err
    text = module.read_text(encoding="utf-8")
    assert "# mine" in text and "import os, sys" in text
    assert "answers 503" not in rung("upgrade", shop).out


def test_a_conflict_is_code_3_until_it_is_settled(
    shop: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung("add", "pool", shop, "--yes")
    module = shop / "db_pool.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace("import os\n", "import os, time\n"),
        encoding="utf-8",
    )
    newer(shelf, monkeypatch)
    ran = rung("upgrade", shop, "--yes")
    assert ran.code == 3, ran.err
    matches("upgrade_conflict", summary(ran.out), parent=shop.parent)
    matches("status_conflict", rung("status", shop).out, parent=shop.parent)
    page = json.loads(rung("status", shop, "--json").out)
    assert list(page["conflicts"]["pool"]) == ["db_pool.py"]
    before = tree(shop)
    assert rung("upgrade", shop, "--yes").code == 3
    assert tree(shop) == before
    text = module.read_text(encoding="utf-8")
    head, _, rest = text.partition("<<<<<<< yours\n")
    module.write_text(
        f"{head}import os, sys, time\n{rest.partition('>>>>>>> new template')[2].lstrip()}",
        encoding="utf-8",
    )
    assert rung("upgrade", shop, "--yes").code == 0
    assert json.loads(rung("status", shop, "--json").out)["conflicts"] == {}
    assert "import os, sys, time" in module.read_text(encoding="utf-8")


def test_a_renamed_file_is_shown_as_what_changes_in_it(
    shop: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung("add", "pool", shop, "--yes")
    module = shop / "db_pool.py"
    secret = 'URL = "postgresql://shop:hunter2@db/shop"\n'
    module.write_text(module.read_text(encoding="utf-8") + secret, encoding="utf-8")
    newer(shelf, monkeypatch)
    (file,) = (shelf / "pool/files").glob("*module_file*")
    new = file.name.replace("{{ module_file }}", "pooling{{ _copier_conf.sep }}{{ module_file }}")
    file.rename(file.with_name(new))
    old, now = (one.removesuffix(".jinja") for one in (file.name, new))
    data = [{"renamed": {old: now}}]
    (shelf / "pool/upgrades.yml").write_text(json.dumps(data), encoding="utf-8")
    ran = rung("upgrade", shop, "--dry-run")
    assert ran.code == 0, ran.err
    assert "--- a/db_pool.py\n+++ b/pooling/db_pool.py\n" in ran.out
    assert "db_pool.py -> pooling/db_pool.py" in ran.out
    assert "hunter2" not in ran.out
    assert ran.out.count("\n+") <= 3, "the whole file is no news"


def test_a_saved_plan_and_json(
    shop: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rung("add", "pool", shop, "--yes")
    newer(shelf, monkeypatch)
    before, plan = tree(shop), tmp_path / "plan.json"
    page = json.loads(rung("upgrade", shop, "--dry-run", "--json").out)
    assert (page["verb"], page["rungs"], page["rung"]) == ("upgrade", ["pool"], "pool")
    assert {"schema", "rung", "changes", "commands", "notes"} <= set(page)
    assert rung("upgrade", shop, "--plan", plan).code == 0
    assert tree(shop) == before
    assert rung("apply", plan, "--yes").code == 0
    assert "import os, sys" in (shop / "db_pool.py").read_text(encoding="utf-8")
    assert rung("apply", plan, "--yes").code == 4


def test_answers_given_anew(shop: Path) -> None:
    rung("add", "pool", shop, "--yes")
    ran = rung("upgrade", "pool", shop, "--yes", "--set", "pool_size=3")
    assert ran.code == 0, ran.err
    assert "or 3)" in (shop / "db_pool.py").read_text(encoding="utf-8")
    rung("add", "observe", shop, "--yes")
    ran = rung("upgrade", shop, "--yes", "--set", "pool_size=4")
    assert ran.code == 2 and "--set pool.pool_size=4" in ran.err
    assert rung("upgrade", shop, "--yes", "--set", "pool.pool_size=4").code == 0
    assert "or 4)" in (shop / "db_pool.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pol",), "did you mean pool?"),
        (("pol", "."), "did you mean pool?"),
        (("cache_shared", "."), "cache_shared is not built here"),
        (("pool", "nowhere"), "there is no folder"),
    ],
)
def test_words_that_name_nothing(shop: Path, words: tuple[str, ...], says: str) -> None:
    rung("add", "pool", shop, "--yes")
    ran = rung("upgrade", *words, "--yes", cwd=shop)
    assert ran.code == 2 and says in ran.err


def test_eject(shop: Path) -> None:
    rung("add", "pool", shop, "--yes")
    built = tree(shop)
    ran = rung("eject", shop, "--dry-run")
    assert ran.code == 0, ran.err
    matches("eject_dry_run", summary_of_eject(ran.out))
    ran = rung("eject", shop)
    assert ran.code == 2 and "--yes" in ran.err
    assert tree(shop) == built
    assert rung("eject", shop, "--yes").code == 0
    assert tree(shop) == {path: one for path, one in built.items() if ".rung" not in path}
    assert rung("eject", shop, "--yes").code == 2
    for text in tree(shop).values():
        assert b"from rung" not in text and b"import rung" not in text


def summary_of_eject(out: str) -> str:
    """The screen without the size, which is the ledger's own business."""
    import re

    return re.sub(r"\d+ files?, [\d,]+ bytes", "N files, N bytes", out)
