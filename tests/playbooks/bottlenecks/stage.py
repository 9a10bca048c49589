"""Puts one bottleneck on: its little application on real servers under its load, looked at through the front door."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import yaml

from scaffold.demo.postgres import Postgres
from scaffold.demo.running import die_with_parent
from scaffold.demo.stack import Stack
from scaffold.ledger import read
from scaffold.migrate import run
from tests.cli.program import Ran, rung
from tests.playbooks.bottlenecks.around import Around, surroundings

HERE = Path(__file__).parent
BOTTLENECKS: dict[str, dict[str, Any]] = {
    one["name"]: one for one in yaml.safe_load((HERE / "bottlenecks.yml").read_text())
}
WARM_S = 1.0
LONGER = "RUNG_BOTTLENECK_SECONDS" in os.environ
WATCH_S = float(os.environ.get("RUNG_BOTTLENECK_SECONDS", "3"))


def code_of(name: str) -> Path:
    """Where the bottleneck's application lies."""
    return HERE / "apps" / str(BOTTLENECKS[name].get("application", name))


def lay(name: str, folder: Path) -> Path:
    """The application as somebody's project: what all share, and its own code."""
    shutil.copytree(HERE / "apps" / "common", folder)
    own = code_of(name)
    (folder / "app").mkdir()
    (folder / "app" / "__init__.py").touch()
    shutil.copy(own / "main.py", folder / "app")
    shutil.copy(own / "schema.sql", folder)
    for one in own.glob("worker.py"):
        shutil.copy(one, folder)
    return folder


