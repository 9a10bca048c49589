import json
import os
import urllib.request
from typing import Any

from fastapi import FastAPI
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

PARTNER_URL = os.environ["PARTNER_URL"]
pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=4,
    max_size=8,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row},
)
app = FastAPI()


@app.get("/prices/{number}")
def read_price(number: int) -> Any:
    with pool.connection() as db:
        product = db.execute("select id, name from products where id = %s", (number,)).fetchone()
    with urllib.request.urlopen(f"{PARTNER_URL}/{number}") as answer:
        return {**product, "price": json.load(answer)["price"]}
