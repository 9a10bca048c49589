"""Does a foreign key lack an index that begins with its column?"""

from collections.abc import Callable

import pytest

from checks.app.unindexed_foreign_key import check
from checks.core import Outcome
from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]
APP = {"app.py": "from fastapi import FastAPI\napp = FastAPI()\n", "requirements.txt": "psycopg\n"}
MODEL = (
    "from sqlalchemy import Column, ForeignKey, UniqueConstraint\nclass A(Base):\n"
    "    __tablename__ = 'a'\n    b_id = Column(ForeignKey('b.id')%s)\n"
)
SQL = "CREATE TABLE a (b_id int REFERENCES b (id));\n"


def test_fires_at_a_model(repo_of: Laid) -> None:
    report = check(repo_of({**APP, "a.py": MODEL % ""}))
    assert [(one.message.split()[0], str(one.place)) for one in report.findings] == [
        ("a.b_id", "a.py:4")
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"a.py": MODEL % ", index=True"},
        {"a.py": MODEL % ", primary_key=True"},
        {"a.py": MODEL % "" + "    __table_args__ = (UniqueConstraint('b_id', 'c'),)\n"},
        {"a.py": (MODEL % "").replace("ForeignKey('b.id')", "Integer")},
        {"tests/a.py": MODEL % ""},
        {"docs/schema.sql": SQL},
    ],
)
def test_leaves_alone(repo_of: Laid, files: dict[str, str]) -> None:
    assert check(repo_of({**APP, **files})).outcome is Outcome.NOT_APPLICABLE
