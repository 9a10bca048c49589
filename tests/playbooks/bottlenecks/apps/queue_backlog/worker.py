import os
import time
from typing import Any

import pika

QUEUE = "letters"


def deliver(channel: Any, method: Any, _: Any, body: bytes) -> None:
    time.sleep(0.1)
    channel.basic_ack(method.delivery_tag)


line = pika.BlockingConnection(
    pika.ConnectionParameters("127.0.0.1", int(os.environ["AMQP_PORT"]), heartbeat=0)
)
channel = line.channel()
channel.queue_declare(QUEUE, durable=True)
channel.basic_qos(prefetch_count=4)
channel.basic_consume(QUEUE, deliver)
channel.start_consuming()
