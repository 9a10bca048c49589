import os

import psycopg
from fastapi import FastAPI

app = FastAPI()
DOUBLE = "select %s::int * 2 from pg_database where datname = current_database()"


@app.get("/health")
def health() -> dict[str, str]:
    return {"status": "ok"}


@app.get("/double/{number}")
def double(number: int) -> dict[str, int]:
    with psycopg.connect(os.environ["DATABASE_URL"], application_name="shop") as conn:
        for _ in range(7):  # often enough for the driver to prepare the statement
            rows = conn.execute(DOUBLE, (number,)).fetchall()
    return {"double": rows[0][0]}
