"""Two small rungs that share files, and a project with the habits of real ones."""

from pathlib import Path

from tests.scaffold.small import lay, template

POOL = """
- compose_include: {path: deploy/compose/pool.yaml}
- compose_environment: {service: web, name: DATABASE_URL, value: "postgres://pooler/{{ name }}"}
- requirement: {spec: "psycopg-pool>=3.2,<4"}
- requirement: {spec: "shared-by-both>=1"}
- python_import: {file: main.py, statement: "from app import db_pool"}
- python_replace_call: {file: main.py, call: psycopg.connect, by: db_pool.connect}
- env_example: {name: POOL_SIZE, value: {{ size }}, comment: "Connections."}
  when: "{{ size > 3 }}"
"""
CACHE = """
- compose_include: {path: deploy/compose/cache.yaml}
- compose_environment: {service: web, name: REDIS_URL, value: "redis://redis:6379/0"}
- compose_depends_on: {service: web, on: db}
- requirement: {spec: "redis>=5,<6"}
- requirement: {spec: "shared-by-both>=1"}
- python_import: {file: main.py, statement: "from app import cache"}
- python_after: {file: main.py, assigned: app, line: "cache.install(app)"}
- python_decorate: {file: main.py, function: get, decorator: "cache.cached(5)"}
- gitignore: {line: "/data/"}
"""
COMPOSE = """# our services
services:
  web:
    build: .   # here
    ports: ["22:22"]

  db:
    image: postgres:16
"""
MAIN = '''"""The application."""
import psycopg

app = object()


@app.get("/")
def get(number):
    with psycopg.connect("x") as connection:
        return connection
'''
PROJECT: dict[str, str | bytes] = {
    "compose.yaml": COMPOSE,
    "requirements.txt": "fastapi\npsycopg",
    "main.py": MAIN.replace("\n", "\r\n"),
    "run.sh": "#!/bin/sh\n",
    "docs/readme.md": b"\xff\x00 not text",
}


def templates(folder: Path, *, version: int = 1) -> Path:
    """The templates `pool` and `cache`; a later version brings another text and drops a file."""
    files = {
        "app/db_pool.py": f"SIZE = {{{{ size }}}}\n\n\nVERSION = {version}\n",
        "deploy/compose/pool.yaml": "services: {}\n",
    }
    if version == 1:
        files["deploy/pool/old.ini"] = "[old]\n"
    asks = "size: {type: int, default: 8, help: How many}\nname: {type: str, default: shop, help: Name}\n"
    template(folder, "pool", files, POOL, asks)
    if version > 1:
        (folder / "pool/files/deploy/pool/old.ini.jinja").unlink(missing_ok=True)
    template(
        folder,
        "cache",
        {
            "app/cache.py": "TTL = 5\n",
            "deploy/compose/cache.yaml": "services: {}\n",
            "tests/{% if true %}test_cache.py{% endif %}": "# test\n",
        },
        CACHE,
    )
    return folder


def project(root: Path) -> Path:
    """The project, one file of it executable."""
    lay(root, PROJECT)
    (root / "run.sh").chmod(0o755)
    (root / "main.py").chmod(0o600)
    return root
