import os
import time
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool

pool = ConnectionPool(os.environ["DATABASE_URL"], min_size=8, max_size=8, open=True)
app = FastAPI()


def print_ticket() -> None:
    """Waits for the printer."""
    time.sleep(0.025)


@app.post("/tickets/{counter}", status_code=201)
def next_ticket(counter: int) -> Any:
    with pool.connection() as db:
        raised = db.execute(
            "update counters set n = n + 1 where id = %s returning n", (counter,)
        ).fetchone()
        print_ticket()
    return {"taken": raised is not None}
