"""Packages of npm."""

from checks.probes.repo.ecosystems import Says, of

NPM: Says = {
    **of(
        "framework",
        Express="express",
        NestJS="@nestjs/core",
        Fastify="fastify",
        Koa="koa",
        Hono="hono",
        AdonisJS="@adonisjs/core",
        Meteor="meteor-node-stubs",
    ),
    **of("framework", **{"Next.js": "next", "Nuxt": "nuxt", "hapi": "@hapi/hapi"}),
    **of(
        "framework",
        Remix="@remix-run/node @remix-run/server-runtime",
        SvelteKit="@sveltejs/adapter-node",
    ),
    **of(
        "frontend",
        React="react",
        Vue="vue",
        Svelte="svelte",
        Angular="@angular/core",
        Ember="ember-source",
    ),
    **of(
        "database",
        PostgreSQL="pg postgres @neondatabase/serverless",
        MySQL="mysql mysql2 mariadb",
        MongoDB="mongodb mongoose",
        SQLite="better-sqlite3 sqlite3",
    ),
    **of("database", **{"SQL Server": "mssql tedious"}),
    **of(
        "orm",
        Prisma="@prisma/client",
        TypeORM="typeorm",
        Sequelize="sequelize",
        Drizzle="drizzle-orm",
        Knex="knex",
        Mongoose="mongoose",
        MikroORM="@mikro-orm/core",
        Kysely="kysely",
    ),
    **of("key_value", Redis="redis ioredis @redis/client"),
    **of("cache", Memcached="memcached memjs"),
    **of(
        "cache",
        Redis="@keyv/redis cache-manager-redis-store cache-manager-redis-yet cache-manager-ioredis-yet",
    ),
    **of(
        "queue",
        BullMQ="bullmq @nestjs/bullmq",
        Bull="bull @nestjs/bull",
        Agenda="agenda",
    ),
    **of(
        "queue",
        **{"pg-boss": "pg-boss", "Graphile Worker": "graphile-worker", "Bee-Queue": "bee-queue"},
    ),
    **of(
        "metrics",
        Prometheus="prom-client express-prom-bundle",
        OpenTelemetry="@opentelemetry/sdk-node",
    ),
    **of("mail", Nodemailer="nodemailer", SendGrid="@sendgrid/mail", Resend="resend"),
}
