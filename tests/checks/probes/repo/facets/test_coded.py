"""What calls and annotations say in Node, Go, the JVM, PHP and .NET where no package does, and what they do not."""

import json

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

WEB = '<Project Sdk="Microsoft.NET.Sdk.Web"><ItemGroup></ItemGroup></Project>'


def node(*names: str) -> Tree:
    """A package.json that depends on these."""
    return {
        "package.json": json.dumps({"private": True, "dependencies": dict.fromkeys(names, "1")})
    }


def go(body: str) -> Tree:
    """A Go program with its module and this body."""
    return {
        "go.mod": "module x\ngo 1.23\n",
        "a.go": f'package main\nimport (\n\t"net/http"\n)\nfunc main() {{\n{body}\n}}\n',
    }


def spring(body: str, *more: str) -> Tree:
    """A Spring Boot project with one class."""
    lines = "\n".join(f'implementation("{one}")' for one in ("o.s:spring-boot-starter-web", *more))
    return {"build.gradle.kts": f"dependencies {{\n{lines}\n}}\n", "src/main/java/A.java": body}


def laravel(path: str, body: str) -> Tree:
    """A Laravel project with one file."""
    composer = json.dumps({"require": {"laravel/framework": "*", "guzzlehttp/guzzle": "*"}})
    return {"composer.json": composer, "artisan": "", path: "<?php\n" + body}


def net(body: str) -> Tree:
    """An ASP.NET Core project with one file."""
    return {"a.csproj": WEB, "A.cs": body + "\n"}


