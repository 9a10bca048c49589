"""The rendered cache as its tests see it."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

F = TypeVar("F", bound=Callable[..., object])


class Cache(Protocol):
    """What the package that the template renders offers, and what the tests reach for inside it."""

    CIRCUIT: Any
    reading: Any

    def cached(self, key: str, ttl: float, ignore: Sequence[str] = ()) -> Callable[[F], F]:
        """Keep this function's results."""

    def cached_response(self, key: str, ttl: float, ignore: Sequence[str] = ()) -> Callable[[F], F]:
        """Keep this handler's encoded answers (with `whole_responses`)."""

    def invalidates(self, *keys: str) -> Callable[[F], F]:
        """Delete these keys after the function has returned."""
