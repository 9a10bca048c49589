"""One look at the Python application: finds it, walks its routes, and joins calls with the routes that reach them."""

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from checks.core import Place
from checks.probes.repo.parted import Parted
from checks.probes.repo.python import calls, django, django_urls, loops, sql
from checks.probes.repo.python.apps import Made, choose, made_in
from checks.probes.repo.python.prefilter import worth_parsing
from checks.probes.repo.python.reach import Reached, reach
from checks.probes.repo.python.routes import Found, decorated
from checks.probes.repo.python.scripts import Scripts
from checks.probes.repo.python.source import Module, Program, keywords
from checks.probes.repo.snapshot import Call, Connect, LoopedQuery, Process, PythonApp, Route
from checks.probes.repo.walk import Tree

BY_HAND = re.compile(r"(^|/)(scripts?|dev|bin|hack|ci)/")
"""What a person runs by hand is no part of the application."""
PARAMETERS_OF_FRAMEWORK = {"self", "cls", "request", "response", "background_tasks"}


Tables = tuple[frozenset[str], frozenset[str]]
"""The tables that are read, and those that are written."""


@dataclass(slots=True)
class Ways:
    """What the routes reach: functions by file and name with one route each."""

    routes: list[Route] = field(default_factory=list)
    by_function: dict[tuple[str, str], str] = field(default_factory=dict)
    looped: dict[tuple[str, int], LoopedQuery] = field(default_factory=dict)
    tables: dict[tuple[str, str], Tables] = field(default_factory=dict)


def look(
    tree: Tree, program: Program, processes: Iterable[Process], deployed: str = ""
) -> PythonApp | None:
    """The Python application of this tree, or None where it makes none; `deployed` as in `django.find`."""
    modules = _candidates(tree, program)
    site = django.find(program, tree, deployed)
    made = choose(
        (one for module in modules for one in made_in(module, program)), processes, program
    )
    if site is None and made is None:
        return None
    seen = [one for module in modules for one in calls.interesting(module)]
    mail_lines = {
        (one.module.path, one.function): one
        for one in reversed(seen)
        if one.callee in calls.MAILS or one.callee == "mail.send"
    }
    found = list(
        django_urls.routes(program, site.urls, site.app_file)
        if site
        else decorated(program, modules)
    )
    ways = _ways(program, found, mail_lines)
    app_file = site.app_file if site else made.module.path if made else ""
    scripts = Scripts(program, app_file)
    seen = [
        one
        for one in seen
        if one.callee not in calls.ENGINES | calls.POOLS or one.module.path not in scripts
    ]
    return _app(site, made, seen, ways)


def _candidates(tree: Tree, program: Program) -> list[Module]:
    chosen = []
    by_hand = Parted(BY_HAND)
    for path in program.paths:
        if not by_hand(path) and tree.fits(path) and worth_parsing(tree, path):
            module = program.module(path)
            if module is not None:
                chosen.append(module)
    return chosen


def _ways(
    program: Program, found: Iterable[Found], mails: dict[tuple[str, str], calls.Seen]
) -> Ways:
    ways = Ways()
    for one in found:
        # a view function of Django answers every method: its path alone names it
        label = one.path if one.method == "ANY" else f"{one.method} {one.path}"
        reached = reach(program, one.module, one.function)
        reads, writes = _tables(program, reached, ways.tables)
        mail = next(
            (mails[key] for way in reached if (key := (way.module.path, way.name)) in mails), None
        )
        ways.routes.append(
            Route(
                method=one.method,
                path=one.path,
                function=one.function,
                place=one.place,
                reads=reads,
                writes=writes,
                parameters=_parameters(one),
                sends_mail=None if mail is None else mail.module.place(mail.node),
                is_async=isinstance(one.node, ast.AsyncFunctionDef),
            )
        )
        for way in reached:
            if (way.module.path, way.name) not in ways.by_function:
                ways.by_function[way.module.path, way.name] = label
                _note_loops(program, way, label, ways)
    return ways


def _note_loops(program: Program, way: Reached, label: str, ways: Ways) -> None:
    for node, what, line in loops.queries_in_loops(program, way):
        ways.looped.setdefault(
            (way.module.path, node.lineno),
            LoopedQuery(
                place=way.module.place(node),
                callee=what,
                function=way.name,
                route=label,
                loop_line=line,
            ),
        )


