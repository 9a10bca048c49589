"""Kafka's own broker from Maven Central, alone and in KRaft mode, on loopback ports."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from checks.core import Problem
from checks.probes.kafka.address import address
from checks.probes.kafka.greeting import greet
from scaffold.demo.postgres import free_port
from tests.needs import need

VERSION = "4.3.1"
CACHE = Path.home() / ".cache" / "rung-tests" / f"kafka-{VERSION}"
POM = f"""<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>rung</groupId><artifactId>tests</artifactId><version>1</version><dependencies><dependency>
<groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>{VERSION}</version>
</dependency></dependencies></project>
"""


@contextmanager
def broker(folder: Path) -> Iterator[str]:
    """A broker with an empty store; its `host:port`."""
    java, libraries = shutil.which("java"), _libraries()
    need(java, "java (apt-get install default-jre-headless)")
    port, controller = free_port(), free_port()
    config = folder / "server.properties"
    config.write_text(
        "process.roles=broker,controller\nnode.id=1\n"
        f"controller.quorum.voters=1@127.0.0.1:{controller}\n"
        f"listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}\n"
        f"advertised.listeners=PLAINTEXT://127.0.0.1:{port}\n"
        "controller.listener.names=CONTROLLER\ninter.broker.listener.name=PLAINTEXT\n"
        f"log.dirs={folder / 'data'}\noffsets.topic.replication.factor=1\noffsets.topic.num.partitions=2\n"
        "group.initial.rebalance.delay.ms=0\nauto.create.topics.enable=false\n"
    )
    run = [
        str(java),
        "-Xmx350m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        f"{libraries}/*",
    ]
    identity = "rung-tests-cluster-idw"
    subprocess.run(
        [*run, "kafka.tools.StorageTool", "format", "-t", identity, "-c", str(config)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    log = folder / "kafka.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*run, "kafka.Kafka", str(config)], stdout=out, stderr=subprocess.STDOUT
        )
    try:
        _wait(f"127.0.0.1:{port}", process, log)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def _libraries() -> Path:
    """The broker's jars; fetched once for all tests of this machine."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "lock"):
        done = CACHE / "complete"
        if not done.exists():
            maven = shutil.which("mvn")
            need(maven, "maven (apt-get install maven), once, to fetch Kafka's broker")
            (CACHE / "pom.xml").write_text(POM)
            subprocess.run(
                [str(maven), "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={CACHE / 'jars'}"],
                cwd=CACHE, check=True, capture_output=True, timeout=500,
            )  # fmt: skip
            done.touch()
    return CACHE / "jars"


def _wait(where: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end and process.poll() is None:
        try:
            greet(where, address(where), 2.0)
            return
        except Problem:
            time.sleep(0.5)
    raise AssertionError(log.read_text(errors="replace")[-3000:])