@dataclass(slots=True, kw_only=True)
class Stage:
    """One bottleneck's running stack."""

    name: str
    stack: Stack
    around: Around
    """What is there besides: a partner, a broker with its worker, other services."""
    one_core: bool = False
    seed: int = 1

    @property
    def data(self) -> dict[str, Any]:
        """What was written down of it."""
        return BOTTLENECKS[self.name]

    @property
    def root(self) -> Path:
        """The project."""
        return self.stack.root

    def held(self) -> set[str]:
        """The rungs that are built."""
        return set(read(self.root).held)

    def fill(self) -> None:
        """The database with its rows, analyzed."""
        url = self.stack.database_url
        with psycopg.connect(self.stack.postgres.url, autocommit=True) as admin:
            admin.execute(f"drop database if exists {url.rpartition('/')[2]} with (force)".encode())
            admin.execute(f"create database {url.rpartition('/')[2]}".encode())
        with psycopg.connect(url, autocommit=True) as admin:
            for one in (self.root / "schema.sql", code_of(self.name) / "fill.sql"):
                if text := one.read_text().strip():
                    admin.execute(text.encode())
            if "observe" in self.held():
                admin.execute("create extension pg_stat_statements")
            admin.execute("vacuum analyze")

    def build(self, name: str) -> None:
        """The rung, built by the program on its own evidence; its SQL is run, and the stack starts anew."""
        more = ("--set", "prometheus=false") if name == "observe" else ()
        ran = self.rung(f"add {name}", "--yes", *more)
        assert ran.code == 0, ran.err
        self.stack.up()
        files = [one for one in sorted(self.root.rglob("*.sql")) if one.name != "schema.sql"]
        run(self.stack.database_url, [one for one in files if "down" not in one.parts])

    def repair(self) -> None:
        """What the first rung asks for: built by the program, or done by hand as its page says."""
        if self.data["repair"] == "built":
            self.build(self.data["next"])
        elif self.one_core:
            self.one_core = False
        else:
            self.by_hand()
        self.up()

    def by_hand(self) -> None:
        """More workers, fewer services, or the replacements of `repair.yml`, each found exactly once."""
        self.around.repair(self.root)
        file = code_of(self.name) / "repair.yml"
        edits = yaml.safe_load(file.read_text()) if file.exists() else []
        for one in edits:
            path = self.root / one["file"]
            text = path.read_text()
            assert text.count(one["find"]) == 1, one["find"]
            path.write_text(text.replace(one["find"], one["put"]))
        if any(one["file"] == "schema.sql" for one in edits):
            self.stack.down(database=False)
            self.fill()

    def up(self) -> None:
        """Start what the compose file declares, as it stands now."""
        self.stack.up()
        here = os.sched_getaffinity(0)
        self.cores({min(here)} if self.one_core else here)
        self.wait()

    def cores(self, which: set[int]) -> None:
        """The processors that the database's machine has."""
        pid = self.stack.postgres.pid
        for one in [pid, *children(pid)]:
            os.sched_setaffinity(one, which)

    def wait(self) -> None:
        """Until the first request is answered."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                self.ask(self.data["load"]["requests"][0], 1)
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.stack.folder / "application.log").read_text()[-2000:])

    def ask(self, kind: dict[str, Any], number: int) -> Any:
        """One request's answer."""
        path = kind["path"].replace("#", str(number))
        data = None
        if kind.get("method", "GET") != "GET":
            data = json.dumps({"n": number, "account": number}).encode()
        request = urllib.request.Request(
            f"{self.stack.url}{path}", data=data, headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def answers(self, count: int = 12) -> list[Any]:
        """What a fixed set of requests is answered."""
        requests = self.data["load"]["requests"]
        return [self.ask(one, 1 + 7 * n % one["of"]) for one in requests for n in range(count)]

    @contextmanager
    def load(self, **changed: Any) -> Iterator[None]:
        """The load runs while this is entered; at least one request must have been answered well."""
        orders = {**self.data["load"], **changed, "port": self.stack.port, "seed": self.seed}
        running = subprocess.Popen(
            [sys.executable, "-P", str(HERE / "load.py")], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, preexec_fn=die_with_parent,
        )  # fmt: skip
        assert running.stdin is not None
        try:
            running.stdin.write(json.dumps(orders) + "\n")
            running.stdin.flush()
            time.sleep(WARM_S)
            yield
        finally:
            try:
                said, _ = running.communicate(timeout=40)
            except subprocess.TimeoutExpired:
                running.kill()
                said, _ = running.communicate()
        tally = json.loads(said)
        assert tally.get("good", 0) >= 0.95 * tally["sent"] > 0, tally

    def rung(self, command: str, *options: object) -> Ran:
        """One command of the program, on this project with all of its live systems."""
        return rung(*command.split(), self.root, *self.named(), *options)

    def named(self) -> list[str]:
        """The options that name the live systems."""
        found = ["--database-url", self.stack.database_url, *self.around.options]
        if "observe" in self.held():
            found += ["--metrics-url", f"{self.stack.url}/metrics"]
            found += [
                word
                for page in self.data.get("pages", ())
                for word in ("--url", f"{self.stack.url}{page}")
            ]
        if self.stack.redis_url:
            found += ["--redis-url", self.stack.redis_url]
        return found

    def assessed(self) -> dict[str, Any]:
        """What `rung assess` says while the load runs."""
        told = [*self.data.get("tell", ())]
        if wish := self.data.get("wish"):
            told.append(f"wish={wish}")
        tell = [word for one in told for word in ("--tell", one)]
        with self.load():
            seconds = max(WATCH_S, self.data.get("watch", 0.0))
            ran = self.rung("assess", "--json", "--seconds", seconds, *tell)
        assert ran.code == 0, ran.err
        page: dict[str, Any] = json.loads(ran.out)
        return page


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in found.read_text().split()]


@contextmanager
def staged(
    name: str, folder: Path, postgres: Postgres, mail_port: int, **more: Any
) -> Iterator[Stage]:
    """The bottleneck's stack with its rows and what it holds already; stopped afterwards."""
    root = lay(name, folder / "project")
    stack = Stack(root=root, folder=folder, postgres=postgres, mail_port=mail_port)
    with surroundings(name, root, stack.database_url) as around:
        one_core = bool(BOTTLENECKS[name].get("one_core"))
        stage = Stage(name=name, stack=stack, one_core=one_core, around=around, **more)
        try:
            postgres.stop()
            postgres.start({"fsync": "off"})
            stage.fill()
            if "observe" in BOTTLENECKS[name].get("held", ["observe"]):
                stage.build("observe")
            stage.up()
            yield stage
        finally:
            stack.down()
