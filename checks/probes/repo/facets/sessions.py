"""Where sessions are kept when no setting says so: the framework's own default, where the application uses it.

Django: the database (https://docs.djangoproject.com/en/stable/topics/http/sessions/); Rails and Flask: signed
cookies (https://guides.rubyonrails.org/security.html#session-storage,
https://flask.palletsprojects.com/en/stable/quickstart/#sessions); Starlette's middleware and Phoenix: cookies, or
what the endpoint's options say (https://hexdocs.pm/plug/Plug.Session.html).
"""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact, State

STARLETTE = re.compile(rb"(?:\.add_m|\bM)iddleware\(\s*(\w{0,60}?)SessionMiddleware\b")
OWN_STORES = {b"Redis": "Redis", b"Database": "database", b"Cache": "cache", b"Signed": "cookies"}
"""What the name of a middleware of the project's own says about where it keeps sessions."""
FLASK = re.compile(rb"^from flask import\b(?:[^\n(]*|\s*\([^)]{0,2000})\bsession\b", re.M)
INTERFACE = re.compile(rb"^[^#\n]*\bsession_interface\s*=\s*([\w.]+)", re.M)
RAILS = re.compile(
    rb"^[^#\n]*(?<![\w.])(?:request\.)?session\[[^\]\n]{1,200}\]\s*(?:\|\|)?=(?!=)", re.M
)
PHOENIX = re.compile(r"^(?![ \t]*#)[^\n#]{0,80}\bstore:\s*:(cookie|ets)\b", re.M)
SESSION, MIDDLEWARE, STORED = Words(b"session"), Words(b"SessionM"), Words(b"session[")
REPLACED = Words(b"session_interface")
PHOENIX_STORES = {"cookie": "cookies", "ets": "in one process only"}


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`sessions`, at the place that shows that they are used."""
    named = {one.name for one in sight.settings}
    app = sight.python
    engine = app.settings.get("SESSION_ENGINE") if app else None
    if engine is not None and engine.keywords.get("conditional"):
        yield from _django(sight, State.UNKNOWN_IN_PRODUCTION)
    elif app is not None and app.framework == "django" and "SESSION_ENGINE" not in named:
        yield from _django(sight, State.ACTIVE)
    elif app is not None and "SESSION_TYPE" not in named:
        yield from _python(sight, app.framework)
    yield from _rails(sight, named)
    for path in sight.tree.production(".ex"):
        if path.endswith("endpoint.ex"):
            text = sight.tree.text(path) or ""
            found = PHOENIX.search(text) if "Phoenix.Endpoint" in text else None
            if found:
                line = text.count("\n", 0, found.start(1)) + 1
                yield _fact(sight, PHOENIX_STORES[found.group(1)], Place(path=path, line=line))


def _django(sight: Sight, state: State) -> Iterator[tuple[str, RepoFact]]:
    for path, text in sight.settings_text:
        found = re.search(r"^[^#\n]*[\"']django\.contrib\.sessions[\"']", text, re.M)
        if found:
            line = text.count("\n", 0, found.end()) + 1
            yield _fact(sight, "database", Place(path=path, line=line), state)
            return


def _python(sight: Sight, framework: str) -> Iterator[tuple[str, RepoFact]]:
    own = _interface(sight)
    if own is not None:
        yield from own
        return
    words, pattern = (SESSION, FLASK) if framework == "flask" else (MIDDLEWARE, STARLETTE)
    for path in sight.program.holding(words):
        data = sight.tree.data(path) or b""
        found = pattern.search(data)
        prefix = found.group(1) if found and pattern is STARLETTE else b""
        value = OWN_STORES.get(prefix, "") if prefix else "cookies"
        if found and value:
            line = data.count(b"\n", 0, found.start()) + 1
            yield _fact(sight, value, Place(path=path, line=line))
            return


def _interface(sight: Sight) -> list[tuple[str, RepoFact]] | None:
    """Flask: an interface of the project's own replaces the cookies; its name may say with what. None without one."""
    for path in sight.program.holding(REPLACED):
        found = INTERFACE.search(data := sight.tree.data(path) or b"")
        if found:
            name = found.group(1).decode().lower()
            value = "Redis" if "redis" in name else "cache" if "cach" in name else ""
            place = Place(path=path, line=data.count(b"\n", 0, found.start(1)) + 1)
            return [_fact(sight, value, place)] if value else []
    return None


def _rails(sight: Sight, named: set[str]) -> Iterator[tuple[str, RepoFact]]:
    """A controller of a Rails application that writes into the session, while no setting names a store."""
    if "session_store" in named or not any(value == "Rails" for _, _, value in sight.told):
        return
    for path in sight.tree.production(".rb"):
        near = "app/controllers/" in path and sight.tree.holds(path, STORED)
        data = sight.tree.sniff(path) if near else b""
        found = RAILS.search(data)
        if found:
            line = data.count(b"\n", 0, found.start()) + 1
            yield _fact(sight, "cookies", Place(path=path, line=line))
            return


def _fact(
    sight: Sight, value: str, place: Place, state: State = State.ACTIVE
) -> tuple[str, RepoFact]:
    fact = RepoFact(
        name="sessions", value=value, place=place, state=state, confidence=Confidence.MEDIUM
    )
    return sight.folder_of(place.path), fact
