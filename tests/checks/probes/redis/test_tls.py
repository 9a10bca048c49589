"""Certificates are checked: one of nobody's is refused, one of a trusted authority is taken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.core import Problem
from checks.probes.redis import look
from scaffold.demo.postgres import free_port
from tests.checks.probes.redis.servers import running


@pytest.fixture
def url(certificate: tuple[Path, Path], tmp_path: Path) -> Iterator[str]:
    """A Redis that speaks TLS on one port and the plain protocol on another."""
    cert, key = certificate
    port = free_port()
    with running("redis 7.0", tmp_path, "--tls-port", str(port), "--tls-cert-file", str(cert), "--tls-key-file",
                 str(key), "--tls-auth-clients", "no"):  # fmt: skip
        yield f"rediss://127.0.0.1:{port}"


def test_an_untrusted_certificate_is_refused(url: str) -> None:
    with pytest.raises(Problem, match="certificate is not trusted") as caught:
        look(url)
    assert "SSL_CERT_FILE" in caught.value.remedy


def test_a_trusted_one_is_taken(
    url: str, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert look(url).version.startswith("7.0")
