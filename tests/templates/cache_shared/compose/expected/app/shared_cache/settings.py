"""The cache's numbers, and its log and counters."""

import logging
import os

try:
    from prometheus_client import Counter
except ImportError:
    Counter = None

NAMESPACE = "threads"
URL_VARIABLE = "REDIS_URL"
VERSION = 1  # change it when the shape of a kept result changes
TIMEOUT_S = float(os.environ.get("SHARED_CACHE_TIMEOUT_MS", 200)) / 1000
HOLD_AFTER_WRITE_MS = 0  # no fill so long after a write, for writes that commit later
LEASE_MS = 30_000  # a fill that takes longer is not stored
PATIENCE_S = 2.0  # waiting for another process to fill
JOIN_S = 30.0  # waiting for another request of this process to fill
ORIGIN_LIMIT = 16  # recomputations at a time in a process while Redis is away
ORIGIN_WAIT_S = 2.0  # then a call goes through all the same
STRIKES = 3  # late answers in a row until Redis counts as away
RETRY_S = (0.1, 2.0)  # first and longest pause between two attempts to reach Redis
JITTER = 0.1
LARGEST_BYTES = 512 * 1024
LONGEST_KEY = 200
MOST_DELETES = 100_000


def url():
    """The address of the cache, empty where there is none."""
    return os.environ.get(URL_VARIABLE, "")


log = logging.getLogger(__package__)
REQUESTS = ERRORS = None
if Counter is not None:
    REQUESTS = Counter(
        "shared_cache_requests", "Calls of cached functions by how they ended.", ["key", "outcome"]
    )
    ERRORS = Counter("shared_cache_errors", "Commands that Redis failed to answer.", ["command"])
