"""Health and readiness routes, of every language: a path that is one, not a word that may mean something else."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.code import Hit
from checks.probes.repo.code.reading import FRONT
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

HEALTH = re.compile(
    r"/_?(healthz?|health[-_]?check|livez|readyz|heartbeat)(/(live|ready|alive|started|liveness|readiness|up))?/?$",
    re.I,
)
WHOLE = re.compile(
    r"^/(api/)?(v\d/)?_?(ping|up|alive|status|status/(?:health|ping|alive|live|ready))/?$", re.I
)
"""Words that mean other things deeper in an API ("/sessions/ping" keeps a session alive)."""
OF_ONE = re.compile(r"/(?::(?!v(?:er)?)|\{(?!v(?:er)?)|<)\w+")
"""A part of the path that names one of many: the health of a device, not of the program; a version does not."""
PARTIAL = {"Spring", "Jakarta REST", "ASP.NET Core", "NestJS", "Symfony"}
"""Frameworks whose class puts a prefix before what the method's annotation says."""
OWN_FILE = re.compile(r"(^|/)health[._-]?(check)?[._-]?controller\.\w+$", re.I)
TEMPLATE = re.compile(r"\$\{[^}]*\}")
OPTIONAL = re.compile(r"\([^()]*\)\?$|\?$")
"""The end of a path that a regular expression leaves open: `/status(/hooks)?`, `^status/ping?$`."""
TEXTS = re.compile(r"[\"'`]([^\"'`\n]{1,200})[\"'`]")
WORDS = Words(
    *(b"health", b"livez", b"readyz", b"heartbeat"),
    *(before + b"ping" for before in (b"/", b"^", b"'", b'"')),
)
DECLARED = re.compile(
    rb"^(?![ \t]*#)[^\n#]*\b(?:route|get|api_route|add_url_rule|add_api_route|add_get|add_route|add_resource"
    rb"|Route|url|path|re_path|rule)\(\s*(?:\w+,\s*)?r?[\"']([^\"'\n]{1,80})[\"']",
    re.M,
)
"""A declaration of a route; the client of a test calls its own object and stands outside production."""
LARAVEL_HEALTH = re.compile(r"^[ \t]*health\s*:\s*[\"'](/[\w/-]+)[\"']", re.M)
NEXT_ROUTE = re.compile(r"(?:^|/)(?:app|pages)(/(?:[^/]+/)*?)(?:route\.[jt]s|([\w-]+)\.[jt]s)$")


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`health`: the first such route of each component."""
    yield from _python(sight)
    framework = [*_laravel(sight)]
    yield from framework
    told_already = {folder for folder, _ in framework}
    best: dict[str, tuple[tuple[bool, bool, int, bool, int], RepoFact]] = {}
    for hit in (*_next(sight), *_phoenix(sight), *_chained(sight), *sight.hits):
        text = re.sub(r"^[A-Z]+ ", "", hit.text)  # "GET /healthz" of Go's own router
        path = text if text.startswith("/") else f"/{text}"
        folder = sight.folder_of(hit.place.path)
        if hit.facet == "health":
            path = next((one for one in TEXTS.findall(hit.source) if is_health(one)), path)
        path = "gRPC" if hit.value == "gRPC" else OPTIONAL.sub("", TEMPLATE.sub("", path))
        if hit.facet == "handler" and OWN_FILE.search(hit.place.path):
            path = "/health"
        # behind a scope of Phoenix a status is one of an order or a message
        other = hit.value == "Phoenix" and "status" in path
        # a template of ASP.NET Core that starts with a slash is the whole path
        partial = hit.value in PARTIAL and not (
            hit.value == "ASP.NET Core" and text.startswith("/")
        )
        whole = WHOLE.match(path) and not partial and not other
        told = hit.facet == "health" or (hit.facet == "handler" and (whole or HEALTH.search(path)))
        if told and folder not in told_already and not (OF_ONE.search(path) or _inside(sight, hit)):
            fact = RepoFact(
                name="health", value=path, place=hit.place, confidence=Confidence.MEDIUM
            )
            # of several the plainest: one deep in an API asks for the health of something else
            # and a gRPC server's own is for its clients where a route answers too
            own = hit.facet != "health" or hit.value == "gRPC"
            rank = (own, hit.value == "gRPC", path.count("/"), "health" not in path, len(path))
            if folder not in best or rank < best[folder][0]:
                best[folder] = (rank, fact)
    for folder, (_, fact) in best.items():
        yield folder, fact


def _inside(sight: Sight, hit: Hit) -> bool:
    """A method's `@Path` of Jakarta, which goes on from its class's: the health of that resource."""
    if (hit.facet, hit.value) != ("health", "Jakarta REST"):
        return False
    lines = (sight.tree.text(hit.place.path) or "").splitlines()
    return lines[hit.place.line - 1][:1].isspace()


def is_health(path: str) -> bool:
    """Whether a whole path is a health route."""
    path = OPTIONAL.sub("", path)
    return bool(HEALTH.search(path) or WHOLE.match(path))


def _python(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    app = sight.python
    if app is None:
        return
    home = sight.folder_of(app.app_file)
    health = [one for one in app.routes if one.method in {"GET", "ANY"} and is_health(one.path)]
    if health:
        first = min(health, key=lambda one: (len(one.path), one.path))
        yield home, RepoFact(name="health", value=first.path, place=first.place)
    else:
        found = [*_wrapped(sight, home)]
        yield from found or _declared(sight, home)


def _declared(sight: Sight, home: str) -> Iterator[tuple[str, RepoFact]]:
    """A route that is declared in a way that the routes are not followed through (a table, a class, a wrapper)."""
    for path in sight.program.holding(WORDS):
        data = sight.tree.data(path) or b""
        for one in DECLARED.finditer(data):
            text = one.group(1).decode("utf-8", "replace").lstrip("^").rstrip("$")
            text = text if text.startswith("/") else f"/{text}"
            sure = HEALTH.search(text) or text.strip("/") == "ping"
            if sure and not BY_HAND.search(path):
                place = Place(path=path, line=data.count(b"\n", 0, one.start(1)) + 1)
                fact = RepoFact(
                    name="health", value=text, place=place, confidence=Confidence.MEDIUM
                )
                yield home, fact
                return


def _wrapped(sight: Sight, home: str) -> Iterator[tuple[str, RepoFact]]:
    """A health path that wsgi.py or asgi.py answers before the framework's own routes."""
    for path in sight.program.paths:
        if re.search(r"(^|/)(wsgi|asgi)(\.py|/__init__\.py)$", path):
            text = sight.tree.text(path) or ""
            for number, line in enumerate(text.splitlines(), 1):
                found = re.search(
                    r"[\"'](/(?:healthz?|livez|readyz|ping)/?)[\"']", line.partition("#")[0]
                )
                if found:
                    place = Place(path=path, line=number)
                    yield home, RepoFact(name="health", value=found.group(1), place=place)
                    return


