"""Facets of Node: what fires, and what is left alone."""

import json

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states


def package(*names: str, development: tuple[str, ...] = ()) -> str:
    """A package.json that depends on these."""
    return json.dumps(
        {
            "private": True,
            "dependencies": dict.fromkeys(names, "1"),
            "devDependencies": dict.fromkeys(development, "1"),
        }
    )


SCHEMA = """datasource db {
  provider = "postgresql"
}
model Post {
  id     Int  @id
  user   User @relation(fields: [userId], references: [id])
  userId Int
}
model User {
  id Int @id
}
"""


@pytest.mark.parametrize(
    ("facet", "packages", "files", "said"),
    [
        (
            "error_tracking",
            ["@sentry/node"],
            {"a.js": "const S = require('@sentry/node')\n"},
            {"Sentry": "active"},
        ),
        (
            "error_tracking",
            ["@sentry/node"],
            {"a.js": "// require('other')\n"},
            {"Sentry": "present_unused"},
        ),
        ("error_tracking", ["@sentry/react"], {"a.js": "import '@sentry/react'\n"}, {}),
        (
            "error_tracking",
            [],
            {"README.md": "@sentry/node\n", "a.test.js": "require('@sentry/node')\n"},
            {},
        ),
        (
            "tracing",
            ["dd-trace"],
            {"a.ts": "import tracer from 'dd-trace'\n"},
            {"Datadog": "active"},
        ),
        ("tracing", [], {"a.ts": "const s = 'dd-trace'\n"}, {}),
        ("tracing", ["newrelic-naming"], {"a.ts": "import 'newrelic-naming'\n"}, {}),
        ("structured_logs", ["pino"], {"a.js": "import pino from 'pino'\n"}, {"pino": "active"}),
        ("structured_logs", ["pino-pretty"], {"a.js": "import 'pino-pretty'\n"}, {}),
        ("structured_logs", [], {"a.js": "console.log('pino')\n"}, {}),
        (
            "rate_limit",
            ["express-rate-limit"],
            {"a.js": "import { rateLimit } from 'express-rate-limit'\napp.use(rateLimit({}))\n"},
            {"express-rate-limit": "active"},
        ),
        ("rate_limit", [], {"a.js": '// rateLimit({})\nconst x = "rateLimit({})"\n'}, {}),
        (
            "rate_limit",
            ["@nestjs/throttler"],
            {
                "a.ts": "import { ThrottlerModule } from '@nestjs/throttler'\n"
                "@Module({imports: [ThrottlerModule.forRoot([])]})\nclass A {}\n"
            },
            {"NestJS throttler": "active"},
        ),
        (
            "scheduled_work",
            ["node-cron"],
            {"a.js": "import cron from 'node-cron'\ncron.schedule('* * * * *', f)\n"},
            {"node-cron": "active"},
        ),
        (
            "scheduled_work",
            ["@nestjs/schedule"],
            {"a.ts": "class A {\n  @Cron('0 * * * *')\n  run() {}\n}\n"},
            {"NestJS schedule": "active"},
        ),
        ("scheduled_work", [], {"a.ts": "// @Cron('0 * * * *')\nsetTimeout(f, 5)\n"}, {}),
        ("scheduled_work", [], {"a.spec.ts": "cron.schedule('* * * * *', f)\n"}, {}),
        (
            "sessions",
            ["express-session"],
            {"a.js": "app.use(session({ secret: 'x' }))\n"},
            {"in one process only": "active"},
        ),
        (
            "sessions",
            ["express-session"],
            {"a.js": "app.use(session({ secret: 'x', store: new RedisStore() }))\n"},
            {"a shared store": "active"},
        ),
        ("sessions", [], {"a.js": "session({ secret: 'x' })\n"}, {}),
        ("health", ["express"], {"a.js": "app.get('/healthz', f)\n"}, {"/healthz": "active"}),
        (
            "health",
            ["express"],
            {
                "a.js": "// app.get('/healthz', f)\napp.get('/health-tips', f)\napp.get('/users/:id/ping', f)\n"
            },
            {},
        ),
        ("health", ["express"], {"client/a.js": "app.get('/healthz', f)\n"}, {}),
        (
            "health",
            ["@nestjs/core"],
            {"a.ts": "@Controller('health')\nclass A {}\n"},
            {"/health": "active"},
        ),
        (
            "health",
            ["next"],
            {"src/app/api/heartbeat/route.ts": "export function GET() {}\n"},
            {"/api/heartbeat": "active"},
        ),
        (
            "health",
            ["next"],
            {"src/app/api/health-tips/route.ts": "export function GET() {}\n"},
            {},
        ),
        (
            "cache",
            ["ioredis"],
            {"src/cache.ts": "import Redis from 'ioredis'\nawait c.set(k, v, 'EX', 60)\n"},
            {"Redis": "active"},
        ),
        (
            "cache",
            ["ioredis"],
            {"src/queue.ts": "import Redis from 'ioredis'\nawait c.set(k, v, 'EX', 60)\n"},
            {},
        ),
        (
            "cache",
            ["ioredis"],
            {"src/cache.ts": "import Redis from 'ioredis'\nconst m = new Map()\n"},
            {},
        ),
        (
            "queue",
            ["bullmq", "ioredis"],
            {"a.ts": "import { Queue } from 'bullmq'\n"},
            {"BullMQ": "active"},
        ),
        ("queue", ["bullmq"], {"a.ts": ""}, {"BullMQ": "present_unused"}),
        ("queue", ["@bull-board/api"], {"a.ts": "import '@bull-board/api'\n"}, {}),
        (
            "broker",
            ["kafkajs"],
            {"a.ts": "import { Kafka } from 'kafkajs'\n"},
            {"Kafka": "unknown_in_production"},
        ),
        (
            "broker",
            ["kafkajs"],
            {"a.test.ts": "import { Kafka } from 'kafkajs'\n"},
            {"Kafka": "present_unused"},
        ),
        (
            "object_storage",
            ["@aws-sdk/client-s3"],
            {"a.ts": "import { S3Client } from '@aws-sdk/client-s3'\n"},
            {"S3": "unknown_in_production"},
        ),
        ("object_storage", ["@aws-sdk/client-ses"], {"a.ts": "import '@aws-sdk/client-ses'\n"}, {}),
        ("object_storage", [], {"a.ts": "const s3 = 1\n"}, {}),
        (
            "migrations",
            ["@prisma/client"],
            {"prisma/migrations/20240101_a/migration.sql": ""},
            {"Prisma Migrate": "active"},
        ),
        ("migrations", [], {"prisma/migrations/20240101_a/migration.sql": ""}, {}),
        (
            "migrations",
            ["@prisma/client"],
            {"docs/prisma/migrations/20240101_a/migration.sql": ""},
            {},
        ),
        (
            "migrations",
            ["knex"],
            {"migrations/20240101000000_a.js": ""},
            {"Knex migrations": "active"},
        ),
        (
            "read_replica",
            ["sequelize"],
            {
                "src/db.ts": "new Sequelize({\n  replication: {\n    read: [],\n    write: {},\n  },\n})\n"
            },
            {"Node": "unknown_in_production"},
        ),
        (
            "read_replica",
            ["sequelize"],
            {"src/db.ts": "// replication: {\nconst replication = 1\n"},
            {},
        ),
        ("read_replica", ["mongodb"], {"src/db.ts": "const s = { replicationFactor: 3 }\n"}, {}),
        (
            "foreign_key_without_index",
            ["@prisma/client"],
            {"prisma/schema.prisma": SCHEMA},
            {"Post.userId": "active"},
        ),
        (
            "foreign_key_without_index",
            ["@prisma/client"],
            {
                "prisma/schema.prisma": SCHEMA.replace(
                    "  userId Int\n", "  userId Int\n  @@index([userId, id])\n"
                )
            },
            {},
        ),
        (
            "foreign_key_without_index",
            ["@prisma/client"],
            {"prisma/schema.prisma": SCHEMA.replace("  userId Int\n", "  userId Int @unique\n")},
            {},
        ),
        (
            "foreign_key_without_index",
            ["@prisma/client"],
            {"prisma/schema.prisma": SCHEMA.replace("postgresql", "mysql")},
            {},
        ),
        (
            "database",
            ["pg", "@clickhouse/client"],
            {},
            {"PostgreSQL": "active", "ClickHouse": "unknown_in_production"},
        ),
        ("framework", ["express", "electron"], {}, {}),
        ("load_test", [], {"tests/load/a.js": "import http from 'k6/http'\n"}, {"k6": "active"}),
        ("load_test", [], {"tests/load/a.js": "// k6/http\n"}, {}),
        ("load_test", [], {"src/reload.js": "import http from 'http'\n"}, {}),
        (
            "n_plus_one_guard",
            ["dataloader"],
            {"a.ts": "import DataLoader from 'dataloader'\n"},
            {"DataLoader": "active"},
        ),
        ("n_plus_one_guard", ["dataloader"], {"a.ts": ""}, {"DataLoader": "present_unused"}),
        ("frontend", ["vue"], {}, {"Vue": "active"}),
        (
            "frontend",
            ["vue", "nuxt"],
            {"nuxt.config.js": "export default {\n  target: 'static',\n}\n"},
            {"Vue": "active", "Nuxt": "active"},
        ),
        (
            "migrations",
            ["@prisma/client"],
            {"packages/db/migration/20230329205933_init/migration.sql": ""},
            {"Prisma Migrate": "active"},
        ),
        ("migrations", ["@prisma/client"], {"migration/notes/migration.sql": ""}, {}),
        (
            "migrations",
            ["typeorm"],
            {"src/migrations/postgres/1693891895163-Init.ts": ""},
            {"TypeORM migrations": "active"},
        ),
        ("migrations", ["typeorm"], {"src/migrations/a/b/1693891895163-Init.ts": ""}, {}),
        (
            "health",
            ["express"],
            {"a.js": "app.get('/status(/hooks)?', f)\n"},
            {"/status": "active"},
        ),
        ("health", ["express"], {"a.js": "app.get('/orders/status(/hooks)?', f)\n"}, {}),
        (
            "language",
            ["vue"],
            {"a.ts": "", "b.js": ""},
            {"TypeScript": "active", "JavaScript": "active"},
        ),
        ("language", ["vue"], {"vite.config.ts": "", "a.js": ""}, {"JavaScript": "active"}),
        ("language", ["vue"], {"types.d.ts": "", "a.vue": ""}, {"JavaScript": "active"}),
        ("language", [], {"prettier.config.js": "", "scripts/a.js": ""}, {}),
        ("language", ["vue"], {"vite.config.ts": "", "types.d.ts": ""}, {}),
        ("database", ["pg-format"], {}, {}),
        ("database", [], {"package.json": package("express", development=("pg",))}, {}),
        (
            "broker",
            ["kafkajs"],
            {"a.ts": "import { Kafka } from './kafkajs'\n"},
            {"Kafka": "present_unused"},
        ),
        ("sessions", ["express-session"], {"a.test.js": "app.use(session({ secret: 'x' }))\n"}, {}),
        (
            "rate_limit",
            ["@types/express-rate-limit"],
            {"a.js": "import { rateLimit } from './limit'\n"},
            {},
        ),
        (
            "n_plus_one_guard",
            ["dataloader"],
            {"a.ts": "import DataLoader from './dataloader'\nnew DataLoader(f)\n"},
            {"DataLoader": "present_unused"},
        ),
        ("frontend", ["vue-template-compiler"], {}, {}),
        ("frontend", ["express"], {"docs/package.json": package("react"), "docs/a.jsx": ""}, {}),
        ("metrics", ["prom-client"], {"a.ts": "import 'prom-client'\n"}, {"Prometheus": "active"}),
        (
            "metrics",
            ["prom-client"],
            {"a.test.ts": "import 'prom-client'\n"},
            {"Prometheus": "present_unused"},
        ),
        (
            "metrics",
            ["@opentelemetry/sdk-node"],
            {"a.ts": "import '@opentelemetry/sdk-node'\n"},
            {},
        ),
        ("key_value", ["redis"], {"a.ts": "import 'redis'\n"}, {"Redis": "active"}),
        ("key_value", ["redis-parser"], {"a.ts": "import 'redis-parser'\n"}, {}),
        (
            "key_value",
            ["redis"],
            {"a.ts": "/**\n * import 'redis'\n */\n"},
            {"Redis": "present_unused"},
        ),
        (
            "mail",
            ["nodemailer"],
            {"a.ts": "import * as mailer from 'nodemailer' // '*'\n"},
            {"Nodemailer": "active"},
        ),
        (
            "mail",
            ["nodemailer"],
            {"a.ts": "f() // import mailer from 'nodemailer'\n"},
            {"Nodemailer": "present_unused"},
        ),
        (
            "mail",
            ["nodemailer"],
            {"a.spec.ts": "import mailer from 'nodemailer'\n"},
            {"Nodemailer": "present_unused"},
        ),
        ("mail", ["nodemailer-html-to-text"], {"a.ts": "import 'nodemailer-html-to-text'\n"}, {}),
        (
            "pagination",
            ["nestjs-paginate"],
            {"a.ts": "import { a } from 'nestjs-paginate'\n"},
            {"nestjs-paginate": "active"},
        ),
        (
            "pagination",
            ["nestjs-paginate"],
            {"a.ts": "import { a } from './nestjs-paginate'\n"},
            {"nestjs-paginate": "present_unused"},
        ),
        ("pagination", ["react-paginate"], {"a.tsx": "import P from 'react-paginate'\n"}, {}),
        (
            "pool",
            ["pg"],
            {"a.ts": "import { Pool } from 'pg'\nnew Pool({ max: 20 })\n"},
            {"20 connections": "active"},
        ),
        ("pool", ["pg"], {"a.ts": "import { Pool } from 'pg'\n// new Pool({ max: 20 })\n"}, {}),
        ("pool", ["pg"], {"test/a.ts": "import { Pool } from 'pg'\nnew Pool({ max: 20 })\n"}, {}),
        (
            "outbound_timeout",
            ["express", "axios"],
            {"a.ts": "import e from 'express'\nimport axios from 'axios'\naxios.get('http://x')\n"},
            {"axios without a time-out": "active"},
        ),
        (
            "outbound_timeout",
            ["express", "axios"],
            {
                "a.ts": "import e from 'express'\nimport axios from 'axios'\n// axios.get('http://x')\n"
            },
            {},
        ),
        (
            "outbound_timeout",
            ["express", "axios"],
            {
                "a.ts": "import e from 'express'\nimport axios from 'axios'\naxios.defaults.timeout = 5\naxios.get('http://x')\n"
            },
            {},
        ),
    ],
)
def test_node(
    repo_of: Laid, facet: str, packages: list[str], files: Tree, said: dict[str, str]
) -> None:
    assert states(repo_of({"package.json": package(*packages), **files}), facet) == said


def test_a_front_end_for_development_counts_only_where_there_is_no_other(repo_of: Laid) -> None:
    alone = {"package.json": package("laravel-vite-plugin", development=("vue",))}
    assert states(repo_of(alone), "frontend") == {"Vue": "active"}
    beside = {"package.json": package("@angular/core", development=("react",))}
    assert states(repo_of(beside), "frontend") == {"Angular": "active"}
