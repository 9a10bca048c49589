"""Work by the clock inside the web process, without a scheduler's package: a coroutine that never ends, GoodJob's cron.

`while True: ...; await asyncio.sleep(...)` in a coroutine that takes nothing and that some code starts as a task, and
functions under a `repeat_every` decorator. A coroutine with arguments, or a method, serves one connection or one
session, and one that takes a lock runs in one copy: they are none.
"""

import ast
import re
from collections.abc import Iterator

from checks.core import Confidence, Place
from checks.probes.repo.python.look import BY_HAND
from checks.probes.repo.python.source import Module, walk
from checks.probes.repo.scan import Words
from checks.probes.repo.sight import Sight
from checks.probes.repo.snapshot import RepoFact

STARTS = re.compile(
    rb"(?:create_task|ensure_future|create_permanent_task|add_task)\(\s*(?:\w+\.)*(\w+)\b"
)
LIKELY = Words(b"@repeat_every", b"_task", b"ensure_future", b"asyncio")
REPEATS = re.compile(rb"^[ \t]*@repeat_every\(", re.M)
BY_SETTING = ("good_job.rb", "application.rb", "production.rb")
OWN = {"app"}
LOCKED = re.compile(r"(?:^|[_\W])(?:lock|leader)", re.I)


def facts(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """`scheduled_work` and `local_state`: every copy of the process would do the work again."""
    yield from _good_job(sight)
    found = next(_found(sight), None) if sight.python else None
    if found is not None:
        value, place = found
        folder = sight.folder_of(place.path)
        for name, text in (
            ("scheduled_work", value),
            ("local_state", f"scheduler inside the process ({value})"),
        ):
            yield (
                folder,
                RepoFact(name=name, value=text, place=place, confidence=Confidence.MEDIUM),
            )


CRON = re.compile(r"^[ \t]*(?:config\.)?good_job\.enable_cron\s*=\s*true\b", re.M)
IN_THE_WEB = re.compile(
    r"^[ \t]*(?:config\.)?good_job\.execution_mode\s*=\s*:async(?:_server)?\b", re.M
)
PLANNED = re.compile(
    r"^[ \t]*(?:config\.)?good_job\.cron\s*=\s*\{\s*(?:#[^\n]*\s*)*\w+:\s*\{", re.M
)
NEVER = re.compile(r"^[ \t]*(?:config\.)?good_job\.enable_cron\s*=\s*false\b", re.M)
GOOD_JOB = Words(b"good_job.enable_cron")


def _good_job(sight: Sight) -> Iterator[tuple[str, RepoFact]]:
    """GoodJob's cron in the web's own process, or a plan of it; a lock in the database keeps copies from doing both."""
    for path in sight.tree.production(".rb"):
        if not (path.endswith(BY_SETTING) and sight.tree.holds(path, GOOD_JOB)):
            continue
        text = sight.tree.text(path) or ""
        cron = CRON.search(text)
        planned = PLANNED.search(text) if not NEVER.search(text) else None
        cron = (cron if cron and IN_THE_WEB.search(text) else None) or planned
        if cron:
            place = Place(path=path, line=text.count("\n", 0, cron.end()) + 1)
            fact = RepoFact(name="scheduled_work", value="GoodJob cron", place=place)
            yield sight.folder_of(path), fact
            return


def _found(sight: Sight) -> Iterator[tuple[str, Place]]:
    looping, started = [], set[str]()
    for path in sight.program.holding(LIKELY):
        data = b"" if BY_HAND.search(path) else sight.tree.data(path) or b""
        if b"@repeat_every" in data and (again := REPEATS.search(data)):
            line = data.count(b"\n", 0, again.start()) + 2
            yield "repeat_every", Place(path=path, line=line)
        if b"_task" in data or b"ensure_future" in data:
            started |= _started(data)
        if b"while " in data and b"asyncio" in data and b"sleep(" in data:
            looping.append(path)
    for path in looping if started else ():
        module = sight.program.module(path)
        for name, node in module.functions.items() if module else ():
            if name.rpartition(".")[2] in started and module and _endless(module, node):
                yield "asyncio loop", module.place(node)


def _started(data: bytes) -> set[str]:
    """What is made a task, unless a comment says so."""
    lines = (
        (one, data[data.rfind(b"\n", 0, one.start()) + 1 : one.start()])
        for one in STARTS.finditer(data)
    )
    return {one.group(1).decode() for one, before in lines if b"#" not in before}


def _endless(module: Module, node: ast.AST) -> bool:
    if not isinstance(node, ast.AsyncFunctionDef):
        return False
    plain = (*node.args.posonlyargs, *node.args.args)
    given = plain[: len(plain) - len(node.args.defaults)]
    wanted = [
        one
        for one, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if value is None
    ]
    if {one.arg for one in (*given, *wanted)} - OWN:
        return False
    return LOCKED.search(ast.unparse(node)) is None and any(
        isinstance(one, ast.While)
        and isinstance(one.test, ast.Constant | ast.Name | ast.Attribute | ast.UnaryOp)
        and any(_sleeps(module, each) for each in walk(one))
        for one in walk(node)
    )


def _sleeps(module: Module, node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Await)
        and isinstance(node.value, ast.Call)
        and module.dotted(node.value.func) == "asyncio.sleep"
    )
