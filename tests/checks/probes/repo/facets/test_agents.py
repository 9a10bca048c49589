"""Agents around a start command, and commands that only look like one."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo

Laid = Callable[[dict[str, str]], Repo]


def tracing(repo: Repo) -> list[tuple[str, str, str]]:
    """(value, place, state) of every agent that traces."""
    return [(str(one.value), str(one.place), one.state.value) for one in repo.facts("tracing")]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('CMD ["ddtrace-run", "gunicorn", "app:app"]', "Datadog"),
        ("CMD newrelic-admin run-program gunicorn app:app", "New Relic"),
        ('ENTRYPOINT ["opentelemetry-instrument", "uvicorn", "app:app"]', "OpenTelemetry"),
        (
            'CMD ["java", "-javaagent:/opt/opentelemetry-javaagent.jar", "-jar", "x.jar"]',
            "OpenTelemetry",
        ),
        ("ENV JAVA_TOOL_OPTIONS=-javaagent:/opt/dd-java-agent.jar", "Datadog"),
        ('CMD ["node", "--require", "dd-trace/init", "server.js"]', "Datadog"),
        (
            "ENV NODE_OPTIONS='--import @opentelemetry/auto-instrumentations-node/register'",
            "OpenTelemetry",
        ),
        ("ENV CORECLR_NEWRELIC_HOME=/usr/local/newrelic", "New Relic"),
    ],
)
def test_an_agent_of_an_image_traces(repo_of: Laid, line: str, value: str) -> None:
    assert tracing(repo_of({"Dockerfile": f"FROM x\n{line}\n"})) == [
        (value, "Dockerfile:2", "active")
    ]


@pytest.mark.parametrize(
    "line",
    [
        '# CMD ["ddtrace-run", "gunicorn", "app:app"]',
        "RUN pip install ddtrace newrelic && echo opentelemetry-instrument",
        "ENV DD_SERVICE=shop",
        'CMD ["java", "-javaagent:/opt/aspectjweaver.jar", "-jar", "x.jar"]',
        'CMD ["node", "--require", "./newrelic-off.js", "server.js"]',
        "COPY opentelemetry-javaagent.jar /opt/",
    ],
)
def test_other_lines_of_an_image_are_no_agents(repo_of: Laid, line: str) -> None:
    assert tracing(repo_of({"Dockerfile": f"FROM x\n{line}\n"})) == []


def test_an_image_for_developers_and_tests_speak_for_nothing(repo_of: Laid) -> None:
    text = 'FROM x\nCMD ["ddtrace-run", "gunicorn", "app:app"]\n'
    assert tracing(repo_of({"dev.Dockerfile": text, "tests/Dockerfile": text})) == []


def test_procfile_and_compose_are_start_commands_too(repo_of: Laid) -> None:
    compose = "services:\n  web:\n    image: me/x\n    ports: ['1:1']\n    command: ddtrace-run gunicorn a:b\n"
    files = {
        "Procfile": "# x\nweb: newrelic-admin run-program gunicorn a:b\n",
        "compose.yaml": compose,
    }
    assert tracing(repo_of(files)) == [
        ("Datadog", "compose.yaml:2", "active"),
        ("New Relic", "Procfile:2", "active"),
    ]


SCRIPT = '#!/bin/sh\nif [ -n "$KEY" ]; then\n  exec newrelic-admin run-program gunicorn a:b\nfi\nexec {}\n'
RECIPE = 'FROM x\nENTRYPOINT ["/start.sh"]\n'


def test_an_agent_under_a_condition_of_a_script_is_unknown(repo_of: Laid) -> None:
    files = {"Dockerfile": RECIPE, "start.sh": SCRIPT.format("gunicorn a:b")}
    assert tracing(repo_of(files)) == [("New Relic", "start.sh:3", "unknown_in_production")]


def test_a_script_that_nothing_starts_is_unknown_and_a_started_one_counts(repo_of: Laid) -> None:
    text = "#!/bin/sh\n# ddtrace-run was here\nexec ddtrace-run gunicorn a:b\n"
    assert tracing(repo_of({"start.sh": text})) == [
        ("Datadog", "start.sh:3", "unknown_in_production")
    ]
    assert tracing(repo_of({"start.sh": text, "Dockerfile": RECIPE})) == [
        ("Datadog", "start.sh:3", "active")
    ]


@pytest.mark.parametrize(
    "line", ["# ddtrace-run x", 'echo "ddtrace-run traces"', "printf ddtrace-run"]
)
def test_what_a_started_script_only_says_is_no_agent(repo_of: Laid, line: str) -> None:
    files = {
        "requirements.txt": "fastapi\n",
        "Dockerfile": 'FROM python:3.13\nCMD ["./start.sh"]\n',
        "start.sh": f"#!/bin/sh\n{line}\nexec uvicorn a:app\n",
    }
    assert not repo_of(files).facts("tracing")


POD = """apiVersion: apps/v1
kind: Deployment
metadata: {{name: shop, annotations: {{admission.datadoghq.com/java-lib.version: v1}}}}
spec:
  template:
    metadata:
      annotations:
        {annotation}
    spec:
      initContainers:
      - {{name: first, image: x, command: [ddtrace-run, migrate]}}
      containers:
      - name: web
        image: me/shop
        {container}
"""


def pod(annotation: str = "a: b", container: str = "stdin: true") -> str:
    """A Deployment of one container; what stands around the pod or before it speaks for nothing."""
    return POD.format(annotation=annotation, container=container)


@pytest.mark.parametrize(
    ("text", "value", "line"),
    [
        (pod('instrumentation.opentelemetry.io/inject-java: "true"'), "OpenTelemetry", 8),
        (pod("instrumentation.opentelemetry.io/inject-nodejs: observe/own"), "OpenTelemetry", 8),
        (pod("admission.datadoghq.com/python-lib.version: v2"), "Datadog", 8),
        (pod("co.elastic.apm/attach: java"), "Elastic APM", 8),
        (pod(container="command: [ddtrace-run, gunicorn, a]"), "Datadog", 13),
        (pod(container="args: [-javaagent:/o/opentelemetry-javaagent.jar]"), "OpenTelemetry", 13),
        (
            pod(container="env: [{name: NODE_OPTIONS, value: --require dd-trace/init}]"),
            "Datadog",
            13,
        ),
    ],
)
def test_an_agent_of_a_pod_traces(repo_of: Laid, text: str, value: str, line: int) -> None:
    told = tracing(repo_of({"k8s/shop.yaml": text}))
    assert told == [(value, f"k8s/shop.yaml:{line}", "active")]


@pytest.mark.parametrize(
    "text",
    [
        pod('instrumentation.opentelemetry.io/inject-java: "false"'),
        pod('instrumentation.opentelemetry.io/inject-sdk: "true"'),
        pod("instrumentation.opentelemetry.io/container-names: web"),
        pod(container="args: [-javaagent:/o/aspectjweaver.jar]"),
        pod(
            container="env: [{name: NODE_OPTIONS, valueFrom: {configMapKeyRef: {key: dd-trace/init}}}]"
        ),
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {run: ddtrace-run gunicorn}\n",
    ],
)
def test_other_lines_of_a_manifest_are_no_agents(repo_of: Laid, text: str) -> None:
    assert tracing(repo_of({"k8s/shop.yaml": text})) == []


def test_an_agent_of_a_pod_for_developers_is_inactive(repo_of: Laid) -> None:
    text = pod("co.elastic.apm/attach: java")
    assert tracing(repo_of({"k8s/dev/shop.yaml": text}))[0][2] == "inactive"
