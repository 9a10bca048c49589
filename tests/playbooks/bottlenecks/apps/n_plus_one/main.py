import os
from typing import Any

from fastapi import FastAPI
from psycopg.rows import dict_row
from psycopg_pool import ConnectionPool

PAGE = 40
pool = ConnectionPool(
    os.environ["DATABASE_URL"],
    min_size=4,
    max_size=8,
    open=True,
    kwargs={"autocommit": True, "row_factory": dict_row},
)
app = FastAPI()


@app.get("/posts")
def list_posts(page: int = 1) -> Any:
    with pool.connection() as db:
        posts = db.execute(
            "select id, author_id, title from posts where id > %s order by id limit %s",
            (PAGE * (page - 1), PAGE),
        ).fetchall()
        for post in posts:
            author = db.execute("select name from people where id = %s", (post["author_id"],))
            post["author"] = author.fetchone()["name"]
        return posts
