"""Where a Kafka is and as whom to ask it."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from checks.core import Problem
from checks.redact import redact

EXAMPLE = "host:9092, or kafka+ssl://user:password@host:9093?mechanism=SCRAM-SHA-512"
SCHEMES = {"kafka": False, "kafka+ssl": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Hosts to begin with, and how to log in."""

    hosts: tuple[tuple[str, int], ...]
    tls: bool = False
    user: str = ""
    password: str = ""
    mechanism: str = "PLAIN"

    @property
    def protocol(self) -> str:
        """As Kafka calls it."""
        return f"{'SASL_' if self.user else ''}{'SSL' if self.tls else 'PLAINTEXT'}"

    @property
    def servers(self) -> list[str]:
        """host:port of each."""
        return [f"{host}:{port}" for host, port in self.hosts]


def address(url: str) -> Address:
    """The address, read: hosts alone, or a URL with a user.

    Raises:
        Problem: it is none.
    """
    text = url.strip()
    whole = text if "://" in text else f"kafka://{text}"
    try:
        parts = urlsplit(whole)
        login, _, places = parts.netloc.rpartition("@")
        hosts = tuple(_host(one) for one in places.split(","))
        if parts.scheme not in SCHEMES or parts.path.strip("/"):
            raise ValueError
    except ValueError:
        raise Problem(
            f"{redact(url)!r} is not the address of a Kafka", f"write it as {EXAMPLE}"
        ) from None
    user, _, password = login.partition(":")
    return Address(
        hosts=hosts,
        tls=SCHEMES[parts.scheme],
        user=unquote(user),
        password=unquote(password),
        mechanism=parse_qs(parts.query).get("mechanism", ["PLAIN"])[0].upper(),
    )


def _host(text: str) -> tuple[str, int]:
    host, colon, port = text.strip().rpartition(":")
    if not colon or not port.isdecimal() or not host or not 0 < int(port) < 65_536:
        raise ValueError
    return host.strip("[]"), int(port)
