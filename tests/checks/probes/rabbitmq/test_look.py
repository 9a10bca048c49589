"""The look at a real RabbitMQ, and at what is none."""

import json
import time
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pika  # type: ignore[import-untyped]
import pytest

from checks.core import Looks, Problem
from checks.engine import examine
from checks.fill import fill
from checks.probes.rabbitmq import RabbitMq, between, look
from checks.saved import load, save
from scaffold.demo.postgres import free_port
from tests.checks.probes import hostile
from tests.checks.probes.rabbitmq.servers import Broker, broker

pytestmark = pytest.mark.timeout(300)
"""Erlang takes its time on a busy machine."""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """One node for all tests; each uses queues of its own names."""
    with broker(tmp_path_factory.mktemp("rabbit")) as one:
        yield one


@pytest.fixture
def channel(there: Broker) -> Iterator[Any]:
    """A channel of a client."""
    line = pika.BlockingConnection(pika.ConnectionParameters("127.0.0.1", there.amqp))
    yield line.channel()
    line.close()


def seen_as(there: Broker, name: str, wanted: Callable[[Any], bool]) -> Any:
    """The queue, once the API's own statistics show it so: they are gathered each second."""
    for _ in range(60):
        one = next((one for one in look(there.url).queues if one.name == name), None)
        if one is not None and wanted(one):
            return one
        time.sleep(0.5)
    raise AssertionError(one)


def test_work_that_waits(there: Broker, channel: Any) -> None:
    channel.queue_declare("waits", durable=True)
    hour_ago = pika.BasicProperties(timestamp=int(time.time()) - 3600)
    for _ in range(40):
        channel.basic_publish("", "waits", b"secret words", hour_ago)
    one = seen_as(
        there, "waits", lambda one: one.ready == 40 and one.published == 40 and one.head_at
    )
    assert (one.vhost, one.kind, one.consumers, one.unacked, one.done) == ("/", "classic", 0, 0, 0)
    assert 3500 < time.time() - one.head_at < 3700
    seen = look(there.url)
    assert seen.version.startswith("3.") and seen.missing == {}
    assert seen.nodes[0].running and seen.nodes[0].memory_limit > 0 and not seen.nodes[0].disk_alarm
    assert "secret words" not in repr(seen) and "guest:guest" not in repr(seen)
    told = examine(Looks().with_(seen))
    assert "40 messages wait in waits" in told["rabbitmq.no_consumer"].report.findings[0].message
    assert "head of waits" in told["rabbitmq.old_messages"].report.findings[0].message


def test_a_quorum_queue_its_dead_and_its_consumer(there: Broker, channel: Any) -> None:
    channel.queue_declare("graveyard", durable=True)
    channel.queue_declare("orders", durable=True, arguments={
        "x-queue-type": "quorum", "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "graveyard",
    })  # fmt: skip
    taken: list[int] = []

    def work(channel: Any, method: Any, _: Any, body: bytes) -> None:
        taken.append(1)
        if len(taken) <= 20:
            channel.basic_ack(method.delivery_tag)
        elif len(taken) <= 35:
            channel.basic_reject(method.delivery_tag, requeue=False)

    channel.basic_consume("orders", work)
    for number in range(60):
        channel.basic_publish("", "orders", str(number).encode())
    end = time.monotonic() + 30
    while len(taken) < 60 and time.monotonic() < end:
        channel.connection.process_data_events(0.2)
    one = seen_as(
        there, "orders", lambda one: one.done == 20 and one.unacked == 25 and one.consumers
    )
    assert (one.kind, one.consumers, one.delivered, one.dead_letters) == ("quorum", 1, 60, False)
    dead = seen_as(there, "graveyard", lambda one: one.ready == 15)
    assert dead.dead_letters, "orders names it, whatever it is called"
    report = examine(Looks().with_(look(there.url)))["rabbitmq.dead_letters"].report
    assert "15 dead messages lie in graveyard" in report.findings[0].message


def test_the_difference_is_what_came_in_between(there: Broker, channel: Any) -> None:
    channel.queue_declare("flow")
    for _ in range(30):
        channel.basic_publish("", "flow", b"x")
    seen_as(there, "flow", lambda one: one.published == 30)
    first = look(there.url)
    for _ in range(50):
        channel.basic_publish("", "flow", b"x")
    for _ in range(10):
        channel.basic_get("flow", auto_ack=True)
    seen_as(there, "flow", lambda one: one.published == 80 and one.done == 10)
    window = between(first, look(there.url))
    one = next(one for one in window.queues if one.name == "flow")
    assert (one.published, one.done) == (50, 10)
    vitals = fill(Looks().with_(window))
    arrive, done = (
        vitals.number("job_arrivals_per_second"),
        vitals.number("job_completions_per_second"),
    )
    assert arrive is not None and done is not None and arrive == pytest.approx(5 * done, rel=0.01)
    with pytest.raises(Problem, match="cannot be compared"):
        between(window, first)


def test_saved_and_back(there: Broker, tmp_path: Path) -> None:
    seen = look(there.url)
    save(Looks().with_(seen), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(RabbitMq) == seen


def test_users_who_may_see_little(there: Broker) -> None:
    with pytest.raises(Problem, match="does not let this user in") as caught:
        look(f"http://guest:wr0ng@127.0.0.1:{there.api}")
    assert "wr0ng" not in caught.value.message + caught.value.remedy
    put(there, "users/little", {"password": "pw", "tags": "management"})
    put(there, "permissions/%2F/little", {"configure": "", "write": "", "read": ".*"})
    seen = look(f"http://little:pw@127.0.0.1:{there.api}")
    assert seen.missing == {"nodes": "this user may not see it"} and seen.queues


def put(there: Broker, path: str, body: dict[str, str]) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{there.api}/api/{path}", method="PUT", data=json.dumps(body).encode(),
        headers={"Authorization": f"Basic {b64encode(b'guest:guest').decode()}", "Content-Type": "application/json"},
    )  # fmt: skip
    with urllib.request.urlopen(request, timeout=20):
        pass


@pytest.mark.parametrize(
    ("pieces", "apart_s", "says"),
    [
        (hostile.said(), 0.0, "gave no answer: time-out"),
        (hostile.endless(b"HTTP/1.1 200 OK\r\nX: ", b"a"), 0.05, "gave no answer: time-out"),
        (hostile.endless(b"HTTP/1.1 200 OK\r\n\r\n"), 0.0, "no answer: too large|is no management API"),
        (hostile.said(b"AMQP\x00\x00\x09\x01"), 0.0, "gave no answer"),
        (hostile.said(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), 0.0, "is no management API"),
        (hostile.said(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"), 0.0, "it answers 404"),
    ],
)  # fmt: skip
def test_what_answers_is_no_management_api(pieces: Any, apart_s: float, says: str) -> None:
    begun = time.monotonic()
    with (
        hostile.server(pieces, apart_s=apart_s) as port,
        pytest.raises(Problem, match=says) as caught,
    ):
        look(f"http://me:s3cr3t@127.0.0.1:{port}", timeout_s=1.0)
    assert time.monotonic() - begun < 5
    assert "s3cr3t" not in caught.value.message + caught.value.remedy


def test_nothing_listens() -> None:
    with pytest.raises(Problem, match="refused") as caught:
        look(f"http://127.0.0.1:{free_port()}")
    assert "15672" in caught.value.remedy
