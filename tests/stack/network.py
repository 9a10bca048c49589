"""A network of our own: one namespace for each service, joined by a bridge in another, names in /etc/netns.

Every service has its own loopback and its own ports, and knows the others by their names, as in a compose network.
Nothing leads out of it.
"""

import itertools
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

NUMBERS = itertools.count(1)
HOSTS = Path("/etc/netns")


def possible() -> bool:
    """Root, iproute2, and a kernel that lets us make namespaces, bridges and mounts."""
    if os.geteuid() != 0 or shutil.which("ip") is None or shutil.which("chroot") is None:
        return False
    probe = Network(services=("probe",))
    try:
        probe.up()
        inside = [*probe.inside("probe"), "mount", "--make-rprivate", "/"]
        return subprocess.run(inside, capture_output=True, check=False).returncode == 0
    except subprocess.CalledProcessError:
        return False
    finally:
        probe.down()


@dataclass(slots=True, kw_only=True)
class Network:
    """The hub (where the test's own clients run) and one namespace for each service."""

    services: Sequence[str]
    name: str = field(default_factory=lambda: f"rt{os.getpid()}x{next(NUMBERS)}")

    def up(self) -> None:
        """Make the namespaces, wire them, and write the names. CalledProcessError where the kernel refuses."""
        self._namespace(self.name)
        _ip("-n", self.name, "link", "add", "br0", "type", "bridge")
        _ip("-n", self.name, "addr", "add", "10.77.0.1/24", "dev", "br0")
        _ip("-n", self.name, "link", "set", "br0", "up")
        for number, service in enumerate(self.services, 2):
            self._wire(number, self._of(service))

    def down(self) -> None:
        """Remove everything again; safe to call twice, also half-way up."""
        for one in (*map(self._of, self.services), self.name):
            subprocess.run(["ip", "netns", "del", one], capture_output=True, check=False)
            shutil.rmtree(HOSTS / one, ignore_errors=True)

    def inside(self, service: str | None = None) -> list[str]:
        """The words before a command that is to run in a service's network, or in the hub."""
        return ["ip", "netns", "exec", self._of(service) if service else self.name]

    def _of(self, service: str) -> str:
        return f"{self.name}-{list(self.services).index(service)}"

    def _namespace(self, name: str) -> None:
        _ip("netns", "add", name)
        _ip("-n", name, "link", "set", "lo", "up")
        (HOSTS / name).mkdir(parents=True)
        known = (f"10.77.0.{number} {one}" for number, one in enumerate(self.services, 2))
        (HOSTS / name / "hosts").write_text("\n".join(("127.0.0.1 localhost", *known, "")))
        (HOSTS / name / "resolv.conf").write_text("")

    def _wire(self, number: int, name: str) -> None:
        self._namespace(name)
        pair = ("type", "veth", "peer", "name", "eth0", "netns", name)
        _ip("-n", self.name, "link", "add", f"v{number}", *pair)
        _ip("-n", self.name, "link", "set", f"v{number}", "master", "br0", "up")
        _ip("-n", name, "addr", "add", f"10.77.0.{number}/24", "dev", "eth0")
        _ip("-n", name, "link", "set", "eth0", "up")


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=20)
