"""The way to Redis, which may be away at any moment: short time-outs, and a circuit."""

import asyncio
import contextlib
import functools
import os
import threading
import time
import weakref

import redis
import redis.asyncio
import redis.asyncio.retry
import redis.retry
from redis.backoff import NoBackoff

from .settings import (
    ERRORS,
    HOLD_AFTER_WRITE_MS,
    LEASE_MS,
    MOST_DELETES,
    RETRY_S,
    STRIKES,
    TIMEOUT_S,
    log,
    url,
)

LEASE = """local value, holder = redis.call('get', KEYS[1]), redis.call('get', KEYS[2])
if value or holder then return {value, holder} end
redis.call('set', KEYS[2], ARGV[1], 'px', ARGV[2])
return {false, ARGV[1]}"""
STORE = """if redis.call('get', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'px', ARGV[3])
redis.call('del', KEYS[2])
return 1"""
RELEASE = "return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('del', KEYS[1]) or 0"
DELETE = """redis.call('del', KEYS[1], KEYS[2])
if tonumber(ARGV[1]) > 0 then redis.call('set', KEYS[2], 'hold', 'px', ARGV[1]) end
return 1"""
FAILURES = (redis.RedisError, OSError, asyncio.TimeoutError)
COMMANDS = {
    "get": lambda key: ("MGET", key, f"{key}:lease"),
    "lease": lambda key, token: ("EVAL", LEASE, 2, key, f"{key}:lease", token, LEASE_MS),
    "store": lambda key, token, payload, ms: (
        *("EVAL", STORE, 2, key, f"{key}:lease"), token, payload, ms
    ),
    "release": lambda key, token: ("EVAL", RELEASE, 1, f"{key}:lease", token),
    "delete": lambda key: ("EVAL", DELETE, 2, key, f"{key}:lease", HOLD_AFTER_WRITE_MS),
}


def ask(name, *arguments):
    """Redis's answer, or None where there is none."""
    if CIRCUIT.open:
        return None
    try:
        answer = _client(url()).execute_command(*COMMANDS[name](*arguments))
        CIRCUIT.strikes = 0
        return answer
    except FAILURES as error:
        return CIRCUIT.failed(name, error)


async def ask_async(name, *arguments):
    if CIRCUIT.open:
        return None
    try:
        answer = await _client_async().execute_command(*COMMANDS[name](*arguments))
        CIRCUIT.strikes = 0
        return answer
    except FAILURES as error:
        return CIRCUIT.failed(name, error)


@functools.lru_cache(maxsize=4)
def _client(address):
    return redis.Redis.from_url(address, **_limits(redis.retry.Retry))


_clients_of_loops = weakref.WeakKeyDictionary()


def _client_async():
    loop = asyncio.get_running_loop()
    if loop not in _clients_of_loops:
        limits = _limits(redis.asyncio.retry.Retry)
        _clients_of_loops[loop] = redis.asyncio.Redis.from_url(url(), **limits)
    return _clients_of_loops[loop]


def _limits(retry):
    return {
        "socket_timeout": TIMEOUT_S,
        "socket_connect_timeout": TIMEOUT_S,
        "retry": retry(NoBackoff(), 0),
    }


class Circuit:
    """Open while Redis is away: at once when a connection fails, at the third late answer in a row.

    A thread in the background then tries to reach it, so that no request has to.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.open = False
        self.strikes = 0
        self.deletes = set()

    def failed(self, command, error):
        if ERRORS is not None:
            ERRORS.labels(command).inc()
        with self.lock:
            self.strikes += 1
            late = isinstance(error, (redis.TimeoutError, TimeoutError, asyncio.TimeoutError))
            passing = isinstance(error, redis.ResponseError) or (late and self.strikes < STRIKES)
            if not self.open and (command == "delete" or not passing):
                self.open = True
                log.warning("the shared cache is away: %s", error)
                threading.Thread(target=self._heal, name="shared-cache", daemon=True).start()

    def delete_later(self, key):
        """Note a delete to send first; False when Redis is there again and the caller can send it."""
        with self.lock:
            if self.open and len(self.deletes) < MOST_DELETES:
                self.deletes.add(key)
            return self.open

    def _heal(self):
        pause, longest = RETRY_S
        while self.open:
            time.sleep(pause)
            pause = min(2 * pause, longest)
            with contextlib.suppress(*FAILURES, ValueError):
                client = _client(url())
                client.ping()
                self._send_deletes(client)

    def _send_deletes(self, client):
        while True:
            with self.lock:
                waiting = tuple(self.deletes)
                if not waiting:
                    self.open = False
                    return
            for key in waiting:
                client.execute_command(*COMMANDS["delete"](key))
                with self.lock:
                    self.deletes.discard(key)


CIRCUIT = Circuit()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=CIRCUIT.__init__)
