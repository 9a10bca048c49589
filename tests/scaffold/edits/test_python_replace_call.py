"""Another function in place of the one that is called."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

ARGUMENTS = {"file": "m.py", "call": "psycopg.connect", "by": "db_pool.connect"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "import psycopg\nc = psycopg.connect(URL)\n",
            "import psycopg\nc = db_pool.connect(URL)\n",
        ),
        (
            "import psycopg as pg\nc = pg.connect(URL)\n",
            "import psycopg as pg\nc = db_pool.connect(URL)\n",
        ),
        (
            "import psycopg.rows\nc = psycopg.connect(URL)\n",
            "import psycopg.rows\nc = db_pool.connect(URL)\n",
        ),
        (
            "from psycopg import connect\nc = connect(URL)\n",
            "from psycopg import connect\nc = db_pool.connect(URL)\n",
        ),
        (
            "from psycopg import connect as go\nc = go(URL)\n",
            "from psycopg import connect as go\nc = db_pool.connect(URL)\n",
        ),
        (
            "def f():\n    import psycopg\n"
            "    with psycopg.connect( URL,  a = 1 ) as ä, psycopg . connect(x):  # psycopg.connect(\n"
            "        'é'; psycopg.connect()\n",
            "def f():\n    import psycopg\n"
            "    with db_pool.connect( URL,  a = 1 ) as ä, db_pool.connect(x):  # psycopg.connect(\n"
            "        'é'; db_pool.connect()\n",
        ),
        (
            "import psycopg\nx = psycopg.connect(psycopg.connect(1).url)",
            "import psycopg\nx = db_pool.connect(db_pool.connect(1).url)",
        ),
    ],
)
def test_calls_are_found_through_the_imports(before: str, after: str) -> None:
    edited("python_replace_call", "m.py", before, after, **ARGUMENTS)


def test_only_inside_the_functions_named() -> None:
    edited(
        "python_replace_call",
        "m.py",
        """
        import psycopg
        def migrate():
            psycopg.connect(1)
        class A:
            async def get(self):
                psycopg.connect(2)
        """,
        """
        import psycopg
        def migrate():
            psycopg.connect(1)
        class A:
            async def get(self):
                db_pool.connect(2)
        """,
        **ARGUMENTS,
        inside=["A.get"],
    )


@pytest.mark.parametrize(
    "before",
    [
        "psycopg.connect(URL)\n",
        "from other import connect\nconnect(URL)\n",
        "import psycopg\nself.psycopg.connect(URL)\nx.connect(URL)\n'psycopg.connect(URL)'\n",
        "import psycopg\nf = psycopg.connect\n",
        "import psycopg2 as psycopg\npsycopg.connect(URL)\n",
    ],
)
def test_what_only_looks_alike_is_left_alone(before: str) -> None:
    refused("python_replace_call", "m.py", before, "Nothing in m.py calls", **ARGUMENTS)


@pytest.mark.parametrize(
    "before",
    [
        "import psycopg\ndef f(psycopg):\n    psycopg.connect()\n",
        "from psycopg import connect\ndef connect(): ...\nconnect()\n",
        "import psycopg\nimport fake as psycopg\npsycopg.connect()\n",
        "import psycopg\nfor psycopg in x:\n    psycopg.connect()\n",
    ],
)
def test_refused_where_the_name_means_two_things(before: str) -> None:
    end = refused("python_replace_call", "m.py", before, "", **ARGUMENTS)
    assert "more than one way" in end.why or "Nothing" in end.why


def test_left_alone_when_done() -> None:
    already("python_replace_call", "m.py", "import db_pool\ndb_pool.connect()\n", **ARGUMENTS)
