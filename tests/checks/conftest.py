"""Small trees for what a look and its checks say of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.probes.repo import Repo, look

Files = dict[str, str]


@pytest.fixture
def repo_of(project: Path) -> Callable[[Files], Repo]:
    """Lay a small tree and look at it."""

    def laid(files: Files) -> Repo:
        for name, text in files.items():
            path = project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return look(project)

    return laid
