"""The answers of `cache_shared` that the evidence suggests: what to keep, how long, and who deletes it."""

from collections.abc import Mapping

from checks.core import Looks, Problem
from checks.probes.repo.snapshot import Repo
from checks.vitals import Vitals
from scaffold.core import Value
from scaffold.evidence import cached_handlers, existing_cache
from scaffold.evidence import compose_services as services
from scaffold.evidence.compose_main import main_file
from scaffold.evidence.python_layout import beside, beside_settings

PACKAGE = "shared_cache"
EXAMPLE = '{"function": "read_post", "file": "app/posts.py", "key": "post:{post_id}", "ttl": 30}'
Answers = dict[str, tuple[Value, str]]


def defaults(looks: Looks) -> Answers:
    """Which handlers are cached and where the cache is.

    Raises:
        Problem: the project is not a Python application.
    """
    repo = looks.get(Repo)
    if repo is None:
        raise Problem("the project's files were not looked at", "give the project's folder")
    app = repo.python
    if app is None or app.framework not in {"fastapi", "django"}:
        found = app.framework if app else "no Python application"
        raise Problem(
            f"cache_shared can be built for FastAPI and Django; found {found}",
            "keep results under their parameters in a Redis with maxmemory and allkeys-lru, delete the key"
            " after each write, and let one request at a time recompute it",
        )
    django = app.framework == "django"
    first = beside_settings(app.settings_file or "settings.py") if django else app.app_file
    module, statement = beside(repo, first, PACKAGE)
    package = statement.removeprefix("from ").partition(" import ")[0]
    dotted = f"{package}.{PACKAGE}" if statement.startswith("from ") else PACKAGE
    hold, hold_because = cached_handlers.hold(repo)
    cached = cached_handlers.choose(looks, repo, looks.get(Vitals) or Vitals())
    whole = any(isinstance(one, dict) and one.get("whole") for one in _rows(cached[0]))
    return {
        "cached": cached,
        "whole_responses": (whole, "FastAPI encodes these answers by its defaults"),
        "module_folder": (module.removesuffix(".py"), f"next to {first}"),
        "import_module": (dotted, "as the application imports its own modules"),
        "test_file": _test_file(repo, module),
        "key_prefix": (repo.root.resolve().name or "app", "the project's folder"),
        "hold_after_write_ms": (hold, hold_because),
        **_place(repo),
    }


def refuse_unused(looks: Looks, answers: Mapping[str, Value]) -> None:
    """A cache that no function is put under is nine hundred lines that nobody runs, and one more server to keep.

    Raises:
        Problem: no function is named, by the evidence or by the person (4).
    """
    if answers.get("cached"):
        return
    repo = looks.get(Repo)
    _, why = cached_handlers.choose(looks, repo, Vitals()) if repo else ([], "")
    raise Problem(
        f"nothing here would use the cache: {why}",
        f"name the functions that read: --set 'cached=[{EXAMPLE}]'",
        code=4,
    )


def _place(repo: Repo) -> Answers:
    """Where the cache is, and who uses it; no service that nobody would use."""
    clients, answers = _clients(repo), existing_cache.answers(repo)
    if clients["clients"][0] or not answers.get("new_service", (False, ""))[0]:
        return {**answers, **clients}
    why = f"{clients['clients'][1]}: Redis runs where you place it"
    return {"compose_file": ("", why), "url_variable": answers["url_variable"]}


def _rows(answer: Value) -> list[Value]:
    return answer if isinstance(answer, list) else []


def _test_file(repo: Repo, module: str) -> tuple[Value, str]:
    folders = {one.rpartition("/")[0] for one in repo.files if one.endswith(".py")}
    top = next((one for one in ("tests", "test") if one in folders), "tests")
    home = module.partition("/")[0] + "/tests"
    chosen = home if home in folders and top not in folders else top
    return f"{chosen}/test_shared_cache.py", "beside the project's own tests"


def _clients(repo: Repo) -> Answers:
    file = main_file(repo)
    web = services.web(repo, file) if file else None
    if file is None or web is None:
        return {"clients": ([], "no compose service was found that surely answers requests")}
    if not services.by_name(web):
        why = f"{web.name} is in the network of {web.network_mode}, where services have no names"
        return {"clients": ([], why)}
    found = services.same_code(file, web)
    names: list[Value] = [one.name for one in found]
    networks: list[Value] = [*services.shared_networks(found)]
    return {
        "clients": (names, f"they run the application's code ({services.place(file, web)})"),
        "networks": (networks, "where its clients are" if networks else "the default network"),
    }
