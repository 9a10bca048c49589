"""A pattern that is looked for in a path, folder and name apart: a hundred thousand files have far fewer folders."""

import re


class Parted:
    """Whether a pattern is found in a path; for patterns of which no match reaches from a folder into a name."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._search = pattern.search
        self._folders: dict[str, bool] = {"": False}
        self._names: dict[str, bool] = {}

    def __call__(self, path: str) -> bool:
        """Each folder (with its slash) and each name is judged once."""
        folder, slash, name = path.rpartition("/")
        held = self._folders.get(folder)
        if held is None:
            held = self._folders[folder] = self._search(folder + slash) is not None
        if held:
            return True
        held = self._names.get(name)
        if held is None:
            held = self._names[name] = self._search(name) is not None
        return held
