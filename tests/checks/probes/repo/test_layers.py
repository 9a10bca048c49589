"""Layers of settings by family: node-config, ASP.NET Core in YAML; and lists of dependencies by what installs them."""

from collections.abc import Callable

from checks.probes.repo import Repo, State

Laid = Callable[[dict[str, str]], Repo]
NODE = {"package.json": '{"dependencies": {"express": "5", "config": "3"}}', "index.js": ""}
CONFIG = {
    "config/default.json": '{\n "db": {"pool": 5, "host": "a"},\n "mail": {"enabled": false}\n}',
    "config/production.json": '{"db": {"pool": 20}}',
    "config/custom-environment-variables.json": '{"db": {"host": "DB_HOST"}}',
    "config/test.json": '{"db": {"pool": 1}}',
    "config/local-production.yaml": "db: {pool: 2}\n",
}


def test_node_config_has_layers_and_variables(repo_of: Laid) -> None:
    context = repo_of({**NODE, **CONFIG}).context
    pool, host = context.setting(".", "db.pool"), context.setting(".", "db.host")
    assert pool is not None
    assert (pool.value, str(pool.place), pool.state) == (
        "20",
        "config/production.json:1",
        State.ACTIVE,
    )
    assert host is not None
    assert (host.value, host.variable, host.state) == ("a", "DB_HOST", State.UNKNOWN_IN_PRODUCTION)
    mail = context.setting(".", "mail.enabled")
    assert mail is not None
    assert (mail.value, str(mail.place)) == ("false", "config/default.json:3")
    aside = {one.path: one.because for one in context.layers if one.state is State.INACTIVE}
    assert aside == {
        "config/test.json": "another environment",
        "config/local-production.yaml": "one instance",
    }


def test_a_config_folder_of_a_project_without_node_config_is_no_layer(repo_of: Laid) -> None:
    plain = {"package.json": '{"dependencies": {"express": "5"}}', "index.js": ""}
    assert repo_of({**plain, **CONFIG}).context.layers == ()
    tools = {"package.json": '{"devDependencies": {"config": "3"}}', "index.js": ""}
    assert repo_of({**tools, **CONFIG}).context.layers == ()


def test_configuration_that_is_a_program_or_broken_is_not_run(repo_of: Laid) -> None:
    files = {
        **NODE,
        "config/default.js": "module.exports = {a: 1}\n",
        "config/production.json": "{}",
    }
    assert repo_of(files).context.layers == ()
    repo = repo_of({**NODE, "config/default.json": "{", "config/default.js": ""})
    assert "config/default.json" in dict(repo.unread)


def test_asp_net_settings_may_be_yaml(repo_of: Laid) -> None:
    files = {
        "web/x.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
        "web/appsettings.yml": "Mail:\n  Host: a\n",
        "web/appsettings.Production.yml": "Mail:\n  Host: b\n",
        "web/appsettings.Development.yml": "Mail:\n  Host: c\n",
    }
    context = repo_of(files).context
    host = context.setting("web", "Mail:Host")
    assert host is not None
    assert (host.value, str(host.place)) == ("b", "web/appsettings.Production.yml:2")
    states = {one.path: one.state for one in context.layers}
    assert states["web/appsettings.Development.yml"] is State.INACTIVE


GROUPS = '[dependency-groups]\n{} = ["celery"]\n'


def test_a_group_that_says_production_is_installed_and_others_are_tools(repo_of: Laid) -> None:
    files = {"jobs.py": "import celery\n", "app.py": "from flask import Flask\napp = Flask('a')\n"}
    for group, expected in (
        ("main", 1),
        ("prod", 1),
        ("dev", 0),
        ("maintenance", 0),
        ("typing", 0),
    ):
        repo = repo_of({**files, "pyproject.toml": GROUPS.format(group)})
        assert len(repo.facts("queue")) == expected, group


def test_gradle_lists_in_brackets_are_read_to_their_end(repo_of: Laid) -> None:
    text = (
        "dependencies {\n  implementation(\n    'org.flywaydb:flyway-core',\n    // 'org.x:kafka-clients',\n  )\n"
        "  implementation('org.y:plain') {\n    exclude group: 'z', module: 'micrometer-registry-prometheus'\n  }\n"
        "  testImplementation(\n    'org.quartz-scheduler:quartz'\n  )\n}\n"
    )
    repo = repo_of({"build.gradle": text, "src/main/java/A.java": "class A {}\n"})
    assert [str(one.place) for one in repo.facts("migrations")] == ["build.gradle:3"]
    assert not any(repo.facts(name) for name in ("broker", "metrics", "scheduled_work"))
