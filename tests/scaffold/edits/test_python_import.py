"""One import statement after the imports at the head of a module."""

import pytest

from tests.scaffold.edits.ends import already, edited, refused

ARGUMENTS = {"file": "m.py", "statement": "from app import pool"}


def test_after_the_last_import_of_the_head() -> None:
    edited(
        "python_import",
        "m.py",
        """
        '''Doc.'''
        from __future__ import annotations
        import os  # why
        from x import (
            a,
            b,
        )

        app = 1
        import late
        """,
        """
        '''Doc.'''
        from __future__ import annotations
        import os  # why
        from x import (
            a,
            b,
        )
        from app import pool

        app = 1
        import late
        """,
        **ARGUMENTS,
    )


def test_imports_for_type_checkers_are_stepped_over() -> None:
    head = (
        "import os\nif TYPE_CHECKING:\n    import x\ntry:\n    import y\n"
        "except ImportError:\n    y = None\nimport z\n"
    )
    edited(
        "python_import",
        "m.py",
        f"{head}a = 1\n",
        f"{head}from app import pool\na = 1\n",
        **ARGUMENTS,
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "from app import pool\n"),
        ('"""Doc."""\nx = 1\n', '"""Doc."""\n\nfrom app import pool\nx = 1\n'),
        (
            "#!/usr/bin/env python\n# -*- x -*-\nx = 1\n",
            "#!/usr/bin/env python\n# -*- x -*-\nfrom app import pool\n\nx = 1\n",
        ),
        ("@a\ndef f(): ...\n", "from app import pool\n\n@a\ndef f(): ...\n"),
        ("import os", "import os\nfrom app import pool"),
        ("import os; x = 1\n", "import os; x = 1\nfrom app import pool\n"),
        ("\ufeffimport os\r\nx = 1\r\n", "\ufeffimport os\r\nfrom app import pool\r\nx = 1\r\n"),
        (
            "import os, \\\n    sys\nx = 1\n",
            "import os, \\\n    sys\nfrom app import pool\nx = 1\n",
        ),
    ],
)
def test_modules_without_a_plain_head(before: str, after: str) -> None:
    edited("python_import", "m.py", before, after, **ARGUMENTS)


@pytest.mark.parametrize(
    "there",
    [
        "from app import pool\n",
        "from app import cache, pool\n",
        "from app import (\n    pool,\n)\n",
    ],
)
def test_left_alone_where_the_name_is_imported(there: str) -> None:
    already("python_import", "m.py", there, **ARGUMENTS)


def test_another_name_or_a_local_import_is_not_enough() -> None:
    edited(
        "python_import",
        "m.py",
        "from app import pool as p\ndef f():\n    from app import pool\n",
        "from app import pool as p\nfrom app import pool\ndef f():\n    from app import pool\n",
        **ARGUMENTS,
    )


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (None, "is not there"),
        ("def f(:\n", "line 1"),
        (b"\xff\xfe", "cannot be read"),
        ("import os\rx = 1\n", "carriage return"),
        ("import os  \\\n", "m.py"),
    ],
)
def test_refused_where_the_file_is_not_plain_python(before: str | bytes | None, why: str) -> None:
    refused("python_import", "m.py", before, why, **ARGUMENTS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "import os\n\nfrom shop import a\nfrom shop.z import b\n",
            "import os\n\nfrom shop import a\nfrom shop.api import metrics\nfrom shop.z import b\n",
        ),
        (
            "from shop.api.z import (\n    a,\n)\nfrom shop.b import c  # c\n\nX = 1\n",
            "from shop.api import metrics\nfrom shop.api.z import (\n    a,\n)\nfrom shop.b import c  # c\n\nX = 1\n",
        ),
        (
            "from shop.z import a\nfrom shop.b import c\n",
            "from shop.z import a\nfrom shop.b import c\nfrom shop.api import metrics\n",
        ),
        (
            "import fastapi\nfrom uvicorn import run\n",
            "import fastapi\nfrom uvicorn import run\nfrom shop.api import metrics\n",
        ),
        (
            "from shop import a\n# why\nfrom shop.z import b\n",
            "from shop import a\n# why\nfrom shop.z import b\nfrom shop.api import metrics\n",
        ),
    ],
)  # fmt: skip
def test_in_its_place_in_a_sorted_block_of_its_package(before: str, after: str) -> None:
    edited(
        "python_import",
        "m.py",
        before,
        after,
        file="m.py",
        statement="from shop.api import metrics",
    )
