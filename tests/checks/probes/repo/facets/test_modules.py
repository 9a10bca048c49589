"""Modules of Maven that ship together, and what stands beside the server."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

JAVA = "src/main/java/A.java"


def pom(name: str, *needs: str, scope: str = "") -> str:
    """A module with these dependencies, all of one scope."""
    scoped = f"<scope>{scope}</scope>" if scope else ""
    below = (f"<dependency><artifactId>{one}</artifactId>{scoped}</dependency>" for one in needs)
    return f"<project><artifactId>{name}</artifactId>\n<dependencies>\n{''.join(below)}\n</dependencies></project>"


def modules(**poms: str) -> Tree:
    """A build of modules, each with a class."""
    files: Tree = {}
    for name, text in poms.items():
        files |= {f"{name}/pom.xml": text, f"{name}/{JAVA}": "class A {}\n"}
    return files


WEB = "spring-boot-starter-web"


def test_a_converter_beside_the_server_is_no_choice_of_its_database(repo_of: Laid) -> None:
    converter = pom("converter", "mssql-jdbc", "postgresql")
    tree = modules(server=pom("server", WEB, "postgresql"), converter=converter)
    found = [one for one in repo_of(tree).facts("database") if str(one.place).startswith("server")]
    assert [(one.value, one.state.value) for one in found] == [("PostgreSQL", "active")]


def test_stores_that_the_server_is_built_with_are_its_choices(repo_of: Laid) -> None:
    tree = modules(
        server=pom("server", WEB, "on-mysql", "on-postgres"),
        mysql=pom("on-mysql", "mysql-connector-j"),
        postgres=pom("on-postgres", "postgresql"),
    )
    unknown = "unknown_in_production"
    assert states(repo_of(tree), "database") == {"MySQL": unknown, "PostgreSQL": unknown}


def test_a_report_that_needs_every_module_joins_no_programs(repo_of: Laid) -> None:
    tree = modules(server=pom("server", WEB, "postgresql"), tool=pom("tool", "mssql-jdbc"))
    tree["coverage/pom.xml"] = pom("coverage", "server", "tool")
    assert states(repo_of(tree), "database")["PostgreSQL"] == "active"


def test_a_client_for_others_names_no_broker_of_the_server(repo_of: Laid) -> None:
    tree = modules(server=pom("server", WEB, "kafka-clients"), client=pom("client", "jnats"))
    assert states(repo_of(tree), "broker") == {"Kafka": "unknown_in_production"}


def test_a_worker_without_a_server_beside_it_tells_its_broker(repo_of: Laid) -> None:
    tree = modules(worker=pom("worker", "jnats"))
    assert states(repo_of(tree), "broker") == {"NATS": "unknown_in_production"}


@pytest.mark.parametrize(
    ("needs", "scope", "said"),
    [
        (["jetty-server", "jersey-container-servlet"], "", {"Jetty": "active", "Jersey": "active"}),
        (["jetty-server", WEB], "", {"Spring Boot": "active"}),
        (["jetty-server"], "test", {}),
        (["jetty-server"], "provided", {}),
        ([WEB], "provided", {}),
        (["jetty-util"], "", {}),
    ],
)
def test_a_bare_server_serves_where_no_framework_is(
    repo_of: Laid, needs: list[str], scope: str, said: dict[str, str]
) -> None:
    repo = repo_of({"pom.xml": pom("a", *needs, scope=scope), JAVA: "class A {}\n"})
    assert states(repo, "framework") == said
    assert repo.applicable is bool(said)


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("implementation('c.m:mssql-jdbc:1')", {"SQL Server": "active"}),
        ("constraints {\n  implementation('c.m:mssql-jdbc:1') {\n   because 'x'\n  }\n }", {}),
        ("dependencyManagement {\n  implementation('c.m:mssql-jdbc:1')\n }", {}),
        ("constraints { }\n implementation('c.m:mssql-jdbc:1')", {"SQL Server": "active"}),
    ],
)
def test_a_constraint_installs_nothing(repo_of: Laid, block: str, said: dict[str, str]) -> None:
    assert states(repo_of({"build.gradle": f"dependencies {{\n {block}\n}}\n"}), "database") == said
