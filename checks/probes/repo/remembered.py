"""The words of files that were scanned before: a look after a change reads what changed, not the whole tree again.

A file is the same while its size, times and inode are (as in `kept`); what is kept of it is its path and one number,
which stands for the words of the readers that it holds, and nothing of its text.
"""

import time
from collections.abc import Mapping
from typing import Any

from checks import store
from checks.probes.repo import kept
from checks.probes.repo.walk import Tree

KIND = "words"


def recall(tree: Tree) -> None:
    """Tell the tree the words of every file that has not changed since they were kept."""
    data = store.load(KIND, _key(tree))
    files = data.get("files") if isinstance(data, Mapping) else None
    if isinstance(files, Mapping):
        tree.words.update(
            (path, entry[-1]) for path, entry in files.items() if _same(tree, path, entry)
        )


def remember(tree: Tree) -> None:
    """Keep the words of every file but those that changed just now, whose times may hide another change, and
    those that could not be read: the next look says so again."""
    settled = time.time_ns() - kept.YOUNG_NS
    files = {
        path: [*stamp, held]
        for path, held in tree.words.items()
        if path not in tree.unread and (stamp := tree.stamps[path])[2] < settled
    }
    if files:
        store.keep(KIND, _key(tree), {"files": files})


def _key(tree: Tree) -> str:
    return store.fingerprint([kept.program(), str(tree.root), tree.scanner.name])


def _same(tree: Tree, path: str, entry: Any) -> bool:
    return (
        isinstance(entry, list)
        and all(isinstance(one, int) for one in entry)
        and tree.stamps.get(path) == tuple(entry[:-1])
    )
