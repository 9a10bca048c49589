import os
from typing import Any

from fastapi import FastAPI
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=4,
    max_size=8,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row},
)
app = FastAPI()


def around() -> dict[str, Any]:
    with pool.connection() as db:
        menu = db.execute("select id, title from menu order by place").fetchall()
        offers = db.execute("select id, title from offers order by id").fetchall()
    return {"menu": menu, "offers": offers}


@app.get("/home/{number}")
def home(number: int) -> Any:
    with pool.connection() as db:
        page = db.execute("select id, title from pages where id = %s", (number,)).fetchone()
    return {**page, **around()}
