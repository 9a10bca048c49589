import os
from typing import Any

import psycopg
from fastapi import FastAPI
from psycopg.rows import dict_row

DATABASE_URL = os.environ["DATABASE_URL"]
app = FastAPI()


@app.get("/items/{number}")
def read_item(number: int) -> Any:
    with psycopg.connect(DATABASE_URL, row_factory=dict_row) as db:
        return db.execute("select id, name, price from items where id = %s", (number,)).fetchone()
