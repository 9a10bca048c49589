import os
import smtplib
from email.message import EmailMessage
from typing import Any

from fastapi import FastAPI
from psycopg_pool import ConnectionPool
from pydantic import BaseModel

pool = ConnectionPool(
    os.environ["DATABASE_URL"], min_size=4, max_size=8, open=True, kwargs={"autocommit": True}
)
app = FastAPI()


class Word(BaseModel):
    n: int


def send_welcome(number: int) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "us@shop.example", "you@shop.example", "Hello"
    letter.set_content(f"Welcome, number {number}")
    with smtplib.SMTP(os.environ["SMTP_HOST"], int(os.environ["SMTP_PORT"]), timeout=10) as post:
        post.send_message(letter)


@app.post("/people", status_code=201)
def sign_up(word: Word) -> Any:
    with pool.connection() as db:
        db.execute("insert into people (name) values (%s)", (f"Person {word.n}",))
    send_welcome(word.n)
    return {"welcome": word.n}


@app.post("/notes", status_code=201)
def add_note(word: Word) -> Any:
    with pool.connection() as db:
        db.execute("insert into notes (says) values (%s)", (f"Note {word.n}",))
    return {"noted": word.n}
