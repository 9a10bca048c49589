"""Which settings apply in production, read as text: one family of frameworks a file.

Each module has `read(sight)` and yields the layers that it found and the settings in them. What an
environment variable decides has its default as value and is UNKNOWN_IN_PRODUCTION: never the default.
"""

from collections.abc import Iterator
from dataclasses import replace

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.settings import (
    aspnet,
    django,
    flask,
    laravel,
    node_config,
    phoenix,
    pydantic,
    rails,
    spring,
    symfony,
)
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State
from checks.redact import concealed

READERS = (
    django.read,
    flask.read,
    pydantic.read,
    rails.read,
    laravel.read,
    symfony.read,
    spring.read,
    aspnet.read,
    phoenix.read,
    node_config.read,
)


def read(sight: Sight) -> tuple[tuple[Layer, ...], tuple[Setting, ...]]:
    """All layers and settings, no secret in them; of one name in one component the layer that counts comes first."""
    found: list[Layer | Setting] = [one for reader in READERS for one in reader(sight)]
    layers = tuple(one for one in found if isinstance(one, Layer))
    settings = [
        replace(one, value=concealed(one.name, one.value))
        for one in found
        if isinstance(one, Setting)
    ]
    return layers, tuple(_last_wins(settings))


def _asked(one: Setting) -> bool:
    return one.state is State.UNKNOWN_IN_PRODUCTION and not one.variable


def _last_wins(settings: list[Setting]) -> Iterator[Setting]:
    last = {(one.component, one.name): one for one in settings}
    for one in settings:
        final = last[one.component, one.name]
        # two branches of one condition: neither replaces the other
        branches = _asked(one) and _asked(final) and one.place.path == final.place.path
        shadowed = final is not one and not branches
        if shadowed and one.state is not State.INACTIVE:
            one = replace(one, state=State.INACTIVE)
        yield one
