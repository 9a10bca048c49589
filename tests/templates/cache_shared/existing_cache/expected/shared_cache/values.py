"""Results as JSON and back, exactly; what would not come back as it was is refused."""

import json
import math
import uuid
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock
from decimal import Decimal
from zoneinfo import ZoneInfo

from .settings import LARGEST_BYTES, log

TAG = "\0"
REVIVE = {
    "datetime": datetime.fromisoformat,
    "zoned": lambda text, fold, zone: datetime.fromisoformat(text).replace(
        fold=fold, tzinfo=ZoneInfo(zone)
    ),
    "date": date.fromisoformat,
    "time": clock.fromisoformat,
    "timedelta": lambda days, seconds, micro: timedelta(days, seconds, micro),
    "decimal": Decimal,
    "uuid": uuid.UUID,
    "tuple": tuple,
}


class _Refused(Exception):
    pass


def encode(result, entry):
    """The result as text, or None when it would not come back as it was."""
    try:
        payload = json.dumps([_plain(result)], separators=(",", ":")).encode()
        if len(payload) > LARGEST_BYTES:
            raise _Refused(f"{len(payload)} bytes")
        return payload
    except (_Refused, ValueError, RecursionError) as error:
        if not entry.warned:
            entry.warned = True
            log.warning("%s: result not cached: %s", entry.name, error)
        return None


def decode(payload):
    """A list with the one result in it; an empty one when this is no text of ours."""
    try:
        if b'{"\\u0000":' not in payload:
            return json.loads(payload)
        return json.loads(payload, object_hook=_revive)
    except (ValueError, TypeError, LookupError, ArithmeticError):
        log.warning("the shared cache holds what it cannot read: change VERSION, or its key prefix")
        return []


def _revive(found):
    tagged = found.get(TAG)
    return found if tagged is None else REVIVE[tagged[0]](*tagged[1:])


def _plain(value):
    kind = type(value)
    if kind in (str, int, bool, type(None)) or (kind is float and math.isfinite(value)):
        return value
    if kind is list:
        return [_plain(one) for one in value]
    if kind is dict and TAG not in value and all(type(key) is str for key in value):
        return {key: _plain(one) for key, one in value.items()}
    return {TAG: _tagged(kind, value)}


def _tagged(kind, value):
    if kind is datetime:
        if type(value.tzinfo) is ZoneInfo and value.tzinfo.key:
            return ["zoned", value.replace(tzinfo=None).isoformat(), value.fold, value.tzinfo.key]
        if (value.tzinfo is None or type(value.tzinfo) is timezone) and not value.fold:
            return ["datetime", value.isoformat()]
    if kind is date or (kind is clock and value.tzinfo is None and not value.fold):
        return [kind.__name__, value.isoformat()]
    if kind is timedelta:
        return ["timedelta", value.days, value.seconds, value.microseconds]
    if kind in (Decimal, uuid.UUID):
        return [kind.__name__.lower(), str(value)]
    if kind is tuple:
        return ["tuple", [_plain(one) for one in value]]
    raise _Refused(f"a {kind.__name__} does not come back from JSON as it was")
