"""Statements after an assignment."""

from tests.scaffold.edits.ends import already, edited, refused

ARGUMENTS = {"file": "m.py", "assigned": "app", "line": "install(app)"}


def test_after_a_call_over_several_lines() -> None:
    edited(
        "python_after",
        "m.py",
        """
        app = FastAPI(
            title="x",  # (
        )  # end
        other = 1
        """,
        """
        app = FastAPI(
            title="x",  # (
        )  # end
        install(app)
        other = 1
        """,
        **ARGUMENTS,
    )


def test_inside_an_application_factory() -> None:
    edited(
        "python_after",
        "m.py",
        """
        def create_app() -> FastAPI:
            app: FastAPI = FastAPI()
            return app
        """,
        """
        def create_app() -> FastAPI:
            app: FastAPI = FastAPI()
            if True:
                install(app)
            return app
        """,
        file="m.py",
        assigned="app",
        line="if True:\n    install(app)\n",
    )


def test_the_module_level_comes_before_a_function() -> None:
    edited(
        "python_after",
        "m.py",
        "def test():\n    app = 1\napp = FastAPI()",
        "def test():\n    app = 1\napp = FastAPI()\ninstall(app)",
        **ARGUMENTS,
    )


def test_left_alone_where_it_is_said_later() -> None:
    already("python_after", "m.py", "app = FastAPI()\nx = 1\ninstall( app )\n", **ARGUMENTS)


def test_refused_without_one_place() -> None:
    refused("python_after", "m.py", "x = 1\n", "Nothing assigns app", **ARGUMENTS)
    refused("python_after", "m.py", "app = 1\napp = 2\n", "2 times", **ARGUMENTS)
    refused(
        "python_after",
        "m.py",
        "def f():\n    app = 1\ndef g():\n    app = 2\n",
        "2 times",
        **ARGUMENTS,
    )


def test_a_statement_behind_it_on_the_line_stays_in_order() -> None:
    refused("python_after", "m.py", "def f(): app = 1\n", "same line", **ARGUMENTS)
