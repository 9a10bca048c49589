"""Every form of index as squawk, the linter of migrations, reads it; only CONCURRENTLY minds a transaction around it.

https://squawkhq.com (all of its rules, none left out)
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.needs import need
from tests.templates.golden import render

FORMS: dict[str, dict[str, Any]] = {
    "plain": {"columns": ["a", "b"]},
    "descending": {"columns": ["a"], "shape": "(a DESC)"},
    "partial": {"columns": ["state"], "shape": "(state) WHERE deleted_at IS NULL"},
    "expression": {"columns": [], "shape": "((LOWER(email)))"},
    "including": {"columns": ["a"], "shape": "(a) INCLUDE (b, c)"},
    "trigram": {
        "columns": ["name"],
        "shape": "USING gin (name gin_trgm_ops)",
        "extension": "pg_trgm",
    },
    "jsonb": {"columns": ["doc"], "shape": "USING gin (doc jsonb_path_ops)"},
    "brin": {"columns": ["at"], "shape": "USING brin (at)"},
}
IN_A_TRANSACTION = "ban-concurrent-index-creation-in-transaction"


def findings(file: Path, *words: str) -> list[str]:
    """The names of the rules that a file breaks."""
    squawk = shutil.which("squawk", path=str(Path(sys.executable).parent))
    need(squawk, "squawk: pip install squawk-cli")
    ran = subprocess.run(
        [str(squawk), "--reporter", "json", *words, str(file)],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return [str(one["rule_name"]) for one in json.loads(ran.stdout)]


def test_it_does_find_what_is_unsafe(tmp_path: Path) -> None:
    file = tmp_path / "unsafe.sql"
    file.write_text("CREATE INDEX i ON t (a);\n")
    assert "require-concurrent-index-creation" in findings(file)


@pytest.mark.parametrize("form", FORMS)
def test_no_rule_is_broken(form: str, tmp_path: Path) -> None:
    index = {"table": "orders", "schema": "public", "name": "orders_idx", **FORMS[form]}
    root = render("query_index", tmp_path, {"indexes": [index]})
    up, down = root / "db/indexes/001_orders_idx.sql", root / "db/indexes/down/001_orders_idx.sql"
    assert findings(up) == findings(down) == []
    assert findings(down, "--assume-in-transaction") == []
    assert findings(up, "--assume-in-transaction") == [IN_A_TRANSACTION]
