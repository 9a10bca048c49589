"""Small applications that a test writes, measures with the rendered module, and runs as real servers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.templates.running import Running, servers


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Starts servers that end with the test."""
    with servers(tmp_path / "server.log") as start:
        yield start
