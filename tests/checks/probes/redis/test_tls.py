"""Certificates are checked: one of nobody's is refused, one of a trusted authority is taken."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from checks.core import Problem
from checks.probes.redis import look
from tests.checks.probes.redis.servers import running
from tests.needs import need


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody has signed, and its key."""
    need(shutil.which("openssl"), "openssl (apt-get install openssl)")
    cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1", "-out", str(cert), "-keyout", str(key)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


@pytest.fixture
def url(certificate: tuple[Path, Path], tmp_path: Path) -> Iterator[str]:
    """A Redis that speaks TLS on one port and the plain protocol on another."""
    from scaffold.demo.postgres import free_port

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
