"""Laravel: `config/*.php`, whose `env('NAME', default)` the server's environment decides
(https://laravel.com/docs/configuration)."""

import re
from collections.abc import Iterator

from checks.probes.repo.context.model import Layer, Setting
from checks.probes.repo.settings.lines import setting, without_comment
from checks.probes.repo.sight import Sight
from checks.probes.repo.words import State

WANTED = {
    "cache": ("default",),
    "session": ("driver",),
    "queue": ("default",),
    "database": ("default",),
    "filesystems": ("default",),
    "mail": ("default", "driver"),
    "logging": ("default",),
}
LINE = re.compile(r"^ {4}'(\w+)'\s*=>\s*(.+)$")


def read(sight: Sight) -> Iterator[Layer | Setting]:
    """The top keys of each file of the application's configuration folder."""
    for home in sorted({one[: -len("artisan")] for one in sight.tree.named("artisan")}):
        component = sight.folder_of(f"{home}artisan") or "."
        for name, keys in WANTED.items():
            places = (f"{home}config/{name}.php", f"{home}app/Config/{name}.php")
            path = next((one for one in places if one in sight.tree.sizes), "")
            if not path:
                continue
            yield Layer(
                component=component, path=path, state=State.ACTIVE, because="every environment"
            )
            for number, raw in enumerate((sight.tree.text(path) or "").splitlines(), 1):
                found = LINE.match(without_comment(raw, "//", "#", "*", "/*", "|"))
                if found and found.group(1) in keys:
                    yield setting(
                        component, f"{name}.{found.group(1)}", found.group(2), path, number
                    )
