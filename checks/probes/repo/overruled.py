"""Facts, kinds, settings and owners after the project's own configuration has had its say."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from checks.probes.repo.context.model import Context, Owner, Setting, Target
from checks.probes.repo.overruling import Overruling, drawn_at, thresholds
from checks.probes.repo.snapshot import Component, ComposeFile, RepoFact, Role, State


def services(files: tuple[ComposeFile, ...], said: Overruling) -> tuple[ComposeFile, ...]:
    """Compose files whose services have the roles that the configuration gives them."""
    roles = said.of("roles")
    return tuple(
        replace(
            file,
            services=tuple(
                replace(one, role=Role(roles[one.name])) if one.name in roles else one
                for one in file.services
            ),
        )
        for file in files
    )


def components(found: tuple[Component, ...], said: Overruling) -> tuple[Component, ...]:
    """The components with the kinds and facts of the configuration."""
    kinds = said.of("kinds")
    found = tuple(replace(one, kind=str(kinds.get(one.path, one.kind))) for one in found)
    for key, value in said.of("facts").items():
        home, _, name = key.rpartition(":")
        touched = _touched(found, home, name)
        found = tuple(
            _with(one, name, value, said, key) if one.path in touched else one for one in found
        )
    return found


def _touched(found: tuple[Component, ...], home: str, name: str) -> set[str]:
    """The component that is named; else those that have such a fact, the main one where none has."""
    if home:
        return {home}
    having = {one.path for one in found if any(fact.name == name for fact in one.facts)}
    if having or not found:
        return having
    main = next((one for one in found if one.kind == "application"), found[0])
    return {main.path}


def _with(one: Component, name: str, value: Any, said: Overruling, key: str) -> Component:
    before = [fact for fact in one.facts if fact.name == name]
    others = tuple(fact for fact in one.facts if fact.name != name)
    return replace(one, facts=(*others, *_facts(before, name, value, said, key)))


def _facts(
    before: list[RepoFact], name: str, value: Any, said: Overruling, key: str
) -> Iterator[RepoFact]:
    place = said.place(key)
    seen = ", ".join(_seen(one) for one in before) or "the files name none"
    if value is False:
        for one in before:
            yield replace(one, place=place, state=State.INACTIVE, overrules=_seen(one))
        return
    for text in value if isinstance(value, list) else [value]:
        yield RepoFact(name=name, value=text, place=place, overrules=seen)


def _seen(one: RepoFact) -> str:
    state = "" if one.state is State.ACTIVE else f", {str(one.state).replace('_', ' ')}"
    return f"{one.value}{state} ({one.place})"


def context(found: Context, said: Overruling) -> Context:
    """The context with the settings, owners and the target of the configuration, and every line that overrules."""
    settings = tuple(_setting(one, said) for one in found.settings)
    own = said.of("owners")
    owners = tuple(one for one in found.owners if one.concern not in own)
    owners += tuple(
        Owner(concern=concern, layer=str(layer), place=said.place(concern))
        for concern, layer in own.items()
    )
    return replace(
        found,
        settings=settings,
        owners=owners,
        target=_target(said),
        overruled=tuple(_lines(said)),
    )


def _setting(one: Setting, said: Overruling) -> Setting:
    if one.name not in said.of("settings"):
        return one
    value = str(said.of("settings")[one.name])
    return replace(one, value=value, place=said.place(one.name), state=State.ACTIVE)


def _target(said: Overruling) -> Target | None:
    own = said.of("target")
    if not own:
        return None
    return Target(
        rung=own.get("rung", ""),
        requests_per_second=float(own.get("requests_per_second", 0)),
        daily_users=own.get("daily_users", 0),
        slo=own.get("slo", ""),
        place=said.place("target" if "target" in said.text else next(iter(own))),
    )


def _lines(said: Overruling) -> Iterator[str]:
    for table in ("facts", "kinds", "roles", "settings", "owners"):
        for key, value in said.of(table).items():
            yield f"{said.place(key)}: {table}.{key} = {value}"
    for name, drawn in thresholds(said).items():
        yield f"{drawn_at(said, name)}: thresholds.{name} = {drawn:g}"
    for key in ("production", "not_production"):
        if said.said.get(key):
            yield f"{said.place(key)}: {key} = {', '.join(said.said[key])}"
