import os
from typing import Any

from fastapi import FastAPI
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=1,
    max_size=1,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row},
)
app = FastAPI()


@app.get("/quotes/{number}")
def read_quote(number: int) -> Any:
    with pool.connection() as db:
        return db.execute("select * from quote(%s)", (number,)).fetchone()
