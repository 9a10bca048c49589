"""Schemas of the environment: which entries are switches, and for whom they speak."""

from collections.abc import Callable

import pytest

from checks.probes.repo import Repo, State

Laid = Callable[[dict[str, str]], Repo]
ACTIVE, UNKNOWN = State.ACTIVE, State.UNKNOWN_IN_PRODUCTION
SERVER = '{"dependencies": {"express": "5", "prom-client": "15"}}'
CODE = "import prom from 'prom-client'\nimport express from 'express'\nexpress()\n"


def states(repo: Repo, name: str) -> dict[str, State]:
    """State by value of one facet."""
    return {str(one.value): one.state for one in repo.facts(name)}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("METRICS_ENABLED: stringBool('false'),", UNKNOWN),
        ("METRICS_ENABLED: z.coerce.boolean().default(false),", UNKNOWN),
        ("PROMETHEUS_ENABLED: z\n    .enum(['true', 'false'])\n    .optional(),", UNKNOWN),
        ("ENABLE_METRICS: Joi.boolean().default(false),", UNKNOWN),
        ("METRICS_ENABLED: z.literal('true').optional(),", UNKNOWN),
        ("METRICS_ENABLED: stringBool('true'),", ACTIVE),
        ("METRICS_ENABLED: z\n    .boolean()\n    .default(true),", ACTIVE),
        ("METRICS_ENABLED: bool({ default: true }),", ACTIVE),
        ("METRICS_ENABLED: 'a text that explains',", ACTIVE),
        ("TLS_ENABLED: z.coerce.boolean().default(false),", ACTIVE),
        ("// METRICS_ENABLED: z.coerce.boolean().default(false),", ACTIVE),
    ],
)
def test_an_entry_that_is_off_by_default_is_a_switch(
    repo_of: Laid, entry: str, expected: State
) -> None:
    schema = (
        f"export const env = z.object({{\n  PORT: z.number(),\n  {entry}\n  B: z.string(),\n}})\n"
    )
    files = {"package.json": SERVER, "index.ts": CODE, "env.ts": schema}
    assert states(repo_of(files), "metrics") == {"Prometheus": expected}


QUEUE = '{"dependencies": {"express": "5", "ioredis": "5"}}'
REDIS = "import Redis from 'ioredis'\nimport express from 'express'\nexpress()\n"


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("REDIS_URL: z.string().url().optional(),", UNKNOWN),
        ("REDIS_URL: z.string().url(),", ACTIVE),
        ("REDIS_URL: z.string().optional().default('redis://localhost'),", ACTIVE),
        ("REDIS_PASSWORD: z.string().optional(),", ACTIVE),
    ],
)
def test_an_address_that_may_be_left_out_shows_that_the_program_does_without(
    repo_of: Laid, entry: str, expected: State
) -> None:
    files = {"package.json": QUEUE, "a.ts": REDIS, "env.ts": f"z.object({{\n  {entry}\n}})\n"}
    assert states(repo_of(files), "key_value") == {"Redis": expected}


def test_a_shared_package_speaks_for_every_script_and_an_application_for_itself(
    repo_of: Laid,
) -> None:
    files = {
        "apps/api/package.json": SERVER,
        "apps/api/index.ts": CODE,
        "shared/package.json": '{"dependencies": {"zod": "4"}}',
        "shared/env.ts": "z.object({\n  METRICS_ENABLED: z.boolean().default(false),\n})\n",
    }
    assert states(repo_of(files), "metrics") == {"Prometheus": UNKNOWN}
    other = {
        "apps/web/package.json": '{"dependencies": {"express": "5"}}',
        "apps/web/index.ts": "import express from 'express'\nexpress()\n",
        "apps/web/env.ts": files.pop("shared/env.ts"),
        "shared/env.ts": "export {}\n",
    }
    assert states(repo_of({**files, **other}), "metrics") == {"Prometheus": ACTIVE}


def test_a_schema_of_scripts_says_nothing_of_another_language(repo_of: Laid) -> None:
    files = {
        "api/requirements.txt": "fastapi\nredis\n",
        "api/main.py": "import redis\nfrom fastapi import FastAPI\napp = FastAPI()\n",
        "shared/package.json": '{"dependencies": {"zod": "4"}}',
        "shared/env.ts": "z.object({\n  REDIS_URL: z.string().optional(),\n})\n",
    }
    assert states(repo_of(files), "key_value") == {"Redis": ACTIVE}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('ENABLE_JOB_QUEUE = envtobool("ENABLE_JOB_QUEUE", False)', UNKNOWN),
        ('ENABLE_JOB_QUEUE = envtobool("ENABLE_JOB_QUEUE", True)', ACTIVE),
        ('ENABLE_JOB_QUEUE_REMOTE = envtobool("ENABLE_JOB_QUEUE_REMOTE", False)', ACTIVE),
        ('log("ENABLE_JOB_QUEUE", False)', ACTIVE),
    ],
)
def test_a_function_of_the_projects_own_asks_the_environment(
    repo_of: Laid, line: str, expected: State
) -> None:
    files = {
        "requirements.txt": "flask\nrq\n",
        "app.py": f"import rq\nfrom flask import Flask\napp = Flask(__name__)\n{line}\n",
    }
    assert states(repo_of(files), "queue") == {"RQ": expected}
