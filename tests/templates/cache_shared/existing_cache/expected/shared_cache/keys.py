"""What a cached function keeps, and under which key."""

import enum
import functools
import hashlib
import inspect
import random
import string
import uuid
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from .settings import JITTER, LONGEST_KEY, NAMESPACE, REQUESTS, VERSION, log


class Entry:
    """What one cached function keeps."""

    owners = {}

    def __init__(self, function, key, ttl, ignore):
        name = f"{function.__module__}.{function.__qualname__}"
        loose = set(key.signature.parameters) - key.names - set(ignore)
        if loose:
            raise ValueError(f"{name}: {', '.join(sorted(loose))} neither in the key nor in ignore")
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise ValueError(f"{name} is a generator: only a whole result can be kept")
        if self.owners.setdefault(key.template, name) != name:
            raise ValueError(f"{name}: {self.owners[key.template]} has the key {key.template!r}")
        self.name, self.key, self.ttl, self.counters = name, key, ttl, {}
        self.warned = False

    def lifetime_ms(self):
        return max(1, int(self.ttl * 1000 * random.uniform(1 - JITTER, 1 + JITTER)))

    def count(self, outcome):
        if REQUESTS is not None:
            if outcome not in self.counters:
                self.counters[outcome] = REQUESTS.labels(self.key.template, outcome)
            self.counters[outcome].inc()


class Key:
    """A key with its places for arguments."""

    def __init__(self, template, signature):
        self.template, self.signature = template, signature
        self.parts = [
            (text, path and path.split("."))
            for text, path, _, _ in string.Formatter().parse(template)
        ]
        self.names = {path[0] for _, path in self.parts if path}
        if unknown := self.names - set(signature.parameters):
            raise ValueError(f"no parameter is called {', '.join(sorted(unknown))} (key {template!r})")

    def fill(self, arguments):
        """The whole key, or None when an argument cannot be part of one: then nothing is cached."""
        try:
            bound = self.signature.bind(*arguments[0], **arguments[1])
            bound.apply_defaults()
            words = [text + _word(path, bound.arguments) for text, path in self.parts]
        except (TypeError, AttributeError):
            log.warning("the key %r cannot be made from these arguments", self.template)
            return None
        text = "".join(words)
        if len(text) > LONGEST_KEY:
            text = hashlib.blake2b(text.encode(), digest_size=20).hexdigest()
        return f"{NAMESPACE}:{VERSION}:{{{text}}}"


def _word(path, arguments):
    if path is None:
        return ""
    value = functools.reduce(getattr, path[1:], arguments[path[0]])
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None:
        return "%-"  # quote() makes no such word
    if isinstance(value, str | int | float | Decimal | uuid.UUID | date):
        return quote(str(value), safe="", errors="surrogatepass")
    raise TypeError(f"{type(value).__name__} cannot be part of a key")


def signature_of(function):
    """The parameters with their annotations resolved, as frameworks that inject by type read them."""
    try:
        return inspect.signature(function, eval_str=True)
    except Exception:
        return inspect.signature(function)
