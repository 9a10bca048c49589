import os
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool
from pydantic import BaseModel

BATCH = 1000
pool = ConnectionPool(
    os.environ["DATABASE_URL"], min_size=4, max_size=8, open=True, kwargs={"autocommit": True}
)
app = FastAPI()


class Events(BaseModel):
    account: int


@app.post("/events", status_code=201)
def take_events(events: Events) -> Any:
    with pool.connection() as db:
        db.execute(
            """
            insert into events (account, kind, said)
            select %(account)s + n, n %% 17, md5((%(account)s * n)::text)
            from generate_series(1, %(batch)s) n
            """,
            {"account": events.account, "batch": BATCH},
        )
    return {"taken": BATCH}
