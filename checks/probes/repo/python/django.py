"""A Django site: its settings, the production layer with the base modules that it imports."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checks.probes.repo.python.source import Module, Program, absolute, statements, text_of
from checks.probes.repo.snapshot import Call
from checks.probes.repo.walk import Tree
from checks.redact import concealed

MODULE_VARIABLE = "DJANGO_SETTINGS_MODULE"
WANTED = frozenset(
    [
        "DATABASES",
        "CACHES",
        "DEBUG",
        "EMAIL_BACKEND",
        "SESSION_ENGINE",
        "INSTALLED_APPS",
        "MIDDLEWARE",
        "DEFAULT_FILE_STORAGE",
        "STORAGES",
        "CONN_MAX_AGE",
        "CELERY_BROKER_URL",
        "BROKER_URL",
        "CELERY_TASK_ALWAYS_EAGER",
        "EMAIL_TIMEOUT",
        "ROOT_URLCONF",
        "TASKS",
        "RQ_QUEUES",
        "DATABASE_ROUTERS",
        "CHANNEL_LAYERS",
        "ASGI_APPLICATION",
        "WSGI_APPLICATION",
        "MEDIA_ROOT",
        "REST_FRAMEWORK",
        "STATIC_URL",
        "STATIC_HOST",
        "AWS_S3_CUSTOM_DOMAIN",
    ]
)
DEEPEST = 6
PRODUCTION = re.compile(r"\.(prod|production)\w*$")
DEVELOPMENT = re.compile(r"\.(dev|development|test|tests|testing|debug|ci)(_settings)?$")
LATER = "in a later branch"
COMMON = frozenset({"__init__.py", "base.py", "common.py"})
STARTER = re.compile(r"(^|/)(wsgi|asgi|manage)(\.py|/__init__\.py)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a Django site is."""

    app_file: str
    manage_py: str | None
    settings_file: str | None
    settings: Mapping[str, Call]
    urls: str


def find(program: Program, tree: Tree, deployed: str = "") -> Site | None:
    """The site whose settings module wsgi.py, asgi.py or manage.py names; the shallowest where there are several.

    `deployed` is the settings module that an image or a compose file for production sets: it wins where it
    is a module of this tree.
    """
    starters = [one for one in tree.production(".py") if STARTER.search(one)]
    starters.sort(key=lambda one: (one.count("/"), one.endswith("manage.py"), one))
    named = [(path, dotted) for path in starters if (dotted := _settings_named(program, path))]
    if not named:
        return None
    manage = next((path for path, _ in named if path.endswith("manage.py")), None)
    entries = [one for one in named if not one[0].endswith("manage.py")] or named
    path, dotted = next((one for one in entries if "asgi" in one[0]), entries[0])
    module = (program.find(deployed, path) if deployed else None) or program.find(dotted, path)
    module = module if deployed or module is None else _for_production(program, module)
    settings: dict[str, Call] = {}
    for name, call in _settings(program, module, 0) if module else ():
        # a branch adds what is not there yet; what it replaces stands where it is not taken
        if call.keywords["conditional"] != LATER or name not in settings:
            settings[name] = call
    root = settings.get("ROOT_URLCONF")
    return Site(
        app_file=path,
        manage_py=manage,
        settings_file=None if module is None else module.path,
        settings=settings,
        urls="" if root is None else root.keywords.get("value", "").strip("'\""),
    )


def _for_production(program: Program, module: Module) -> Module:
    """The module beside a package's own, or beside one for everybody, that says by its name that it is production's."""
    folder, _, name = module.path.rpartition("/")
    if name in COMMON and re.search(r"(^|/)\w*(settings|config)\w*$", folder):
        for one in ("production.py", "prod.py"):
            beside = (
                program.module(f"{folder}/{one}") if f"{folder}/{one}" in program.paths else None
            )
            if beside is not None:
                return beside
    return module


def _settings_named(program: Program, path: str) -> str | None:
    text = program.tree.text(path)
    if text is None or MODULE_VARIABLE not in text:
        return None
    module = program.module(path)
    for node in ast.walk(module.tree) if module else ():
        if isinstance(node, ast.Call) and node.args and text_of(node.args[0]) == MODULE_VARIABLE:
            return text_of(node.args[1]) if len(node.args) > 1 else None
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            named = text_of(node.targets[0].slice)
            if named == MODULE_VARIABLE:
                return text_of(node.value)
    return None


def _settings(program: Program, module: Module, depth: int) -> Iterator[tuple[str, Call]]:
    """Every wanted setting, flattened by keys; later statements win, imported modules come first."""
    for home in _bases(module) if depth < DEEPEST else ():
        base = program.find(home, module.path)
        if base is not None and base is not module:
            yield from _settings(program, base, depth + 1)
    for name, last in module.assigned.items():
        if name in WANTED:
            # what is assigned under no condition is what production most likely sees
            sure = name in module.plain
            yield from _flat(module, name, module.plain.get(name, last), "" if sure else "yes")
    yield from _changed(module)


def _changed(module: Module) -> Iterator[tuple[str, Call]]:
    """What later lines put into a dictionary of the settings: `CACHES["a"] = ...`, `REST_FRAMEWORK.update({...})`."""
    plain = set(map(id, module.tree.body))
    for node in statements(module.tree):
        conditional = "" if id(node) in plain else LATER
        if isinstance(node, ast.Assign) and (name := _key(node.targets[0])):
            yield from _flat(module, name, node.value, conditional)
        call = node.value if isinstance(node, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
            owner = call.func.value
            name = owner.id if isinstance(owner, ast.Name) and owner.id in WANTED else ""
            if name and call.func.attr == "update" and isinstance(call.args[0], ast.Dict):
                for key, value in zip(call.args[0].keys, call.args[0].values, strict=True):
                    if label := text_of(key):
                        yield from _flat(module, f"{name}.{label}", value, conditional)


def _key(target: ast.expr) -> str:
    """ "CACHES.a.BACKEND" of `CACHES["a"]["BACKEND"]`; empty for anything else."""
    keys: list[str] = []
    while isinstance(target, ast.Subscript):
        label = text_of(target.slice)
        if label is None:
            return ""
        keys.insert(0, label)
        target = target.value
    wanted = isinstance(target, ast.Name) and target.id in WANTED and keys
    return ".".join([target.id, *keys]) if wanted and isinstance(target, ast.Name) else ""


def _bases(module: Module) -> list[str]:
    """The modules whose names are all imported, those for production last: of two branches theirs count.

    One for developing or for tests counts where no other one is imported.
    """
    found = [
        absolute(module.path, node)
        for node in statements(module.tree)
        if isinstance(node, ast.ImportFrom) and node.names[0].name == "*"
    ]
    real = [home for home in found if not DEVELOPMENT.search(home)]
    return sorted(real or found, key=lambda home: PRODUCTION.search(home) is not None)


def _flat(
    module: Module, name: str, value: ast.expr, conditional: str
) -> Iterator[tuple[str, Call]]:
    text = ast.unparse(value)
    yield (
        name,
        Call(
            place=module.place(value),
            callee=name,
            keywords={"value": concealed(name, text[:4000]), "conditional": conditional},
        ),
    )
    if isinstance(value, ast.Dict):
        for key, below in zip(value.keys, value.values, strict=True):
            label = text_of(key)
            if label is not None:
                yield from _flat(module, f"{name}.{label}", below, conditional)