def _laravel(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`withRouting(health: '/up')` of `bootstrap/app.php` (https://laravel.com/docs/deployment)."""
    for path in sight.tree.named("app.php"):
        if path.endswith("bootstrap/app.php"):
            text = sight.tree.text(path) or ""
            found = LARAVEL_HEALTH.search(text)
            if found:
                place = Place(path=path, line=text.count("\n", 0, found.start(1)) + 1)
                yield (
                    sight.folder_of(path),
                    RepoFact(name="health", value=found.group(1), place=place),
                )


PLUG = re.compile(
    rb"(?:request_path:|request_path\s*==)\s*\"(/[\w/.-]+)\"|path_info:\s*\[\"([\w.-]+)\"\]"
    rb"|^[ \t]*@\w+[ \t]+\"(/[\w/.-]+)\"",
    re.M,
)


def _phoenix(sight: Sight) -> Iterator[Hit]:
    """A plug of the project's own that answers before the router: it matches the connection's path."""
    for path in sight.tree.production(".ex"):
        data = sight.tree.sniff(path)
        for one in PLUG.finditer(data) if b"request_path" in data or b"path_info" in data else ():
            text = (one.group(1) or one.group(3) or b"/" + one.group(2)).decode()
            place = Place(path=path, line=data.count(b"\n", 0, one.start()) + 1)
            yield Hit("handler", "plug", text, place, "")
        if path.endswith("router.ex"):
            yield from _scoped(path, data)


SCOPE = re.compile(rb"^[ \t]*scope[ \t(]+\"(/[\w/-]{1,60})\"", re.M)
AT_ITS_ROOT = re.compile(
    rb"\A[^\n]{0,200}\bdo\n(?:[ \t]*(?:if|pipe_through)\b[^\n]*\n){0,3}[ \t]*get[ \t(]+\"/\""
)


def _scoped(path: str, data: bytes) -> Iterator[Hit]:
    """A scope of the router whose own root answers: `scope "/health" do get "/", ...`."""
    for one in SCOPE.finditer(data):
        text = one.group(1).decode()
        if is_health(text) and AT_ITS_ROOT.search(data[one.end() : one.end() + 600]):
            place = Place(path=path, line=data.count(b"\n", 0, one.start(1)) + 1)
            yield Hit("handler", "Phoenix", text, place, "")


FLAT = re.compile(
    r"(?:^|/)app/routes/(?:[^/]+/)*(?:[\w$+-]+\.)*(healthz?|health-?check|livez|readyz)\.[jt]sx?$"
)
SVELTE = re.compile(
    r"(?:^|/)src/routes/(?:[^/]+/)*(healthz?|health-?check|livez|readyz)/\+server\.[jt]s$"
)
NITRO = re.compile(
    r"(?:^|/)server/(?:api|routes)/(?:[^/]+/)*(healthz?|health-?check|livez|readyz)(?:\.get)?\.[jt]s$"
)
FILES = (("React Router", FLAT), ("Remix", FLAT), ("SvelteKit", SVELTE), ("Nuxt", NITRO))


SERVER = re.compile(
    rb"(?:\bfrom|\brequire\()\s*[\"'](?:hono|elysia|express|fastify|polka|@koa/router|koa-router|itty-router)[\"']"
)
CHAINED = re.compile(rb"^[ \t]*\.(?:get|all|route|use)\(\s*([\"'`]/[^\"'`\n]{1,60}[\"'`])", re.M)
SCRIPTS = (".ts", ".mts", ".js", ".mjs", ".cjs")


def _chained(sight: Sight) -> Iterator[Hit]:
    """Routes of a chain of calls on a server, each on a line of its own, as Hono and Elysia write them."""
    for path in sight.tree.production(*SCRIPTS):
        if FRONT.search(path) or not sight.tree.holds(path, WORDS):
            continue
        data = sight.tree.sniff(path)
        for one in CHAINED.finditer(data) if SERVER.search(data) else ():
            text = one.group(1).decode("utf-8", "replace").strip("\"'`")
            place = Place(path=path, line=data.count(b"\n", 0, one.start(1)) + 1)
            yield Hit("handler", "router", text, place, text)


def _next(sight: Sight) -> Iterator[Hit]:
    """Routes that are files (Next.js, React Router, SvelteKit, Nuxt)."""
    known = {value for _, facet, value in sight.told if facet == "framework"}
    for framework, pattern in FILES:
        for path in sight.tree.production(".ts", ".tsx", ".js") if framework in known else ():
            named = pattern.search(path)
            if named:
                prefix = "/api/" if re.search(r"routes/api\b|server/api/", path) else "/"
                yield Hit("handler", framework, prefix + named.group(1), Place(path=path), "")
    if any(value == "Next.js" for _, _, value in sight.told):
        for path in sight.tree.production(".ts", ".js"):
            found = NEXT_ROUTE.search(path)
            if found and "/api/" in f"{found.group(1)}":
                place = Place(path=path)
                text = f"{found.group(1)}{found.group(2) or ''}".rstrip("/")
                yield Hit("handler", "Next.js", text, place, "")
