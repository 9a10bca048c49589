"""What a look says of public applications, against keys that people wrote by reading them.

`python tests/bench/truth.py FOLDER [NAME...]` looks at every checkout under FOLDER that a file of `tests/bench/truth/`
describes and prints each miss and each false claim with its place, recall and false claims by application and by
facet, and the whole. It ends with 1 below a recall of 95 % or from 1 % false claims on.

A key names its repository and commit, what is there (facet -> value -> the states that are right), what may be told
besides and the facets that it does not judge. A value is a shell pattern; a state is `active`, `unknown` (in
production), `inactive`, `present` (and not used), several joined by "or", or `any`. A claim is a facet and a value of
one application, however many places say so: it is false where one of its places is neither in the key nor allowed.
What is told as present and not used is no claim.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

HOME = Path(__file__).parents[2]
KEYS = Path(__file__).with_suffix("")
RECALL, FALSE = 0.95, 0.01
"""The bars of the look: at least this share of a key found, less than this share of the claims false."""
STATES = {
    "active": "active",
    "unknown": "unknown_in_production",
    "inactive": "inactive",
    "present": "present_unused",
}
NOTHING = "nothing to scale"
"""The verdict on the whole repository, counted like a facet."""


@dataclass(frozen=True, slots=True)
class Key:
    """What is there: (facet, pattern of values) -> states, and which facets are not judged."""

    repository: str
    commit: str
    there: Mapping[tuple[str, str], frozenset[str]]
    may_be: Mapping[tuple[str, str], frozenset[str]]
    not_judged: frozenset[str]
    nothing_to_scale: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One fact of a look, as words."""

    facet: str
    value: str
    state: str
    place: str

    def meets(self, wanted: tuple[str, str], states: frozenset[str]) -> bool:
        """It is what an entry of the key says."""
        return (
            self.facet == wanted[0] and fnmatchcase(self.value, wanted[1]) and self.state in states
        )


@dataclass(slots=True)
class Judged:
    """The counts of one or more applications by facet, and the lines that a person reads."""

    key: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, other: "Judged") -> None:
        """Take in what another application shows."""
        for mine, its in zip(self._counts(), other._counts(), strict=True):
            mine.update(its)
        self.lines += other.lines

    def row(self, name: str, facet: str | None = None) -> str:
        """One line of a table: key, found, told, false."""
        key, found, told, false = (
            one.total() if facet is None else one[facet] for one in self._counts()
        )
        recall = f"{found / key:.1%}" if key else "-"
        share = f"{false / told:.1%}" if told else "-"
        return f"| {name} | {key} | {found} | {recall} | {told} | {false} | {share} |"

    def _counts(self) -> tuple[Counter[str], ...]:
        return self.key, self.found, self.told, self.false


def read(path: Path) -> Key:
    """The key of one application."""
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Key(
        repository=said["repository"],
        commit=said["commit"],
        there=dict(_entries(said.get("there") or {})),
        may_be=dict(_entries(said.get("may_be") or {})),
        not_judged=frozenset(said.get("not_judged") or ()),
        nothing_to_scale="nothing_to_scale" in said,
    )


