import os
import threading
import time
from typing import Any

import pika
from fastapi import FastAPI
from psycopg_pool import ConnectionPool

QUEUE = "letters"
pool = ConnectionPool(
    os.environ["DATABASE_URL"], min_size=2, max_size=8, open=True, kwargs={"autocommit": True}
)
line = pika.BlockingConnection(
    pika.ConnectionParameters("127.0.0.1", int(os.environ["AMQP_PORT"]), heartbeat=0)
)
channel = line.channel()
channel.queue_declare(QUEUE, durable=True)
turn = threading.Lock()
app = FastAPI()


@app.post("/letters/{number}", status_code=202)
def send_letter(number: int) -> Any:
    with pool.connection() as db:
        found = db.execute("select says from letters where id = %s", (number,)).fetchone()
    with turn:
        channel.basic_publish(
            "", QUEUE, found[0].encode(), pika.BasicProperties(timestamp=int(time.time()))
        )
    return {"queued": number}
