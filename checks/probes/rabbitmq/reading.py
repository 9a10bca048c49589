"""Reads the management API's answers into a snapshot; what has another form than expected counts as not told."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from checks.core import Problem
from checks.probes.rabbitmq.snapshot import Node, Queue, RabbitMq
from checks.probes.web import Answer, NoAnswer, Web, address
from checks.redact import redact

Json = Mapping[str, Any]
EXAMPLE = "http://user:password@host:15672"
MOST = 500
"""Queues that are read: the longest."""
LARGEST = 40_000_000
MILLISECONDS = 100_000_000_000
"""No second counts so many before the year 5000."""
COLUMNS = (
    "name", "vhost", "type", "exclusive", "auto_delete", "messages", "messages_ready", "messages_unacknowledged",
    "consumers", "head_message_timestamp", "arguments", "effective_policy_definition", "messages_details",
    "message_stats.publish", "message_stats.ack", "message_stats.deliver_get", "message_stats.deliver_no_ack",
    "message_stats.get_no_ack", "message_stats.redeliver",
)  # fmt: skip
DEAD = re.compile(
    r"(^|[._-])(dlq|dlx|dead|dead[-_.]?letters?|poison|failed|errors?)([._-]|$)", re.I
)
"""How people name the place of the dead."""


def read(url: str, seconds: float) -> RabbitMq:
    """One look.

    Raises:
        Problem: nothing answers there, or it is no management API.
    """
    base, missing = address(url, EXAMPLE), dict[str, str]()
    with Web(seconds=seconds, largest=LARGEST) as web:
        overview = _overview(web, base)
        nodes = _part(web, base, "nodes", {}, missing)
        queues = _part(web, base, "queues", {
            "page": "1", "page_size": str(MOST), "sort": "messages", "sort_reverse": "true",
            "lengths_age": "900", "lengths_incr": "60", "columns": ",".join(COLUMNS),
        }, missing)  # fmt: skip
    rows = queues.get("items") if isinstance(queues, Mapping) else queues
    totals, churn = _inner(overview, "object_totals"), _inner(overview, "churn_rates")
    return RabbitMq(
        url=redact(url),
        at=time.time(),
        version=str(overview.get("rabbitmq_version", "")),
        nodes=tuple(map(_node, _mappings(nodes))),
        queues=_with_targets([_queue(one) for one in _mappings(rows)], _mappings(rows)),
        queues_total=_whole(queues, "total_count")
        if isinstance(queues, Mapping)
        else _whole(totals, "queues"),
        connections=_whole(totals, "connections"),
        connections_opened=_whole(churn, "connection_created"),
        missing=missing,
    )


def _overview(web: Web, base: httpx.URL) -> Json:
    shown = redact(str(base))
    try:
        answer = _get(web, base, "overview", {})
    except NoAnswer as error:
        remedy = "check host and port: the management plugin's usual one is 15672, not 5672"
        if "certificate" in error.kind:
            remedy = "name its authority with SSL_CERT_FILE=FILE; certificates are always checked"
        raise Problem(f"{shown} gave no answer: {error.kind}", remedy) from None
    if answer.status in {401, 403}:
        raise Problem(
            f"{shown} does not let this user in",
            "write a user with the tag `monitoring` into the address; guest is let in from its own machine only",
        )
    found = _parsed(answer)
    if answer.status != 200 or not isinstance(found, Mapping) or "rabbitmq_version" not in found:
        raise Problem(
            f"{shown} is no management API of RabbitMQ: it answers {answer.status}",
            f"switch the plugin on (rabbitmq-plugins enable rabbitmq_management), and write {EXAMPLE}",
        )
    return found


def _part(
    web: Web, base: httpx.URL, name: str, parameters: Mapping[str, str], missing: dict[str, str]
) -> Any:
    """What this part answers; None where it does not, with the reason in `missing`."""
    try:
        answer = _get(web, base, name, parameters)
    except NoAnswer as error:
        missing[name] = error.kind
        return None
    found = _parsed(answer) if answer.status == 200 else None
    if found is None:
        refused = answer.status in {401, 403}
        missing[name] = "this user may not see it" if refused else f"it answered {answer.status}"
    return found


def _get(web: Web, base: httpx.URL, name: str, parameters: Mapping[str, str]) -> Answer:
    path = f"{base.path.rstrip('/')}/api/{name}"
    url = base.copy_with(path=path, params=dict(parameters) or None, fragment=None)
    return web.get(url, accept="application/json", body=LARGEST)


def _parsed(answer: Answer) -> Any:
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def _node(told: Json) -> Node:
    return Node(
        name=str(told.get("name", "")),
        running=told.get("running") is not False,
        memory_used=_whole(told, "mem_used"),
        memory_limit=_whole(told, "mem_limit"),
        memory_alarm=told.get("mem_alarm") is True,
        disk_free=_whole(told, "disk_free"),
        disk_limit=_whole(told, "disk_free_limit"),
        disk_alarm=told.get("disk_free_alarm") is True,
        files_used=_whole(told, "fd_used"),
        files_total=_whole(told, "fd_total"),
        partitions=tuple(str(one) for one in told.get("partitions") or ()),
    )


def _queue(told: Json) -> Queue:
    stats, head = _inner(told, "message_stats"), told.get("head_message_timestamp")
    return Queue(
        vhost=str(told.get("vhost", "/")),
        name=str(told.get("name", "")),
        kind=str(told.get("type", "classic")).removeprefix("rabbit_").removesuffix("_queue"),
        ready=_whole(told, "messages_ready"),
        unacked=_whole(told, "messages_unacknowledged"),
        consumers=_whole(told, "consumers"),
        published=_whole(stats, "publish"),
        delivered=_whole(stats, "deliver_get"),
        done=sum(_whole(stats, one) for one in ("ack", "deliver_no_ack", "get_no_ack")),
        redelivered=_whole(stats, "redeliver"),
        head_at=_moment(head),
        history=_history(told),
        dead_letters=bool(DEAD.search(str(told.get("name", "")))),
        temporary=told.get("exclusive") is True or told.get("auto_delete") is True,
    )


def _moment(told: Any) -> float | None:
    """AMQP asks for seconds; some publishers write milliseconds."""
    if not isinstance(told, int) or told <= 0:
        return None
    return told / 1000 if told > MILLISECONDS else float(told)


def _history(told: Json) -> tuple[int, ...]:
    """Oldest first; the API gives the newest first."""
    samples = _mappings(_inner(told, "messages_details").get("samples"))
    ordered = sorted(samples, key=lambda one: _whole(one, "timestamp"))
    return tuple(_whole(one, "sample") for one in ordered)


def _with_targets(queues: list[Queue], rows: list[Json]) -> tuple[Queue, ...]:
    """A queue that another one names as the place of its dead is one, whatever its own name."""
    targets = set()
    for one in rows:
        given = {**_inner(one, "effective_policy_definition"), **_inner(one, "arguments")}
        exchange = given.get("x-dead-letter-exchange", given.get("dead-letter-exchange"))
        key = given.get("x-dead-letter-routing-key", given.get("dead-letter-routing-key"))
        if exchange == "" and key:
            targets.add((str(one.get("vhost", "/")), str(key)))
    return tuple(
        replace(one, dead_letters=one.dead_letters or (one.vhost, one.name) in targets)
        for one in sorted(queues, key=lambda one: (-one.ready - one.unacked, one.vhost, one.name))
    )


def _mappings(found: Any) -> list[Json]:
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _inner(found: Any, name: str) -> Json:
    inner = found.get(name) if isinstance(found, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def _whole(found: Any, name: str) -> int:
    value = found.get(name) if isinstance(found, Mapping) else None
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) else 0