def _entries(
    said: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    for facet, values in said.items():
        for value, states in values.items():
            words = list(STATES) if states == "any" else states.split(" or ")
            yield (facet, str(value)), frozenset(STATES[one] for one in words)


def judge(name: str, key: Key, applicable: bool, facts: Iterable[Told]) -> Judged:
    """Hold what a look told against the key; `name` stands before each line."""
    judged = Judged()
    judged.key[NOTHING] += key.nothing_to_scale
    judged.told[NOTHING] += not applicable
    if applicable == key.nothing_to_scale:
        count = judged.false if not applicable else Counter[str]()
        count[NOTHING] += 1
        said = "something to scale" if applicable else NOTHING
        judged.lines.append(f"{name}: {'miss ' if applicable else 'FALSE'} {said} was told")
    else:
        judged.found[NOTHING] += key.nothing_to_scale
    if key.nothing_to_scale:
        return judged
    heard = [one for one in facts if one.facet not in key.not_judged]
    _misses(name, key, heard, judged)
    _claims(name, key, heard, judged)
    return judged


def _misses(name: str, key: Key, heard: list[Told], judged: Judged) -> None:
    for wanted, states in key.there.items():
        facet, value = wanted
        judged.key[facet] += 1
        if any(one.meets(wanted, states) for one in heard):
            judged.found[facet] += 1
            continue
        seen = sorted({f"{one.value} ({one.state})" for one in heard if one.facet == facet})
        told = ", ".join(seen) or "nothing"
        judged.lines.append(
            f"{name}: miss  {facet} {value} ({' or '.join(sorted(states))}); told: {told}"
        )


def _claims(name: str, key: Key, heard: list[Told], judged: Judged) -> None:
    right = [*key.there.items(), *key.may_be.items()]
    claims: dict[tuple[str, str], list[Told]] = {}
    for one in heard:
        if one.state != STATES["present"]:
            claims.setdefault((one.facet, one.value), []).append(one)
    for (facet, value), places in claims.items():
        judged.told[facet] += 1
        wrong = [one for one in places if not any(one.meets(*entry) for entry in right)]
        judged.false[facet] += bool(wrong)
        judged.lines += [
            f"{name}: FALSE {facet} {value} ({one.state}) at {one.place}" for one in wrong[:3]
        ]


def looked(name: str, checkout: Path) -> Judged:
    """Look at one checkout afresh and judge it."""
    sys.path.insert(0, str(HOME))
    from checks.probes.repo import look

    repo = look(checkout)
    facts = [
        Told(fact.name, str(fact.value), fact.state.value, str(fact.place))
        for component in repo.components
        for fact in component.facts
    ]
    return judge(name, read(KEYS / f"{name}.yml"), repo.applicable, facts)


def checkouts(folder: Path) -> dict[str, tuple[str, Path]]:
    """The git checkouts right under the folder: where each came from -> (commit, path), and by its own name."""
    found = {}
    for one in sorted(folder.iterdir()):
        if (one / ".git").exists():
            commit = _git(one, "rev-parse", "HEAD")
            for name in (one.name, _git(one, "config", "--get", "remote.origin.url")):
                found[name] = (commit, one)
    return found


def _git(checkout: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(checkout), *words], capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def checkout_of(key: Key, there: Mapping[str, tuple[str, Path]]) -> tuple[str, Path] | None:
    """The checkout at the key's commit, else one that is called as the repository is."""
    at = next((one for one in there.values() if one[0] == key.commit), None)
    owner, _, name = key.repository.partition("/")
    ends = (f"{owner}/{name}", f"{owner}/{name}.git", f"{owner}+{name}")
    called = (one for where, one in there.items() if where == name or where.endswith(ends))
    return at or next(called, None)


def main(arguments: list[str]) -> int:
    """Print the tables; 1 where a bar is missed."""
    if not arguments:
        sys.stdout.write("not measured: name a folder of checkouts of the applications in truth/\n")
        return 0
    folder, *names = arguments
    there = checkouts(Path(folder))
    keys = {path.stem: read(path) for path in sorted(KEYS.glob("*.yml"))}
    by_name = {}
    os.environ["RUNG_CACHE"] = "off"
    with ProcessPoolExecutor(max_workers=2) as pool:
        running = {}
        for name, key in keys.items():
            place = checkout_of(key, there) if not names or name in names else None
            if place is None:
                continue
            if place[0] != key.commit:
                sys.stdout.write(f"{name}: at {place[0][:12]}, the key is of {key.commit[:12]}\n")
            running[name] = pool.submit(looked, name, place[1])
        for name, one in running.items():
            by_name[name] = one.result()
    return shown(by_name, len(keys))


def shown(by_name: Mapping[str, Judged], keys: int) -> int:
    """The lines, the table by application, the table by facet; the exit code."""
    whole = Judged()
    for one in by_name.values():
        whole.add(one)
    head = "| | key | found | recall | told | false | share |\n|--|--:|--:|--:|--:|--:|--:|"
    facets = sorted(set(whole.key) | set(whole.told))
    parts = [
        *whole.lines,
        "",
        head,
        *(one.row(name) for name, one in by_name.items()),
        "",
        head,
        *(whole.row(facet, facet) for facet in facets),
        whole.row(f"**{len(by_name)} of {keys} repositories**"),
    ]
    sys.stdout.write("\n".join(parts) + "\n")
    missed = whole.found.total() < RECALL * whole.key.total()
    return int(missed or whole.false.total() >= FALSE * whole.told.total())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
