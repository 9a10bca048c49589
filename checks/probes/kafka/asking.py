"""Asks a Kafka by its admin client, in a thread that nobody has to wait for."""

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.core import Problem
from checks.probes.dial import trust
from checks.probes.kafka.address import Address, address
from checks.probes.kafka.greeting import greet
from checks.probes.kafka.snapshot import Group, Kafka, Lag, Topic
from checks.redact import redact

GREETING_S = 5.0
MOST_TOPICS, MOST_GROUPS = 1000, 200
INTERNAL = "__"


def ask(url: str, seconds: float) -> Kafka:
    """One look.

    Raises:
        Problem: the library is not there, nothing answers, or not in time.
    """
    try:
        import kafka  # type: ignore[import-untyped] # noqa: F401 (is it there?)
    except ImportError:
        raise Problem(
            "to look at Kafka its client library is needed", "pip install 'rung[kafka]'"
        ) from None
    where = address(url)
    greet(url, where, min(GREETING_S, seconds))
    # The library tells of every broken line in the log; what matters is told as a Problem.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
    asking = _Asking(url=url, where=where, seconds=seconds)
    worker = threading.Thread(target=asking.run, daemon=True)
    worker.start()
    worker.join(seconds)
    return asking.result()


@dataclass(slots=True, kw_only=True)
class _Asking:
    """One look while it goes on."""

    url: str
    where: Address
    seconds: float
    missing: dict[str, str] = field(default_factory=dict)
    _seen: Kafka | None = None
    _wrong: Exception | None = None

    def result(self) -> Kafka:
        """What was seen by now.

        Raises:
            Problem: nothing was, and why.
        """
        if self._seen is not None:
            return self._seen
        if self._wrong is None:
            raise Problem(
                f"{redact(self.url)} did not answer all questions within {self.seconds:g} s",
                "can the addresses that its brokers name be reached from here, and is the login what it asks for?",
            )
        kind = type(self._wrong).__name__
        if "Auth" in kind:
            raise Problem(
                f"{redact(self.url)}: the broker refused the login ({kind})",
                "check user, password and mechanism: ?mechanism=SCRAM-SHA-512",
            )
        raise Problem(
            f"{redact(self.url)} cannot be asked: {kind}",
            "do its brokers name addresses (advertised.listeners) that can be reached from here?",
        )

    def run(self) -> None:
        """In the thread."""
        from kafka.admin import KafkaAdminClient  # type: ignore[import-untyped]

        wait = int(self.seconds * 1000)
        login: dict[str, Any] = {}
        if self.where.user:
            login = {
                "sasl_mechanism": self.where.mechanism,
                "sasl_plain_username": self.where.user,
                "sasl_plain_password": self.where.password,
            }
        try:
            client = KafkaAdminClient(
                bootstrap_servers=self.where.servers,
                client_id="rung",
                security_protocol=self.where.protocol,
                ssl_context=trust() if self.where.tls else None,
                request_timeout_ms=wait,
                bootstrap_timeout_ms=wait,
                **login,
            )
            try:
                self._seen = self._read(client)
            finally:
                client.close()
        except Exception as error:
            self._wrong = error

    def _read(self, client: Any) -> Kafka:
        brokers = len(client.describe_cluster().get("brokers") or ())
        names = sorted(client.list_topics())
        topics = self._part("topics", lambda: client.describe_topics(names[:MOST_TOPICS])) or []
        listed = self._part("groups", client.list_groups) or []
        groups = sorted(
            one["group_id"] for one in listed if one["protocol_type"] in {"consumer", ""}
        )
        return Kafka(
            url=redact(self.url),
            at=time.time(),
            brokers=brokers,
            topics=tuple(_topic(one) for one in topics),
            topics_total=len(names),
            groups=self._groups(client, groups[:MOST_GROUPS]),
            groups_total=len(groups),
            missing=self.missing,
        )

    def _groups(self, client: Any, names: list[str]) -> tuple[Group, ...]:
        if not names:
            return ()
        told = self._part("members", lambda: client.describe_groups(names)) or {}
        committed = self._part("groups", lambda: client.list_group_offsets(names)) or {}
        ends = self._ends(client, committed)
        return tuple(
            _group(name, told.get(name), committed.get(name) or {}, ends) for name in names
        )

    def _ends(self, client: Any, committed: Mapping[str, Mapping[Any, Any]]) -> dict[Any, int]:
        """The end of each partition that some group has read from."""
        from kafka.admin import OffsetSpec

        wanted = {where: OffsetSpec.LATEST for offsets in committed.values() for where in offsets}
        found = (
            self._part("groups", lambda: client.list_partition_offsets(wanted)) if wanted else {}
        )
        return {where: int(one.offset) for where, one in (found or {}).items()}

    def _part(self, name: str, question: Any) -> Any:
        """The answer; None where it was refused, with the reason in `missing`."""
        try:
            return question()
        except Exception as error:
            self.missing.setdefault(name, type(error).__name__)
            return None


def _topic(told: Mapping[str, Any]) -> Topic:
    parts = list(told["partitions"])
    return Topic(
        name=str(told["name"]),
        partitions=len(parts),
        replication=min((len(one["replica_nodes"]) for one in parts), default=0),
        under_replicated=sum(len(one["isr_nodes"]) < len(one["replica_nodes"]) for one in parts),
        offline=sum(one["leader_id"] < 0 for one in parts),
    )


def _group(
    name: str, told: Mapping[str, Any] | None, offsets: Mapping[Any, Any], ends: Mapping[Any, int]
) -> Group:
    known = told is not None and not told.get("error")
    by_topic: dict[str, list[tuple[int, int]]] = {}
    for where, one in offsets.items():
        if where in ends and int(one.offset) >= 0:
            by_topic.setdefault(where.topic, []).append((ends[where], int(one.offset)))
    return Group(
        name=name,
        state=str(told.get("group_state", "")) if told is not None else "",
        members=len(told["members"]) if known and told is not None else None,
        lags=tuple(
            Lag(
                topic=topic,
                partitions=len(pairs),
                lag=sum(max(0, end - read) for end, read in pairs),
                worst=max(max(0, end - read) for end, read in pairs),
                end=sum(end for end, _ in pairs),
                read=sum(read for _, read in pairs),
            )
            for topic, pairs in sorted(by_topic.items())
        ),
    )
