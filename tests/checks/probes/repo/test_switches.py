"""A library that waits for a switch: which settings count as one, and what they leave open."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, State

Laid = Callable[[dict[str, str]], Repo]
POM = "<project><dependencies><dependency><artifactId>{}</artifactId></dependency></dependencies></project>"
SPRING = "src/main/resources/application.properties"
JAVA = {"src/main/java/App.java": "class App {}\n"}
ACTIVE, UNKNOWN, INACTIVE = State.ACTIVE, State.UNKNOWN_IN_PRODUCTION, State.INACTIVE


def states(repo: Repo, name: str) -> dict[str, State]:
    """State by value of one facet."""
    return {str(one.value): one.state for one in repo.facts(name)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("management.prometheus.metrics.export.enabled=false", INACTIVE),
        ("management.prometheus.metrics.export.enabled=${PROMETHEUS:false}", UNKNOWN),
        ("app.prometheus-enabled=no", INACTIVE),
        ("management.prometheus.metrics.export.enabled=true", ACTIVE),
        ("management.prometheus.metrics.export.enabled=${PROMETHEUS:true}", ACTIVE),
        ("management.tracing.enabled=false", ACTIVE),
        ("app.prometheusque.enabled=false", ACTIVE),
        ("app.prometheus.enabled.since=false", ACTIVE),
        ("# management.prometheus.metrics.export.enabled=false", ACTIVE),
    ],
)
def test_a_switch_of_the_settings_speaks_for_its_library(
    repo_of: Laid, line: str, expected: State
) -> None:
    files = {"pom.xml": POM.format("micrometer-registry-prometheus"), SPRING: line + "\n", **JAVA}
    assert states(repo_of(files), "metrics") == {"Prometheus": expected}


def test_one_switch_that_is_on_is_enough(repo_of: Laid) -> None:
    files = {
        "pom.xml": POM.format("spring-kafka"),
        SPRING: "jobs.kafka.enabled=true\nevents.kafka.enabled=false\n",
        **JAVA,
    }
    assert states(repo_of(files), "queue") == {"Kafka": ACTIVE}
    files[SPRING] = "jobs.kafka.enabled=${JOBS:false}\nevents.kafka.enabled=false\n"
    assert states(repo_of(files), "queue") == {"Kafka": UNKNOWN}


def test_a_migration_is_often_started_by_the_projects_own_code(repo_of: Laid) -> None:
    files = {"pom.xml": POM.format("flyway-core"), SPRING: "spring.flyway.enabled=false\n", **JAVA}
    assert states(repo_of(files), "migrations") == {"Flyway": ACTIVE}


WEB = "services:\n  web:\n    image: me/shop\n    ports: ['80:80']\n    environment:\n      A: b\n"
QUEUE = {
    "package.json": '{"dependencies": {"express": "5", "bullmq": "5"}}',
    "index.js": "const {Queue} = require('bullmq')\n",
}


@pytest.mark.parametrize(
    "more", ["", "      REDIS_URL: ${REDIS_URL}\n", "      REDIS: ${REDIS:-}\n"]
)
def test_a_queue_is_a_choice_where_production_starts_no_redis(repo_of: Laid, more: str) -> None:
    assert states(repo_of({**QUEUE, "compose.yaml": WEB + more}), "queue") == {"BullMQ": UNKNOWN}


@pytest.mark.parametrize(
    "more",
    [
        "      REDIS_URL: redis://10.0.0.1\n",
        "      REDIS_URL: ${REDIS_URL:-redis://cache}\n",
        "      REDIS_URL: ${REDIS_URL:?must be set}\n",
        "    env_file: .env\n",
        "    command: run --redis 10.0.0.1\n",
        "  kv:\n    image: redis:7\n",
    ],
)
def test_a_redis_that_may_be_somewhere_leaves_the_queue_alone(repo_of: Laid, more: str) -> None:
    assert states(repo_of({**QUEUE, "compose.yaml": WEB + more}), "queue") == {"BullMQ": ACTIVE}


def test_an_image_that_holds_its_redis_and_no_compose_file_leave_it_alone(repo_of: Laid) -> None:
    inside = {"Dockerfile": "FROM debian\nRUN apt-get install -y redis-server\n"}
    assert states(repo_of({**QUEUE, **inside, "compose.yaml": WEB}), "queue") == {"BullMQ": ACTIVE}
    assert states(repo_of({**QUEUE, **inside}), "queue") == {"BullMQ": ACTIVE}


def test_a_file_for_developers_shows_nothing_of_production(repo_of: Laid) -> None:
    files = {**QUEUE, "docker-compose.dev.yml": WEB}
    assert states(repo_of(files), "queue") == {"BullMQ": ACTIVE}


KIT = {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["opentelemetry-sdk"]\n'}


def test_opentelemetry_is_metrics_only_where_something_measures(repo_of: Laid) -> None:
    traces = {"app.py": "from opentelemetry import trace\nfrom opentelemetry.sdk.trace import X\n"}
    assert states(repo_of({**KIT, **traces}), "metrics") == {}
    assert states(repo_of({**KIT, **traces}), "tracing") == {"OpenTelemetry": ACTIVE}
    counts = {"app.py": "from opentelemetry.sdk.metrics import MeterProvider\n"}
    assert states(repo_of({**KIT, **counts}), "metrics") == {"OpenTelemetry": ACTIVE}


NODE = '{"dependencies": {"express": "5", "prom-client": "15"}}'


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("if (process.env.PROMETHEUS_ENABLED === 'true') start()", UNKNOWN),
        ("if (process.env.ENABLE_METRICS) start()", UNKNOWN),
        ("const on = process.env['PROMETHEUS_EXPORTER_ENABLED'] === '1'", UNKNOWN),
        ("if (process.env.PROMETHEUS_ENABLED !== 'false') start()", ACTIVE),
        ("const on = process.env.PROMETHEUS_ENABLED ?? true", ACTIVE),
        ("const on = process.env.PROMETHEUS_ENABLED || 'true'", ACTIVE),
        ("const tls = process.env.PROMETHEUS_TLS_ENABLED === 'true'", ACTIVE),
        ("const on = process.env.SENTRY_ENABLED === 'true'", ACTIVE),
        ("const name = 'PROMETHEUS_ENABLED'", ACTIVE),
    ],
)
def test_a_variable_of_the_environment_is_a_switch(
    repo_of: Laid, line: str, expected: State
) -> None:
    files = {"package.json": NODE, "index.js": f"const prom = require('prom-client')\n{line}\n"}
    assert states(repo_of(files), "metrics") == {"Prometheus": expected}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('ON = getenv_boolean("OTEL_TRACING_ENABLED", False)', UNKNOWN),
        ('ON = os.environ.get("OTEL_ENABLED")', UNKNOWN),
        ('ON = env.bool("OTEL_ENABLED", default=True)', ACTIVE),
        ('ON = os.environ["OTEL_METRICS_ENABLED"]', ACTIVE),
        ('ON = env.bool("OTEL_ENABLED_FOR_TESTS")', ACTIVE),
    ],
)
def test_python_asks_the_environment_in_many_ways(
    repo_of: Laid, line: str, expected: State
) -> None:
    files = {**KIT, "app.py": f"from opentelemetry import trace\n{line}\n"}
    assert states(repo_of(files), "tracing") == {"OpenTelemetry": expected}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("if settings.OTEL_EXPORTER_OTLP_ENDPOINT:\n    start()", UNKNOWN),
        ("start() if os.environ.get('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') else None", UNKNOWN),
        ("ENDPOINT = os.environ['OTEL_EXPORTER_OTLP_ENDPOINT']", ACTIVE),
        ("# if OTEL_EXPORTER_OTLP_ENDPOINT is set, spans are sent", ACTIVE),
    ],
)
def test_a_condition_on_the_collectors_address_is_a_switch(
    repo_of: Laid, line: str, expected: State
) -> None:
    files = {**KIT, "app.py": f"from opentelemetry import trace\n{line}\n"}
    assert states(repo_of(files), "tracing") == {"OpenTelemetry": expected}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("if (process.env.REDIS_URL) connect()", UNKNOWN),
        ("const made = process.env.REDIS_HOST ? connect() : null", UNKNOWN),
        ("if (!process.env.REDIS_URL) throw new Error('needs a Redis')", ACTIVE),
        ("connect(process.env.REDIS_URL)", ACTIVE),
        ("connect(process.env.REDIS_URL ?? 'redis://localhost')", ACTIVE),
        ("// if (process.env.REDIS_URL) connect()", ACTIVE),
    ],
)
def test_a_program_that_asks_whether_there_is_a_redis_does_without(
    repo_of: Laid, line: str, expected: State
) -> None:
    script = f"const {{Queue}} = require('bullmq')\n{line}\n"
    assert states(repo_of({**QUEUE, "index.js": script}), "queue") == {"BullMQ": expected}


STATSD = {"manage.py": "", "requirements.txt": "statsd\n"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("if bool_from_env('COLLECT_METRICS'):\n    pass", UNKNOWN),
        ("USE_STATSD = env.bool('USE_STATSD', False)", UNKNOWN),
        ("USE_STATSD = env.bool('USE_STATSD', True)", ACTIVE),
        ("x = env.bool('COLLECT_METRICS_OF_ORDERS', False)", ACTIVE),
        ("x = env.bool('REUSE_STATSD', False)", ACTIVE),
        ("x = env.bool('USE_TZ', False)", ACTIVE),
    ],
)
def test_use_and_collect_are_switches(repo_of: Laid, line: str, expected: State) -> None:
    files = {**STATSD, "a.py": f"import statsd\n{line}\n"}
    assert states(repo_of(files), "metrics") == {"StatsD": expected}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("connect if ENV['REDIS_URL']", UNKNOWN),
        ("options[:url] = ENV['REDIS_URL'] if ENV['REDIS_URL']", ACTIVE),
        ("if ENV['REDIS_URL'].to_s.empty?\n  ENV['REDIS_URL'] = 'redis://127.0.0.1'\nend", ACTIVE),
    ],
)
def test_a_condition_on_the_address_alone_is_no_switch(
    repo_of: Laid, line: str, expected: State
) -> None:
    files = {
        "Gemfile": "gem 'rails'\ngem 'sidekiq'\n",
        "config/initializers/redis.rb": line + "\n",
    }
    assert states(repo_of(files), "queue") == {"Sidekiq": expected}