EXPRESS = node("express", "axios", "@prisma/client")
THREE = '\tm.HandleFunc("/a", f)\n\tm.HandleFunc("/b", f)\n\tm.HandleFunc("/c", f)\n'
SERVES = THREE + '\thttp.ListenAndServe(":80", m)'


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        ("health", {**EXPRESS, "a.js": "app.use('/healthz', f)\n"}, {"/healthz": "active"}),
        ("health", {**EXPRESS, "a.js": "app.use('/healthy', f)\n// app.use('/healthz', f)\n"}, {}),
        (
            "health",
            {**EXPRESS, "a.js": "server.route({ method: 'GET', path: '/healthz', handler: f })\n"},
            {"/healthz": "active"},
        ),
        ("health", {**EXPRESS, "a.js": "server.route({ path: '/users', tags: ['health'] })\n"}, {}),
        (
            "pagination",
            {**EXPRESS, "a.js": "db.post.findMany({\n  skip: 10,\n  take: 10,\n})\n"},
            {"limit and offset": "active"},
        ),
        ("pagination", {**EXPRESS, "a.js": "db.post.findMany({ take: 10 })\n"}, {}),
        ("pagination", {**EXPRESS, "a.js": "// db.post.findMany({ skip: 10 })\n"}, {}),
        ("pagination", {**EXPRESS, "client/a.js": "db.post.findMany({ skip: 10 })\n"}, {}),
        ("pagination", {**node("express"), "a.js": "$(x).limit(3).offset(2)\n"}, {}),
        (
            "outbound_timeout",
            {**EXPRESS, "a.js": "axios.get('http://x')\n"},
            {"axios without a time-out": "active"},
        ),
        ("outbound_timeout", {**EXPRESS, "a.js": "axios.get('http://x', { timeout: 5 })\n"}, {}),
        ("outbound_timeout", {**EXPRESS, "a.js": "axios.get('http://x', settings)\n"}, {}),
        ("outbound_timeout", {**EXPRESS, "a.js": "// axios.get('http://x')\nfetch('http://x')\n"}, {}),
        (
            "outbound_timeout",
            {**EXPRESS, "a.js": "axios.defaults.timeout = 5\naxios.get('http://x')\n"},
            {},
        ),
        ("outbound_timeout", {**node("react", "axios"), "a.js": "axios.get('http://x')\n"}, {}),
        (
            "cache",
            {**node("express", "node-cache"), "a.js": "import C from 'node-cache'\n"},
            {"in one process only": "inactive"},
        ),
        ("cache", {**node("express", "node-cache"), "a.js": "// 'node-cache'\n"}, {}),
        (
            "scheduled_work",
            {**EXPRESS, "server/scheduler.js": "setInterval(run, 1000)\n"},
            {"timers of its own": "active"},
        ),
        ("scheduled_work", {**EXPRESS, "server/poll.js": "setInterval(run, 1000)\n"}, {}),
        ("scheduled_work", {**EXPRESS, "client/scheduler.js": "setInterval(run, 1000)\n"}, {}),
        ("scheduled_work", {**EXPRESS, "server/scheduler.js": "// setInterval(run, 1000)\n"}, {}),
        ("migrations", {**node("express", "knex", "db-migrate"), "a.js": "import 'db-migrate'\n",
                        "server/migrations/20140101000000-a.js": "exports.up = k => k\n"}, {"db-migrate": "active"}),
        ("health", {**EXPRESS, "a.ts": "this.use('/health', new C().router)\n"}, {"/health": "active"}),
        ("health", {**EXPRESS, "a.ts": "app.use(`${base}/healthz`, f)\n"}, {"/healthz": "active"}),
        ("health", {**EXPRESS, "a.ts": "other.use('/health', f)\nthis.used('/health')\n"}, {}),
        (
            "migrations",
            {**node("express", "knex"), "server/migrations/2.0.0.js": "exports.up = k => k\n"},
            {"Knex migrations": "active"},
        ),
        ("migrations", {**node("express", "knex"), "server/migrations/index.js": "load('./2.0.0')\n"}, {}),
        ("health", go('\tr.Use(middleware.Heartbeat("/ping"))'), {"/ping": "active"}),
        ("health", go('\tr.Use(middleware.Heartbeats("/ping"))'), {}),
        (
            "health",
            go('\tm.HandleFunc("/plugins/x/health", f)\n\tm.HandleFunc("/healthz", f)'),
            {"/healthz": "active"},
        ),
        (
            "health",
            {**node("@react-router/node"), "app/routes/api+/health.ts": "export const loader = f\n"},
            {"/api/health": "active"},
        ),
        (
            "health",
            {**node("@react-router/node"), "app/routes/wealth.ts": "export const loader = f\n"},
            {},
        ),
        ("health", {**node("react"), "app/routes/health.ts": "export const loader = f\n"}, {}),
        (
            "rate_limit",
            {
                **EXPRESS,
                "lib/rate-limit.ts": "export const rateLimit = () => 1\n",
                "lib/login.ts": "import { rateLimit } from './rate-limit'\n",
            },
            {"its own rateLimit": "active"},
        ),
        ("rate_limit", {**EXPRESS, "lib/rate-limit.ts": "export const rateLimit = () => 1\n"}, {}),
        (
            "rate_limit",
            {
                **EXPRESS,
                "lib/errors.ts": "export class RateLimitError {}\n",
                "lib/login.ts": "import { RateLimitError } from './errors'\n",
            },
            {},
        ),
        (
            "test_runner",
            {**EXPRESS, "e2e/package.json": '{"devDependencies": {"@playwright/test": "1"}}'},
            {"Playwright": "active"},
        ),
        ("test_runner", {**EXPRESS, "e2e/package.json": '{"devDependencies": {"@playwright/test-ct": "1"}}'}, {}),
        (
            "test_runner",
            {**EXPRESS, "docs/package.json": '{"devDependencies": {"@playwright/test": "1"}}'},
            {},
        ),
        ("health", go('\tg.Match([]string{"GET", "HEAD"}, "/health", f)'), {"/health": "active"}),
        ("health", go('\tg.Match([]string{"GET"}, "/healthy-food", f)'), {}),
        ("structured_logs", go("\tl := slog.New(slog.NewTextHandler(io.Discard, nil))"), {}),
        ("n_plus_one_guard", laravel("tests/A.php", "Model::preventLazyLoading();\n"), {}),
        ("framework", go(SERVES), {"net/http": "active"}),
        (
            "framework",
            {"Cargo.toml": '[package]\nname = "a"\n[dependencies]\naxum = "1"\ntauri = "2"\n'},
            {},
        ),
        (
            "framework",
            {"Cargo.toml": '[package]\nname = "a"\n[dependencies]\naxum = "1"\n'},
            {"axum": "active"},
        ),
        (
            "health",
            laravel("bootstrap/app.php", "return Application::configure()->withRouting(\n    health: '/up',\n);\n")
            | {"routes/api.php": "<?php\nRoute::get('ping', 'A@b');\n"},
            {"/up": "active"},
        ),
        ("framework", go('\thttp.HandleFunc("/callback", f)\n\thttp.ListenAndServe(":1", nil)'), {}),
        (
            "framework",
            {**go(SERVES), "go.mod": "module x\ngo 1.23\nrequire github.com/go-chi/chi/v5 v5.0.0\n"},
            {"chi": "active"},
        ),
        ("framework", go("\t// http.ListenAndServe\n" + THREE), {}),
        ("mail", go("\tsmtp.SendMail(a, b, c, d, e)"), {"net/smtp": "active"}),
        ("mail", go('\t// smtp.SendMail(a)\n\tx := "smtp.SendMail("'), {}),
        ("mail", go("\tmysmtp.SendMailer(a)"), {}),
        (
            "outbound_timeout",
            go("\thttp.Get(url)"),
            {"http.DefaultClient without a time-out": "active"},
        ),
        ("outbound_timeout", go("\tclient.Get(url)\n\t// http.Get(url)"), {}),
        (
            "outbound_timeout",
            {"go.mod": "module x\n", "a.go": 'package main\nimport "x/own/http"\nfunc f() { http.Get(u) }\n'},
            {},
        ),
        ("pagination", go("\tdb.Limit(5).Offset(x).Find(&all)"), {"limit and offset": "active"}),
        (
            "pagination",
            {**go(""), "q.sql": "SELECT * FROM a ORDER BY id LIMIT $1 OFFSET $2;\n"},
            {"limit and offset": "active"},
        ),
        ("pagination", {**go(""), "q.sql": "SELECT * FROM a LIMIT 1 OFFSET 0;\n"}, {}),
        ("pagination", go("\tf.Seek(file.Offset, 0)"), {}),
        (
            "pagination",
            {**go(""), "q.sql": "DELETE FROM a WHERE id IN (SELECT id FROM a LIMIT $1 OFFSET $2);\n"},
            {},
        ),
        ("sessions", go("\ts := sessions.NewCookieStore(key)"), {"cookies": "active"}),
        ("sessions", go("\ts := sessions.NewThing(key)"), {}),
        (
            "pagination",
            spring("class A { Page<B> f(Pageable pageable) { return null; } }\n"),
            {"Spring Data": "active"},
        ),
        ("pagination", spring("// Pageable\nclass A { String s = \"Pageable p\"; }\n"), {}),
        ("pagination", spring("class A { void f(PageableThing p) {} }\n"), {}),
        (
            "cache",
            spring("@EnableCaching class A {}\n"),
            {"in one process only": "inactive"},
        ),
        (
            "cache",
            spring("@EnableCaching class A {}\n", "o.s:spring-boot-starter-data-redis"),
            {"Redis": "unknown_in_production"},
        ),
        ("cache", spring("// @EnableCaching\nclass A {}\n"), {}),
        ("rate_limit", spring("class A { @RateLimiter(name = \"a\") void f() {} }\n"), {"Resilience4j": "active"}),
        ("rate_limit", spring("class A {}\n", "io.github:resilience4j-spring-boot3"), {}),
        ("rate_limit", spring("class A { @RateLimiterLike void f() {} }\n"), {}),
        (
            "outbound_timeout",
            spring("class A { Object o = new RestTemplate(); }\n"),
            {"RestTemplate without a time-out": "active"},
        ),
        ("outbound_timeout", spring("class A { Object o = new RestTemplate(factory); }\n"), {}),
        ("outbound_timeout", spring("// new RestTemplate()\nclass A { Object o = new OkHttpClient(); }\n"), {}),
        (
            "structured_logs",
            {
                **spring("class A {}\n"),
                "src/main/resources/application.properties": "logging.structured.format.console=ecs\n",
            },
            {"Spring Boot JSON": "active"},
        ),
        (
            "structured_logs",
            {
                **spring("class A {}\n"),
                "src/main/resources/application.properties": "#logging.structured.format.console=ecs\n",
            },
            {},
        ),
        ("sessions", spring("class A {}\n", "o.s:spring-session-jdbc"), {"database": "active"}),
        ("sessions", spring("class A {}\n", "o.s:spring-session-docs"), {}),
        (
            "rate_limit",
            laravel("routes/web.php", "Route::get('/a', 'B@c')->middleware('throttle:60,1');\n"),
            {"Laravel": "active"},
        ),
        (
            "rate_limit",
            laravel("bootstrap/app.php", "$app->withMiddleware(fn($m) => $m->throttleApi());\n"),
            {"Laravel": "active"},
        ),
        ("rate_limit", laravel("routes/web.php", "// ->middleware('throttle:60,1');\n"), {}),
        ("rate_limit", laravel("resources/a.php", "$x = 'throttle: none';\n"), {}),
        ("mail", laravel("app/A.php", "Mail::to($u)->send(new B());\n"), {"Laravel mail": "active"}),
        ("mail", laravel("app/A.php", "return new MailMessage();\n"), {"Laravel mail": "active"}),
        ("mail", laravel("app/A.php", "// Mail::to($u)\n$m = new MailMessageView();\n"), {}),
        ("mail", laravel("tests/A.php", "Mail::to($u)->send(new B());\n"), {}),
        (
            "n_plus_one_guard",
            laravel("app/A.php", "Model::preventLazyLoading(! app()->isProduction());\n"),
            {"Eloquent": "active"},
        ),
        ("n_plus_one_guard", laravel("app/A.php", "// Model::preventLazyLoading();\n"), {}),
        (
            "outbound_timeout",
            laravel("app/A.php", "use GuzzleHttp\\Client;\n$c = new Client();\n"),
            {"Guzzle without a time-out": "active"},
        ),
        ("outbound_timeout", laravel("app/A.php", "use Elastic\\Client;\n$c = new Client();\n"), {}),
        (
            "outbound_timeout",
            laravel("app/A.php", "use GuzzleHttp\\Client;\n$c = new Client(['timeout' => 3]);\n"),
            {},
        ),
        (
            "pagination",
            net("class A { object F(int page) => db.Posts.Skip((page - 1) * 10).Take(10); }"),
            {"Skip and Take": "active"},
        ),
        (
            "pagination",
            {"a.csproj": WEB, "Migrations/A.cs": "class A { object F() => db.P.Skip(offset).Take(9); }\n"},
            {},
        ),
        ("pagination", net("class A { object F() => words.Skip(1).Take(2); }"), {}),
        ("pagination", net("// db.Posts.Skip(page).Take(10)"), {}),
        (
            "health",
            net('class A { void F() { app.UseHealthChecks("/health"); } }'),
            {"/health": "active"},
        ),
        ("health", net('class A { void F() { app.UseHealthCheckUi("/x"); } }'), {}),
        (
            "cache",
            net("class A { void F() { services.AddStackExchangeRedisCache(o => {}); } }"),
            {"Redis": "unknown_in_production"},
        ),
        (
            "cache",
            net("class A { void F() { services.AddDistributedMemoryCache(); } }"),
            {"in one process only": "inactive"},
        ),
        ("cache", net("// services.AddStackExchangeRedisCache(o => {})"), {}),
    ],
)  # fmt: skip
def test_coded(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said


DSN = "framework:\n  messenger:\n    transports:\n      async: '%s'\n"


@pytest.mark.parametrize(
    ("transport", "said"),
    [
        ("%env(MESSENGER_TRANSPORT_DSN)%", {"Symfony Messenger": "unknown_in_production"}),
        ("doctrine://default", {"Symfony Messenger": "active"}),
        ("sync://", {}),
        ("in-memory://", {}),
    ],
)
def test_a_transport_that_outlives_the_request_is_a_queue(
    repo_of: Laid, transport: str, said: dict[str, str]
) -> None:
    tree = {
        "composer.json": json.dumps({"require": {"symfony/framework-bundle": "*"}}),
        "bin/console": "",
        "config/packages/messenger.yaml": DSN % transport,
    }
    assert states(repo_of(tree), "queue") == said


STORES = """oneup_flysystem:
  adapters:
    default:
      local:
        location: x
    remote:
      awss3v3:
        client: y
"""


@pytest.mark.parametrize(
    ("facet", "name", "text", "said"),
    [
        ("object_storage", "oneup_flysystem", STORES, {"S3": "unknown_in_production"}),
        ("object_storage", "oneup_flysystem", STORES.replace("awss3v3", "sftp"), {}),
        ("object_storage", "other", STORES, {}),
        (
            "sessions",
            "framework",
            "framework:\n  session:\n    handler_id: App\\RedisSessionHandler\n",
            {"Redis": "active"},
        ),
        ("sessions", "framework", "framework:\n  session:\n    handler_id: App\\OwnHandler\n", {}),
    ],
)  # fmt: skip
def test_symfony(repo_of: Laid, facet: str, name: str, text: str, said: dict[str, str]) -> None:
    tree = {
        "composer.json": json.dumps({"require": {"symfony/framework-bundle": "*"}}),
        "bin/console": "",
        f"config/packages/{name}.yaml": text,
    }
    assert states(repo_of(tree), facet) == said


RUNS = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec: {containers: [{name: a, image: a}]}\n"
SCALES = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {maxReplicas: 3}\n"
CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n"
POOLED = """services:
  app:
    build: .
    ports: ['3000']
    environment: {DATABASE_URL: 'postgres://a@pool/a'}
  pool:
    image: edoburu/pgbouncer:1
"""
CRATE = '[package]\nname = "a"\n'
PROXY = """services:
  app:
    build: .
    ports: ['3000:3000']
  proxy:
    image: caddy:2
    command: caddy reverse-proxy --to app:3000
    ports: ['80:80']
"""
MONGO = """services:
  mongo:
    image: mongo
  viewer:
    image: mongo-express
    environment: {URL: 'mongodb://mongo'}
"""


@pytest.mark.parametrize(
    ("facet", "files", "said"),
    [
        ("key_value", {"Cargo.toml": CRATE + '[dependencies]\nredis = "1"\n'}, {"Redis": "active"}),
        ("key_value", {"Cargo.toml": CRATE + '[dev-dependencies]\nredis = "1"\n'}, {}),
        ("key_value", {"Cargo.toml": CRATE + '[dependencies]\nredis-protocol = "1"\n# redis = "1"\n'}, {}),
        ("kubernetes", {"k8s/a.yaml": RUNS}, {"manifests in k8s": "active"}),
        ("kubernetes", {"tests/k8s/a.yaml": RUNS}, {}),
        ("kubernetes", {"k8s/a.yaml": "# " + RUNS.replace("\n", "\n# ")}, {}),
        ("autoscaler", {"k8s/a.yaml": SCALES}, {"HorizontalPodAutoscaler": "active"}),
        ("autoscaler", {"docs/k8s/a.yaml": SCALES}, {}),
        ("autoscaler", {"k8s/a.yaml": RUNS + "# kind: HorizontalPodAutoscaler\n"}, {}),
        ("helm", {"chart/Chart.yaml": CHART}, {"shop": "active"}),
        ("helm", {"docs/chart/Chart.yaml": CHART}, {}),
        ("helm", {"chart/Chart.yaml.example": CHART}, {}),
        ("pooler", {"compose.yml": POOLED}, {"PgBouncer": "active"}),
        ("pooler", {"tests/compose.yml": POOLED}, {}),
        ("pooler", {"compose.yml": POOLED.replace("edoburu/pgbouncer", "prometheuscommunity/pgbouncer-exporter")}, {}),
        ("image", {"Dockerfile": "FROM a\n"}, {"1 stage, no user set, no health check": "active"}),
        ("image", {"Dockerfile": "# FROM a\n"}, {}),
        ("image", {"Dockerfile.md": "FROM a\n"}, {}),
        ("dockerfile", {"Dockerfile.md": "FROM a\n"}, {}),
        ("dockerfile", {"tests/fixtures/Dockerfile": "FROM a\n"}, {}),
        ("dockerfile", {"Dockerfile/readme.txt": "FROM a\n"}, {}),
        ("dockerfile", {"Dockerfile.web": "FROM a\n"}, {"Dockerfile.web": "active"}),
        ("gateway", {"tests/compose.yml": PROXY}, {}),
        ("gateway", {"compose.yml": PROXY.replace("image: caddy:2", "image: caddy-logs:2").replace("caddy reverse", "a reverse")}, {}),
        ("ci", {".drone.yml.example": "kind: pipeline\n"}, {}),
        ("gateway", {"compose.yml": PROXY}, {"Caddy": "active"}),
        ("gateway", {"compose.yml": PROXY.replace("app:3000\n", "other:3000\n", 1)}, {}),
        (
            "compose_file",
            {"distro/a/docker-compose.yml": PROXY, "distro/b/docker-compose.yml": PROXY},
            {
                "distro/a/docker-compose.yml": "unknown_in_production",
                "distro/b/docker-compose.yml": "unknown_in_production",
            },
        ),
        ("compose_file", {"docker-compose.yml": PROXY}, {"docker-compose.yml": "active"}),
        ("compose_file", {"tools/k6/docker-compose.yml": PROXY}, {"tools/k6/docker-compose.yml": "inactive"}),
        ("compose_file", {"tools/TestSuite/docker-compose.yml": PROXY}, {}),
        ("compose_file", {"ui/deploy-examples/docker-compose.yml": PROXY}, {}),
        ("database", {**node("express", "pg"), "extras/compose.yml": MONGO}, {"PostgreSQL": "active"}),
        (
            "database",
            {"build.gradle": "dependencies {\n implementation(libs.bundles.data)\n}\n",
             "gradle/libs.versions.toml": '[libraries]\npg = "org.postgresql:postgresql:1"\n[bundles]\ndata = ["pg"]\n'},
            {"PostgreSQL": "active"},
        ),
        (
            "database",
            {"build.gradle": "dependencies {\n implementation(libs.bundles.other)\n}\n",
             "gradle/libs.versions.toml": '[libraries]\npg = "org.postgresql:postgresql:1"\n[bundles]\ndata = ["pg"]\n'},
            {},
        ),
        (
            "framework",
            {"A.Tests/A.Tests.csproj": WEB, "A.Tests/docker-compose.yml": PROXY},
            {},
        ),
        ("framework", {"A.Testable/A.csproj": WEB}, {"ASP.NET Core": "active"}),
        (
            "database",
            {
                "A/A.csproj": WEB.replace("<ItemGroup>", '<ItemGroup><PackageReference Include="Npgsql" />'),
                "B/B.csproj": WEB.replace("<ItemGroup>", '<ItemGroup><PackageReference Include="MySqlConnector" />'),
            },
            {"PostgreSQL": "unknown_in_production", "MySQL": "unknown_in_production"},
        ),
        (
            "database",
            {
                "A/A.csproj": WEB.replace("<ItemGroup>", '<ItemGroup><PackageReference Include="Npgsql" />'),
                "B/B.csproj": WEB,
            },
            {"PostgreSQL": "active"},
        ),
        (
            "local_state",
            {"compose.yml": "services:\n  db:\n    build: ./pg\n    ports: ['5432:5432']\n"
             "    volumes: ['data:/var/lib/postgresql/data']\n"},
            {},
        ),
        (
            "compose_file",
            {"test-environments/a/compose.yml": PROXY},
            {},
        ),
        ("ci", {".drone.yml": "kind: pipeline\n"}, {"Drone": "active"}),
        ("ci", {"docs/.drone.yml": "kind: pipeline\n"}, {}),
        (
            "migrations",
            {**go(""), "store/migrations/0001_a.up.sql": "create table a (b int);\n"},
            {"SQL files": "active"},
        ),
        ("migrations", {**go(""), "store/seeds/0001_a.sql": "create table a (b int);\n"}, {}),
        (
            "migrations",
            {"package.json": "{}", "db/migrations/0001_a.sql": "create table a (b int);\n"},
            {},
        ),
    ],
)  # fmt: skip
def test_files(repo_of: Laid, facet: str, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of(files), facet) == said
