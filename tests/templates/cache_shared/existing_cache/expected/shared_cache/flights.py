"""One recomputation at a time in a process: who leads, and who may join."""

import asyncio
import threading

from .settings import JOIN_S


class Flight:
    """One recomputation under way. `began` is when it last looked at the origin, None while it has not."""

    def __init__(self, scope):
        self.done = threading.Event() if scope is None else asyncio.Event()
        self.began = self.token = self.payload = None

    def serves(self, arrived, leased, away):
        """Whether its result is as new as one that `arrived` would have computed: no write can lie between."""
        began, token = self.began, self.token
        return away or began is None or began >= arrived or (token is not None and token == leased)

    async def joined(self):
        """The payload when it is done, or None when that takes too long (for a flight of an event loop)."""
        try:
            await asyncio.wait_for(self.done.wait(), JOIN_S)
        except asyncio.TimeoutError:
            return None
        return self.payload


class Flights:
    """The flights by key and by scope (an event loop, or None for threads)."""

    def __init__(self):
        self.lock = threading.Lock()
        self.open = {}

    def enter(self, key, scope, arrived, leased, away):
        with self.lock:
            flights = self.open.setdefault(key, {})
            flight = flights.get(scope)
            if flight is not None and flight.serves(arrived, leased, away):
                return flight, False
            flights[scope] = Flight(scope)
            return flights[scope], True

    def leave(self, key, scope, flight, payload):
        flight.payload = payload
        with self.lock:
            flights = self.open.get(key, {})
            if flights.get(scope) is flight:
                del flights[scope]
            if not flights:
                self.open.pop(key, None)
        flight.done.set()

    def forget(self, key):
        with self.lock:
            self.open.pop(key, None)


FLIGHTS = Flights()
