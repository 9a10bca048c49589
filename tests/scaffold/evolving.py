"""A template in four versions: a text changes, a file is renamed, one removed, edits change, questions come and go."""

from pathlib import Path

from scaffold.apply import apply
from scaffold.core import Plan, Value
from scaffold.upgrade import plan as upgrading
from tests.scaffold.small import lay, template

LATEST = 4
BODY = """\"\"\"The pool.\"\"\"

SIZE = {{{{ {size} }}}}


def connect():
    return "version {version}"


def close():
    return None
"""
UPGRADES = """
- note: "The pool waits at most {{ timeout }} seconds now."
- renamed: {"app/pool.py": "app/db/pool.py"}
  removed: {docs/pool.md: "the page is on the web now"}
  note: "app.pool is app.db.pool now."
- questions: {size: most}
  note: "Only where the pool is large."
  when: "{{ most > 100 }}"
"""


def version(folder: Path, number: int, rung: str = "pool") -> Path:
    """The template of this version in `folder`, whatever was there before; the folder."""
    size = "most" if number >= 4 else "size"
    code = "app/db/pool.py" if number >= 3 else "app/pool.py"
    files = {
        code: BODY.format(size=size, version=number),
        "deploy/pool.ini": f"[pool]\nsize = {{{{ {size} }}}}\n; one\n; two\n; three\nmode = {number // 2}\n",
    }
    if number < 3:
        files["docs/pool.md"] = "# The pool\n"
    questions = f"{size}: {{type: int, default: 8, help: How many}}\n"
    if number >= 2:
        questions += "timeout: {type: int, default: 5, help: Seconds}\n"
    module = "app.db.pool" if number >= 3 else "app.pool"
    edits = f"""
- python_import: {{file: main.py, statement: "import {module}"}}
- requirement: {{spec: "psycopg-pool>={number},<9"}}
- compose_environment: {{service: web, name: POOL_VERSION, value: "{number}"}}
- gitignore: {{line: /data/}}
"""
    for old in (folder / rung).rglob("*"):
        if old.is_file():
            old.unlink()
    template(folder, rung, files, edits, questions)
    entries = UPGRADES.strip().split("\n- ")
    kept = "\n- ".join(entries[: number - 1])
    lay(folder / rung, {"upgrades.yml": f"{kept}\n" if number > 1 else ""})
    return folder


def upgraded(root: Path, templates: Path, *rungs: str, **wishes: Value) -> Plan:
    """Plan and apply an upgrade; `wishes` are for the rung `pool`."""
    plan = upgrading(root, rungs, wishes={"pool": wishes} if wishes else None, templates=templates)
    apply(plan)
    return plan
