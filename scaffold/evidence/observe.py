"""The answers of `observe` that the project's own files suggest, each with its reason."""

import ast
import posixpath

from checks.core import Looks, Problem
from checks.probes.repo.snapshot import ComposeFile, PythonApp, Repo, Role, Service
from scaffold.core import Value
from scaffold.evidence import compose_services as services
from scaffold.evidence.compose_main import chosen
from scaffold.evidence.databases import POSTGRES, databases
from scaffold.evidence.python_layout import beside, beside_settings
from scaffold.evidence.requirements import declared

MEASURERS = (
    "prometheus-fastapi-instrumentator",
    "starlette-exporter",
    "starlette-prometheus",
    "django-prometheus",
    "opentelemetry-instrumentation-fastapi",
    "opentelemetry-instrumentation-django",
)
"""Packages that already give a histogram of requests; a second one of the same name would clash."""
MODULE = "request_metrics"
PROMETHEUS_PORT = 9090
Answers = dict[str, tuple[Value, str]]


def defaults(looks: Looks) -> Answers:
    """What is measured, and where the pieces go.

    Raises:
        Problem: there is neither an application that can be measured nor a PostgreSQL service to set up.
    """
    repo = looks.get(Repo)
    if repo is None:
        raise Problem("the project's files were not looked at", "give the project's folder")
    file, why = chosen(repo)
    application = _application(repo)
    answers = {**application, **(_compose(repo, file, why) if file else _no_compose(why))}
    if application["framework"][0] == "none" and not answers["database_service"][0]:
        raise Problem(
            f"rung cannot build observe here yet: {application['framework'][1]}, and no compose file with PostgreSQL",
            _by_hand(repo),
        )
    return answers


def _by_hand(repo: Repo) -> str:
    count = "count requests by route as http_request_duration_seconds {method, route, status} under /metrics"
    used = databases(repo)
    if used and POSTGRES not in used:
        return f"{count}; what statements cost rung reads from PostgreSQL alone, not from {', '.join(sorted(used))}"
    server = "set shared_preload_libraries=pg_stat_statements and track_io_timing=on on the server"
    return f"{server}, and {count}"


def _application(repo: Repo) -> Answers:
    app = repo.python
    kind, because = _framework(repo, app)
    if app is None or kind == "none":
        return {"framework": ("none", because)}
    if kind == "django":
        settings = app.settings_file or "settings.py"
        home = beside_settings(settings)
        module, statement = beside(repo, home, MODULE)
        package = statement.removeprefix("from ").partition(" import ")[0]
        dotted = f"{package}.{MODULE}" if statement.startswith("from ") else MODULE
        return {
            "framework": (kind, because),
            "module_file": (module, f"next to {home}"),
            "settings_file": (settings, "its MIDDLEWARE is edited"),
            "middleware": (f"{dotted}.RequestMetrics", "as Django imports its own modules"),
        }
    module, statement = beside(repo, app.app_file, MODULE)
    return {
        "framework": (kind, because),
        "module_file": (module, f"next to {app.app_file}"),
        "import_statement": (statement, "as the application imports its own modules"),
        "app_file": (app.app_file, "it makes the application"),
        "app_variable": _variable(repo, app),
    }


def _framework(repo: Repo, app: PythonApp | None) -> tuple[str, str]:
    if app is None or app.framework not in {"fastapi", "django"}:
        found = app.framework if app else "no FastAPI or Django application"
        return "none", f"requests can be measured for FastAPI and Django; found {found}"
    for package in MEASURERS:
        if found_at := declared(repo, package):
            return "none", f"{package} measures requests already ({found_at.place})"
    return app.framework, app.app_file or app.settings_file or ""


def _variable(repo: Repo, app: PythonApp) -> tuple[Value, str]:
    """The application's name, also inside a factory (`app = FastAPI(...)` in `create_app`)."""
    if app.app_variable:
        return app.app_variable, f"assigned in {app.app_file}"
    try:
        tree = ast.parse((repo.root / app.app_file).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return "app", "the usual name"
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func).rpartition(".")[2] == "FastAPI"
        ):
            return ast.unparse(node.targets[0]), f"{app.app_file}:{node.lineno}"
    return "app", "the usual name"


def _no_compose(reason: str) -> Answers:
    why = f"{reason}: Prometheus and the database's settings are yours to place"
    return {"compose_file": ("", why), "database_service": ("", why)}


def _compose(repo: Repo, file: ComposeFile, why: str) -> Answers:
    web, database = services.web(repo, file), services.postgres(file)
    running = next((one for one in file.services if "prom/prometheus" in one.image), None)
    answers: Answers = {
        "compose_file": (file.path, why),
        "database_service": (
            (database.name, services.place(file, database))
            if database
            else ("", f"{file.path} declares no PostgreSQL")
        ),
        "prometheus": (
            web is not None and running is None,
            f"{running.name} is there already ({services.place(file, running)}): it gets the scrape job"
            if running
            else services.place(file, web) if web else f"no service of {file.path} surely answers requests",
        ),
        "scrape_file": _scrape_file(repo, file, running) if running and web else ("", "not needed"),
        "prometheus_service": (services.free_name(file, "prometheus"), "a free name"),
        "prometheus_port": (services.free_port(file, PROMETHEUS_PORT), "a free port"),
    }  # fmt: skip
    if web:
        answers["web_service"] = (web.name, services.place(file, web))
        answers["web_port"] = services.inner_port(repo, web)
        answers["multiprocess"] = _multiprocess(repo)
        networks: list[Value] = [*services.shared_networks([web])]
        answers["networks"] = (networks, f"where {web.name} is" if networks else "the default one")
    return answers


def _scrape_file(repo: Repo, file: ComposeFile, running: Service) -> tuple[Value, str]:
    """The configuration of the Prometheus that is there, where it is a file of the project."""
    for volume in running.volumes:
        source = volume.partition(":")[0]
        path = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), source))
        for one in (path, f"{path}/prometheus.yml", f"{path}/prometheus.yaml"):
            if one in repo.files and one.endswith((".yml", ".yaml")):
                return one, f"{running.name} reads it ({services.place(file, running)})"
    return "", f"no file of the project is mounted as the configuration of {running.name}"


def _multiprocess(repo: Repo) -> tuple[Value, str]:
    for one in repo.processes:
        if one.role is Role.WEB and (one.processes or 1) > 1:
            return True, f"{one.processes} worker processes ({one.place})"
    return False, "one process answers requests"
