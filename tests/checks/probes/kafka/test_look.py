"""The look at Kafka's own broker, and at what is none."""

import struct
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer, KafkaProducer  # type: ignore[import-untyped]
from kafka.admin import KafkaAdminClient, NewTopic  # type: ignore[import-untyped]

from checks.core import Looks, Problem
from checks.engine import examine
from checks.fill import fill
from checks.probes.kafka import Kafka, between, look
from checks.probes.kafka.address import address
from checks.saved import load, save
from scaffold.demo.postgres import free_port
from tests.checks.probes import hostile
from tests.checks.probes.kafka.servers import broker

pytestmark = pytest.mark.timeout(600)
"""The first run on a machine fetches the broker."""


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One broker for all tests, with a topic of three partitions from which 100 of 300 records were read."""
    with broker(tmp_path_factory.mktemp("kafka")) as where:
        admin = KafkaAdminClient(bootstrap_servers=where)
        admin.create_topics([NewTopic("orders", 3, 1)])
        admin.close()
        send(where, 300)
        read(where, 100)
        yield where


def send(where: str, number: int) -> None:
    producer = KafkaProducer(bootstrap_servers=where)
    for one in range(number):
        producer.send("orders", b"secret words %d" % one, partition=one % 3)
    producer.flush()
    producer.close()


def read(where: str, number: int) -> None:
    consumer = KafkaConsumer(
        "orders", bootstrap_servers=where, group_id="mailer", auto_offset_reset="earliest",
        enable_auto_commit=False, max_poll_records=10,
    )  # fmt: skip
    got, end = 0, time.monotonic() + 60
    while got < number and time.monotonic() < end:
        got += sum(map(len, consumer.poll(500).values()))
    assert got == number
    consumer.commit()
    consumer.close()


def test_topics_groups_and_lag(there: str) -> None:
    seen = look(there)
    assert (seen.url, seen.brokers, seen.missing) == (there, 1, {})
    topic = next(one for one in seen.topics if one.name == "orders")
    assert (topic.partitions, topic.replication, topic.under_replicated, topic.offline) == (
        3,
        1,
        0,
        0,
    )
    (group,) = seen.groups
    assert (group.name, group.state, group.members) == ("mailer", "Empty", 0)
    (lag,) = group.lags
    assert (lag.topic, lag.lag, lag.end, lag.read) == ("orders", lag.end - lag.read, lag.end, 100)
    assert lag.lag >= 200 and 0 < lag.worst <= lag.lag
    assert "secret words" not in repr(seen)
    report = examine(Looks().with_(seen))["kafka.no_consumer"].report
    assert "nobody reads for mailer" in report.findings[0].message


def test_the_difference_is_what_came_in_between(there: str) -> None:
    first = look(there)
    send(there, 90)
    read(there, 30)
    window = between(first, look(there))
    lag = window.groups[0].lags[0]
    assert (lag.end, lag.read) == (90, 30)
    vitals = fill(Looks().with_(window))
    arrive, done = (
        vitals.number("job_arrivals_per_second"),
        vitals.number("job_completions_per_second"),
    )
    assert arrive is not None and done is not None and arrive == pytest.approx(3 * done, rel=0.01)
    report = examine(Looks().with_(window))["kafka.lag_grows"].report
    assert "90 arrived and 30 were read" in report.findings[0].message
    with pytest.raises(Problem, match="cannot be compared"):
        between(window, first)
    # what the other test says of the group's offsets stands
    read_back = look(there).groups[0].lags[0]
    assert read_back.read == first.groups[0].lags[0].read + 30


def test_saved_and_back(there: str, tmp_path: Path) -> None:
    seen = look(there)
    save(Looks().with_(seen), tmp_path / "look.json")
    assert load(tmp_path / "look.json").get(Kafka) == seen


def test_a_login_that_the_listener_does_not_ask_for(there: str) -> None:
    with pytest.raises(Problem) as caught:
        look(f"kafka://me:s3cr3t@{there}", timeout_s=3.0)
    assert "s3cr3t" not in caught.value.message + caught.value.remedy


HUGE = struct.pack(">ii", 2_000_000_000, 1_851_745_907)


@pytest.mark.parametrize(
    ("pieces", "apart_s", "says"),
    [
        (hostile.said(), 0.0, "cannot be reached: time-out"),
        (hostile.endless(b"\x00", b""), 0.05, "cannot be reached: time-out"),
        (hostile.endless(b"HTTP/1.1 200 OK\r\n\r\n"), 0.0, "is no Kafka"),
        (hostile.said(HUGE), 0.0, "is no Kafka"),
        (hostile.said(b"-ERR unknown command\r\n"), 0.0, "is no Kafka"),
    ],
)
def test_what_answers_is_no_kafka(pieces: Any, apart_s: float, says: str) -> None:
    begun = time.monotonic()
    with (
        hostile.server(pieces, apart_s=apart_s) as port,
        pytest.raises(Problem, match=says) as caught,
    ):
        look(f"kafka://me:s3cr3t@127.0.0.1:{port}", timeout_s=1.0)
    assert time.monotonic() - begun < 5
    assert "s3cr3t" not in caught.value.message + caught.value.remedy


def test_one_that_greets_and_then_says_nothing() -> None:
    begun = time.monotonic()
    greeting = struct.pack(">ii", 6, 1_851_745_907) + bytes(6)
    with hostile.server(hostile.said(greeting)) as port, pytest.raises(Problem):
        look(f"127.0.0.1:{port}", timeout_s=2.0)
    assert time.monotonic() - begun < 8


def test_nothing_listens() -> None:
    with pytest.raises(Problem, match="refused"):
        look(f"127.0.0.1:{free_port()}")


def test_the_second_host_is_asked_where_the_first_is_gone(there: str) -> None:
    assert look(f"127.0.0.1:{free_port()},{there}").brokers == 1


@pytest.mark.parametrize(
    "url", ["", "host", "host:x", "http://host:9092", "kafka://host", "host:9092/topic", "host:0"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Problem, match="not the address of a Kafka"):
        look(url)


def test_addresses() -> None:
    one = address("kafka+ssl://me:p%40ss@a:9093,b:9094?mechanism=scram-sha-512")
    assert one.servers == ["a:9093", "b:9094"] and one.protocol == "SASL_SSL"
    assert (one.user, one.password, one.mechanism) == ("me", "p@ss", "SCRAM-SHA-512")
    assert address("a:1,b:2").protocol == "PLAINTEXT"
    assert address("[::1]:9092").hosts == (("::1", 9092),)
