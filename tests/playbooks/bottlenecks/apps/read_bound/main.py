import os
from typing import Any

from fastapi import FastAPI
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

SPAN = 120_000
pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=4,
    max_size=8,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row},
)
app = FastAPI()
SUMS = (
    "select sum(value), avg(value) from readings where id between %s and %s",
    "select max(value), min(value) from readings where id between %s and %s",
    "select count(*), stddev(value) from readings where id between %s and %s",
    "select sum(value * value) from readings where id between %s and %s",
    "select count(distinct sensor) from readings where id between %s and %s",
    "select var_pop(value) from readings where id between %s and %s",
)


@app.get("/readings/{number}")
def read_span(number: int) -> Any:
    with pool.connection() as db:
        statement = SUMS[number % len(SUMS)]
        return db.execute(statement, (number, number + SPAN)).fetchone()