def _tables(
    program: Program, reached: Iterable[Reached], known: dict[tuple[str, str], Tables]
) -> Tables:
    reads: set[str] = set()
    writes: set[str] = set()
    for way in reached:
        key = (way.module.path, way.name)
        if key not in known:
            known[key] = _tables_of(program, way)
        reads |= known[key][0]
        writes |= known[key][1]
    return frozenset(reads), frozenset(writes)


def _tables_of(program: Program, way: Reached) -> Tables:
    reads: set[str] = set()
    writes: set[str] = set()
    for node in program.nodes(way.module, way.name):
        value = way.module.assigned.get(node.id) if isinstance(node, ast.Name) else node
        text = None if value is None else sql.literal(value)
        if text is not None:
            read, written = sql.tables(text)
            reads |= read
            writes |= written
    return frozenset(reads), frozenset(writes)


def _parameters(one: Found) -> tuple[str, ...]:
    arguments = one.node.args
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return tuple(each.arg for each in named if each.arg not in PARAMETERS_OF_FRAMEWORK)


def _app(
    site: django.Site | None, made: Made | None, seen: list[calls.Seen], ways: Ways
) -> PythonApp:
    def call(one: calls.Seen) -> Call:
        route = ways.by_function.get((one.module.path, one.function), "")
        return Call(
            place=one.module.place(one.node),
            callee=one.callee,
            keywords=keywords(one.node),
            function=one.function,
            in_request_path=bool(route),
            route=route,
            positional=len(one.node.args),
            in_async=_in_async(one),
        )

    def of(names: frozenset[str]) -> tuple[Call, ...]:
        return tuple(call(one) for one in seen if one.callee in names)

    connects = (one for one in seen if one.callee in calls.CONNECTS)
    return PythonApp(
        framework="django" if site else made.framework if made else "",
        app_file=site.app_file if site else made.module.path if made else "",
        app_variable="" if site else made.variable if made else "",
        settings_file=site.settings_file if site else None,
        manage_py=site.manage_py if site else None,
        settings=site.settings if site else {},
        connects=tuple(_connect(one, ways) for one in connects),
        engines=_main_engines(of(calls.ENGINES), seen),
        pools=of(calls.POOLS),
        routes=tuple(
            sorted(ways.routes, key=lambda one: (one.place.path, one.place.line, one.method))
        ),
        mails=tuple(
            call(one) for one in seen if one.callee in calls.MAILS or one.callee == "mail.send"
        ),
        outbound=of(calls.WITHOUT_TIMEOUT),
        reached=len(ways.by_function),
        looped_queries=tuple(ways.looped[key] for key in sorted(ways.looped)),
    )


def _main_engines(engines: tuple[Call, ...], seen: list[calls.Seen]) -> tuple[Call, ...]:
    """The engines whose module also makes sessions; where none does, all of them."""
    makers = {
        one.module.path
        for one in seen
        if one.callee in calls.ENGINES
        and {"sessionmaker", "async_sessionmaker", "scoped_session", "Session"}
        & set(one.module.imports)
    }
    return tuple(one for one in engines if one.place.path in makers) or engines


def _connect(one: calls.Seen, ways: Ways) -> Connect:
    place: Place = one.module.place(one.node)
    return Connect(
        place=place,
        callee=one.callee,
        in_request_path=(one.module.path, one.function) in ways.by_function and not _memoised(one),
        function=one.function,
        returned=calls.hands_out(one.module, one.function, one.node),
        in_async=_in_async(one),
    )


def _in_async(one: calls.Seen) -> bool:
    return isinstance(one.module.functions.get(one.function), ast.AsyncFunctionDef)


def _memoised(one: calls.Seen) -> bool:
    """The function keeps what it made: `@lru_cache`, `@cache`, `@cached_property`, or a module global."""
    node = one.module.functions.get(one.function)
    if node is None:
        return False
    named = {ast.unparse(each).partition("(")[0].rpartition(".")[2] for each in node.decorator_list}
    return bool(named & {"cache", "lru_cache", "cached_property"}) or any(
        isinstance(each, ast.Global) for each in ast.walk(node)
    )
