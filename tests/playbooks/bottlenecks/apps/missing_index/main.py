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


@app.get("/customers/{number}/orders")
def list_orders(number: int) -> Any:
    with pool.connection() as db:
        return db.execute(
            "select id, total, note from orders where customer_id = %s order by id", (number,)
        ).fetchall()
