"""Lists that are given out page by page, where no package says so: by the framework's own classes, or in SQL."""

import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.code.reading import FRONT
from checks.probes.repo.parted import Parted
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import PythonApp, RepoFact

OF_DJANGO = (
    (
        "Django paginator",
        re.compile(
            rb"^[ \t]*from django\.core\.paginator import|^[ \t]+paginate_by\s*=\s*\w", re.M
        ),
    ),
    (
        "Django REST framework",
        re.compile(rb"^[ \t]+pagination_class\s*=\s*(?!None)\w", re.M),
    ),
)
OF_FLASK = (("Flask-SQLAlchemy", re.compile(rb"\.paginate\(")),)
PAGES = Words(b"aginat")
SIZES = {"limit", "page_size", "per_page", "size", "first", "page_limit"}
STARTS = {"offset", "skip", "page", "cursor", "after", "start"}
IN_SQL = re.compile(
    rb"\bLIMIT\s+(?:\$\d|\?|:\w|@\w|%[dsv]|[#$]?\{)[^;\"'`\n]{0,40}\s+OFFSET\s+(?:\$\d|\?|:\w|@\w|%[dsv]|[#$]?\{)"
    rb"|\bOFFSET\s+(?:\$\d|\?|:\w|@\w)[^;\"'`\n]{0,20}\s+LIMIT\s+(?:\$\d|\?|:\w|@\w)"
    rb"|\b(?:append|WriteString)\(\s*\" ?OFFSET ?\"\s*\)",
    re.I,
)
IN_SCRIPT = re.compile(
    rb"^(?![ \t]*(?://|\*))[^\n]*\.(?:findMany|findAll|findAndCountAll|findAndCount)\(\s*\{[^;]{0,600}?\b(?:skip|offset|cursor)\b"
    rb"|\.limit\([^;\n]{0,60}\)\s*\.(?:offset|skip)\(|\.offset\([^;\n]{0,60}\)\s*\.limit\("
    rb"|\.skip\([^;\n]{0,60}\)\s*\.(?:take|limit)\(|\.take\([^;\n]{0,60}\)\s*\.skip\(",
    re.M,
)
SCRIPTS = (".ts", ".mts", ".js", ".mjs", ".cjs")
TOKENS = Words(b".findMany(", b".findAll(", b"AndCount", b".offset(", b".skip(")
OFFSETS = Words(b"OFFSET", b"offset")
HOLDERS = (".go", ".sql", ".java", ".kt")


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`pagination`, at the first place of each way."""
    app = sight.python
    if app is not None:
        yield from _python(sight, app)
    yield from _sql(sight)
    yield from _scripts(sight)


def _scripts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A query builder or a mapper of a server's script that skips what was shown before."""
    mapped = {sight.folder_of(one.place.path) for one, facet, _ in sight.told if facet == "orm"}
    told: set[str] = set()
    in_front = Parted(FRONT)
    for path in sight.tree.production(*SCRIPTS) if mapped else ():
        folder = sight.folder_of(path)
        if in_front(path) or folder in told or not sight.tree.holds(path, TOKENS):
            continue
        data = sight.tree.sniff(path)
        found = IN_SCRIPT.search(data)
        if found:
            told.add(folder)
            line = data.count(b"\n", 0, found.start()) + 1
            yield _fact(sight, "limit and offset", Place(path=path, line=line))


def _python(sight: Sight, app: PythonApp) -> Iterator[tuple[str, RepoFact]]:
    ways = {"django": OF_DJANGO, "flask": OF_FLASK}.get(app.framework, ())
    for value, pattern in ways:
        for path in sight.program.holding(PAGES):
            data = sight.tree.data(path) or b""
            found = None if path.endswith("admin.py") else pattern.search(data)
            if found:
                line = data.count(b"\n", 0, found.start()) + 1
                yield _fact(sight, value, Place(path=path, line=line))
                break
    yield from _of_query(sight)
    for one in app.routes:
        named = set(one.parameters)
        if one.method == "GET" and named & SIZES and named & STARTS:
            yield _fact(sight, "limit and offset", one.place)
            return


STEPS = (
    re.compile(rb"^[^#\n]*\.limit\((?!\d)\w", re.M),
    re.compile(rb"^[^#\n]*\.offset\((?!\d)[\w(]", re.M),
)
SKIPS = Words(b".offset(")
MAPPERS = {"SQLAlchemy", "SQLModel", "Tortoise", "Peewee"}


def _of_query(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """A query of a mapper that skips and stops where its caller says."""
    if not any(facet == "orm" and value in MAPPERS for _, facet, value in sight.told):
        return
    for path in sight.program.holding(SKIPS):
        data = b"" if BY_HAND.search(path) else sight.tree.data(path) or b""
        limit, offset = (one.search(data) for one in STEPS)
        if limit and offset:
            line = data.count(b"\n", 0, offset.start()) + 1
            yield _fact(sight, "limit and offset", Place(path=path, line=line))
            return


def _sql(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """Statements with a LIMIT and an OFFSET that the caller fills in."""
    for path in sight.tree.production(*HOLDERS):
        data = sight.tree.sniff(path) if sight.tree.holds(path, OFFSETS) else b""
        found = next(
            (one for one in IN_SQL.finditer(data) if not _in_comment(data, one.start())), None
        )
        if found and b"DELETE" not in data[max(0, found.start() - 300) : found.start()]:
            line = data.count(b"\n", 0, found.start()) + 1
            yield _fact(sight, "limit and offset", Place(path=path, line=line))
            return


def _in_comment(data: bytes, offset: int) -> bool:
    """Whether the line begins as a comment of Go, Java, Kotlin or SQL."""
    line = data[data.rfind(b"\n", 0, offset) + 1 : offset]
    return line.lstrip().startswith((b"//", b"--", b"/*"))


def _fact(sight: Sight, value: str, place: Place) -> tuple[str, RepoFact]:
    fact = RepoFact(name="pagination", value=value, place=place, confidence=Confidence.MEDIUM)
    return sight.folder_of(place.path), fact
