import os
from typing import Any

from fastapi import FastAPI, HTTPException
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


@app.get("/boards/{number}")
def read_board(number: int) -> dict[str, Any]:
    with pool.connection() as db:
        board = db.execute("select id, name from boards where id = %s", (number,)).fetchone()
        if board is None:
            raise HTTPException(status_code=404)
        board["cards"] = db.execute(
            "select id, title, done from cards where board_id = %s order by id", (number,)
        ).fetchall()
    return board
