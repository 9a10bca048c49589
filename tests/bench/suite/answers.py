"""Whether an index changes an answer: every statement's rows, as one number that does not depend on their order.

Where a LIMIT cuts rows off, all rows below it are compared, since which of equal rows come first may differ.
"""

import re
from collections.abc import Sequence
from random import Random
from typing import Any

import psycopg

from tests.bench.suite.measured import numbered
from tests.bench.suite.templates import TEMPLATES, Template

_CUT = re.compile(r" limit \d+( offset \d+)?(?= for update|$)")
SAMPLES = 2


def differing(
    lines: Sequence["psycopg.Connection[tuple[Any, ...]]"], scale: float, templates: Sequence[Template] = TEMPLATES
) -> list[str]:  # fmt: skip
    """Names of the templates that do not give the same rows on every connection."""
    return [one.name for one in templates if len({answer(each, one, scale) for each in lines}) > 1]


def answer(
    line: "psycopg.Connection[tuple[Any, ...]]", template: Template, scale: float
) -> tuple[Any, ...]:
    """Rows and their checksum, for a few seeded calls; what writes is rolled back."""
    random, found = Random(template.name), list[Any]()
    for _ in range(SAMPLES):
        sql, order = numbered(_summed(template.sql))
        values = template.values(random, scale)
        with line.transaction(force_rollback=True):
            found += line.execute(sql.encode(), [values[place] for place in order]).fetchall()
    return tuple(found)


def _summed(sql: str) -> str:
    if sql.startswith("select"):
        inside, head = _CUT.sub("", sql), ""
    else:
        inside, head = "x", f"with x as ({sql} returning *) "
    rows = f"({inside}) r" if not head else "x r"
    return f"{head}select count(*), sum(hashtextextended(r::text, 0)::numeric) from {rows}"
