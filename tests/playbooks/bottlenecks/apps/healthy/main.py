import os
from typing import Any

from fastapi import FastAPI, HTTPException
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=2,
    max_size=8,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row},
)
app = FastAPI()


@app.get("/pages/{number}")
def read_page(number: int) -> Any:
    with pool.connection() as db:
        page = db.execute("select id, title, body from pages where id = %s", (number,)).fetchone()
    if page is None:
        raise HTTPException(status_code=404)
    return page
