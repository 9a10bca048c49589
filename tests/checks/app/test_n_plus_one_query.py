"""Does a request run one statement for every row of another?"""

from collections.abc import Callable

from checks.app.n_plus_one_query import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = "from fastapi import FastAPI, BackgroundTasks\napp = FastAPI()\n"


GET = "@app.get('/')\ndef home(conn):\n"


def lines(repo: Repo) -> list[int]:
    """The lines of the findings."""
    return [one.place.line for one in check(repo).findings if one.place]


def test_fires_at_a_statement_in_a_loop_over_rows(repo_of: Laid) -> None:
    text = (
        APP
        + GET
        + "    for row in rows:\n        conn.execute('select 1 from t where id = %s', row)\n"
    )
    assert lines(repo_of({"main.py": text})) == [6]


def test_fires_at_a_function_that_runs_one_in_a_comprehension(repo_of: Laid) -> None:
    text = (
        APP + "SQL = 'select name from users'\ndef name(c, row):\n    return c.execute(SQL, row)\n"
    )
    text += GET + "    return [name(conn, row) for row in rows]\n"
    assert lines(repo_of({"main.py": text})) == [8]


def test_leaves_the_statement_that_the_loop_reads_alone(repo_of: Laid) -> None:
    text = APP + GET + "    for row in conn.execute('select 1'):\n        print(row)\n"
    text += "    return [dict(row) for row in conn.execute('select 2')]\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_constants_chunks_and_retries_alone(repo_of: Laid) -> None:
    body = "        conn.execute('select 1')\n"
    loops = (
        "for table in ('a', 'b'):",
        "for chunk in chunks(rows):",
        "for attempt in range(3):",
        "for i in range(2):",
    )
    text = APP + GET + "".join(f"    {one}\n{body}" for one in loops)
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_calls_alone_that_are_no_statements(repo_of: Laid) -> None:
    text = (
        APP
        + GET
        + "    for row in rows:\n        job.execute('select a colour')\n        cache.get(row)\n"
    )
    text = text.replace("'select a colour'", "'choose a colour'")
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK


def test_leaves_loops_outside_requests_alone(repo_of: Laid) -> None:
    job = "def fill(conn, rows):\n    for row in rows:\n        conn.execute('insert into t values (%s)', row)\n"
    assert (
        check(repo_of({"main.py": APP + GET + "    ...\n", "seed.py": job})).outcome is Outcome.OK
    )


def test_not_looked_at_without_routes(repo_of: Laid) -> None:
    assert check(repo_of({"main.py": APP})).outcome is Outcome.NOT_APPLICABLE


def test_leaves_a_loop_over_models_and_over_a_mapping_alone(repo_of: Laid) -> None:
    text = APP + "from models import User\n" + GET
    text += "    for model in models:\n        model.objects.count()\n"
    text += "    for action, ids in wanted.items():\n        User.objects.filter(id__in=ids)\n"
    assert check(repo_of({"main.py": text})).outcome is Outcome.OK
    looped = text + "    for row in rows:\n        User.objects.get(id=row)\n"
    assert lines(repo_of({"main.py": looped})) == [11]
