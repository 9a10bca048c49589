"""Does the application open a connection for every few messages?

Why: a connection to RabbitMQ takes seven round trips and processes on the server; short-lived ones cost more than
what they carry, and may use up its files.
What to do: one long-lived connection for each process, with channels in it.
Source: https://www.rabbitmq.com/docs/connections#high-connection-churn; one a second is this tool's default.
"""

from checks.core import Report
from checks.fill.fact import window
from checks.live import answer, count, few, finding, seen
from checks.probes.rabbitmq import RabbitMq

ADVICE = True
PER_SECOND = 1.0
SHORT_S = 5.0


def check(rabbit: RabbitMq) -> Report:
    """Fires from one new connection a second while it was watched, if more were opened than stay."""
    if rabbit.window_s is None or rabbit.window_s < SHORT_S:
        return few("watch it with --seconds 30: a total says nothing of today")
    opened, rate = rabbit.connections_opened, rabbit.connections_opened / rabbit.window_s
    said = f"{count(opened)} connections were opened, {count(rabbit.connections)} are open"
    if rate < PER_SECOND or opened <= rabbit.connections:
        return answer((), examined=1, window=window(rabbit.window_s), note=said)
    found = finding(
        f"{said}: {rate:.1f} a second do not last",
        "keep one connection for each process and open channels in it",
        seen("connection_created", opened, "1", "/api/overview", window(rabbit.window_s)),
        seen("connections", rabbit.connections, "1", "/api/overview"),
    )
    return answer([found], examined=1, window=window(rabbit.window_s))
