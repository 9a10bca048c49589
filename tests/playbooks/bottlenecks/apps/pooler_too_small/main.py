import os
from typing import Any

from fastapi import FastAPI
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

pool = ConnectionPool(
    os.environ["POOLED_URL"],
    min_size=4,
    max_size=16,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row, "prepare_threshold": None},
)
app = FastAPI()


@app.get("/quotes/{number}")
def read_quote(number: int) -> Any:
    with pool.connection() as db:
        return db.execute("select * from quote(%s)", (number,)).fetchone()
