"""Files that the instance keeps, pools of scripts, stores by name and routes in chains: what fires, and what does not."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

RAILS: Tree = {
    "Gemfile": "source 'x'\ngem 'rails'\ngem 'pg'\n",
    "config/application.rb": "module A\n  class Application < Rails::Application\n  end\nend\n",
}
PRODUCTION = "config/environments/production.rb"
ACTIVE, UNKNOWN = "active", "unknown_in_production"
ATTACHED = "uploads on the local disk (Active Storage)"


@pytest.mark.parametrize(
    ("path", "line", "said"),
    [
        (
            "config/initializers/shrine.rb",
            'X = Shrine::Storage::FileSystem.new("u")',
            {"files on the local disk (Shrine)": ACTIVE},
        ),
        (
            "config/initializers/shrine.rb",
            'X = a ? Shrine::Storage::S3.new : Shrine::Storage::FileSystem.new("u")',
            {"files on the local disk (Shrine)": UNKNOWN},
        ),
        (
            "app/uploaders/a.rb",
            "  storage :file",
            {"files on the local disk (CarrierWave)": ACTIVE},
        ),
        (
            PRODUCTION,
            '  config.active_storage.service = ENV.fetch("A", "local").to_sym',
            {ATTACHED: UNKNOWN},
        ),
        (
            PRODUCTION,
            "  config.active_storage.service = (ENV['A'] || :local).to_sym",
            {ATTACHED: UNKNOWN},
        ),
        (PRODUCTION, '  config.active_storage.service = ENV.fetch("A", "s3").to_sym', {}),
        (PRODUCTION, '  # config.active_storage.service = ENV.fetch("A", "local").to_sym', {}),
        ("config/environments/test.rb", "  config.active_storage.service = ENV['A'] || :local", {}),
        ("app/uploaders/a.rb", "  # storage :file", {}),
        ("spec/support/shrine.rb", 'Shrine::Storage::FileSystem.new("u")', {}),
        ("config/initializers/shrine.rb", "X = Shrine::Storage::S3.new", {}),
    ],
)
def test_ruby_keeps_files(repo_of: Laid, path: str, line: str, said: dict[str, str]) -> None:
    assert states(repo_of({**RAILS, path: f"{line}\n"}), "local_state") == said


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ('F = os.getenv("FS_BACKEND", "local")', "FS_BACKEND"),
        ('F = env.str("MEDIA_STORAGE_BACKEND", default="filesystem")', "MEDIA_STORAGE_BACKEND"),
        ('F = os.environ.get("UPLOAD_PROVIDER") or "local"', "UPLOAD_PROVIDER"),
        ('F = os.getenv("FS_BACKEND", "s3")', ""),
        ('F = os.getenv("FS_BACKEND")', ""),
        ('F = os.getenv("CACHE_BACKEND", "local")', ""),
        ('# F = os.getenv("FS_BACKEND", "local")', ""),
        ('F = os.getenv("PROFILE_TYPE", "local")', ""),
    ],
)
def test_a_variable_that_is_local_unless_somebody_sets_it(
    repo_of: Laid, line: str, kept: str
) -> None:
    files = {
        "requirements.txt": "flask\n",
        "app.py": f"import os\nfrom flask import Flask\napp = Flask('a')\n{line}\n",
    }
    said = {f"files on the local disk unless {kept} says otherwise": UNKNOWN} if kept else {}
    assert states(repo_of(files), "local_state") == said


SYMFONY: Tree = {
    "composer.json": '{"require": {"symfony/framework-bundle": "7", "doctrine/orm": "3", "doctrine/dbal": "4"}}',
    "bin/console": "#!/usr/bin/env php\n",
}
IMAGE = 'FROM php:8-apache\n{}\nCMD ["apache2-foreground"]\n'


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"Dockerfile": IMAGE.format('VOLUME ["/var/www/uploads"]')}, "/var/www/uploads"),
        ({"Dockerfile": IMAGE.format("VOLUME /data /var/cache")}, "/data"),
        ({"Dockerfile": IMAGE.format("VOLUME /var/log /tmp")}, ""),
        ({"Dockerfile.dev": IMAGE.format("VOLUME /data")}, ""),
        ({"Dockerfile": "FROM postgres:16\nVOLUME /data\n"}, ""),
        ({"Dockerfile": IMAGE.format("# VOLUME /data")}, ""),
    ],
)
def test_a_volume_of_the_image_that_serves(repo_of: Laid, files: Tree, kept: str) -> None:
    said = {f"files in {kept} (volumes of Dockerfile)": ACTIVE} if kept else {}
    assert states(repo_of({**SYMFONY, **files}), "local_state") == said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({".env": 'DATABASE_URL="sqlite:///%kernel.project_dir%/app.db"\n'}, {"SQLite"}),
        ({".env": "DATABASE_URL=mysql://a:b@db/c\n"}, {"MySQL"}),
        ({".env": "DATABASE_URL=pdo-pgsql://a:b@db/c\n"}, {"PostgreSQL"}),
        ({".env": "# DATABASE_URL=mysql://a:b@db/c\nOTHER_URL=mysql://a\n"}, set()),
        ({".env": "DATABASE_URL=\n"}, set()),
        (
            {
                "src/A.php": "<?php\n$p instanceof MySQLPlatform;\n$p instanceof PostgreSQLPlatform;\n"
            },
            {"MySQL", "PostgreSQL"},
        ),
        ({"src/A.php": "<?php\nif ($p instanceof AbstractMySQLPlatform) {}\n"}, set()),
        (
            {"tests/A.php": "<?php\n$p instanceof MySQLPlatform;\n$p instanceof SQLitePlatform;\n"},
            set(),
        ),
    ],
)
def test_engines_of_symfony(repo_of: Laid, files: Tree, said: set[str]) -> None:
    doctrine = {
        "config/packages/doctrine.yaml": "doctrine:\n  dbal:\n    url: '%env(resolve:DATABASE_URL)%'\n"
    }
    found = states(repo_of({**SYMFONY, **doctrine, **files}), "database")
    assert found == dict.fromkeys(said, UNKNOWN)


FRAMEWORK = "config/packages/framework.yaml"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "framework:\n  session:\n    handler_id: null\n    cookie_secure: auto\n",
            {"files": UNKNOWN},
        ),
        ("framework:\n  session: true\n", {"files": UNKNOWN}),
        (
            "framework:\n  session:\n    handler_id: session.handler.native_file\n",
            {"files": ACTIVE},
        ),
        ("framework:\n  session: false\n", {}),
        ("framework:\n  secret: a\n", {}),
        ("when@test:\n  framework:\n    session: true\n", {}),
        ("framework:\n  session:\n    storage_factory_id: app.own\n", {}),
    ],
)
def test_sessions_without_a_handler_are_phps_own(
    repo_of: Laid, text: str, said: dict[str, str]
) -> None:
    assert states(repo_of({**SYMFONY, FRAMEWORK: text}), "sessions") == said


LARAVEL: Tree = {
    "composer.json": '{"require": {"laravel/framework": "12"}}',
    "artisan": "#!/usr/bin/env php\n",
}
COMMAND = "<?php\n$schedule->command('a')->daily();\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"app/Console/Kernel.php": COMMAND}, True),
        ({"app/Providers/AppServiceProvider.php": COMMAND}, True),
        ({"packages/a/src/Providers/ShopServiceProvider.php": COMMAND}, True),
        ({"routes/console.php": "<?php\nSchedule::job(new A)->hourly();\n"}, True),
        ({"bootstrap/app.php": "<?php\n$schedule->call(fn () => 1)->daily();\n"}, True),
        ({"app/Console/Kernel.php": "<?php\n// $schedule->command('a')->daily();\n"}, False),
        ({"app/Models/Plan.php": COMMAND}, False),
        ({"tests/Console/Kernel.php": COMMAND}, False),
        ({"app/Console/Kernel.php": "<?php\n$schedule->save();\n"}, False),
    ],
)
def test_laravels_clock(repo_of: Laid, files: Tree, told: bool) -> None:
    said = {"Laravel schedule": ACTIVE} if told else {}
    assert states(repo_of({**LARAVEL, **files}), "scheduled_work") == said


def test_a_provider_may_declare_routes(repo_of: Laid) -> None:
    route = "<?php\nRoute::get('health-check/up', [A::class, 'up']);\n"
    named = {"app/Providers/RouteServiceProvider.php": route}
    assert states(repo_of({**LARAVEL, **named}), "health") == {"/health-check/up": ACTIVE}
    (repo_of({}).root / "app/Providers/RouteServiceProvider.php").unlink()
    assert states(repo_of({**LARAVEL, "app/Http/Client.php": route}), "health") == {}


def test_the_example_of_the_environment_names_an_engine(repo_of: Laid) -> None:
    config = {
        "config/database.php": "<?php\nreturn [\n    'default' => env('DB_CONNECTION', 'mysql'),\n];\n"
    }
    assert states(repo_of({**LARAVEL, **config}), "database") == {"MySQL": UNKNOWN}
    both = repo_of({**LARAVEL, **config, ".env.example": "DB_CONNECTION=pgsql\n"})
    assert states(both, "database") == {"MySQL": UNKNOWN, "PostgreSQL": UNKNOWN}
    none = repo_of(
        {**LARAVEL, **config, ".env.example": "#DB_CONNECTION=pgsql\nXDB_CONNECTION=pgsql\n"}
    )
    assert states(none, "database") == {"MySQL": UNKNOWN}


@pytest.mark.parametrize(
    ("disk", "said"),
    [
        ("'s3' => ['driver' => 's3'],", {"S3": UNKNOWN}),
        ("'local' => ['driver' => 'local'],", {}),
        ("'name' => 's3',", {}),
    ],
)
def test_flysystem_needs_a_disk(repo_of: Laid, disk: str, said: dict[str, str]) -> None:
    files = {
        **LARAVEL,
        "composer.json": '{"require": {"laravel/framework": "12", "league/flysystem-aws-s3-v3": "3"}}',
        "config/filesystems.php": f"<?php\nreturn ['disks' => [{disk}]];\n",
    }
    assert states(repo_of(files), "object_storage") == said


HONO: Tree = {"package.json": '{"dependencies": {"hono": "4", "pg": "8"}}'}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "import { Hono } from 'hono'\nconst app = new Hono()\n  .use(a)\n  .get('/health', b)\n",
            {"/health": ACTIVE},
        ),
        (
            "import { Hono } from 'hono'\nnew Hono()\n  .route('/healthz', b)\n",
            {"/healthz": ACTIVE},
        ),
        ("import axios from 'axios'\nclient\n  .get('/health', b)\n", {}),
        ("import { Hono } from 'hono'\nnew Hono()\n  .get('/healthy-food', b)\n", {}),
        ("import { Hono } from 'hono'\n// new Hono()\n//  .get('/health', b)\n", {}),
    ],
)
def test_a_route_in_a_chain(repo_of: Laid, text: str, said: dict[str, str]) -> None:
    assert states(repo_of({**HONO, "src/app.ts": text}), "health") == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "import { Pool } from 'pg'\nnew Pool({\n  host: 'a',\n  max: 20,\n})\n",
            {"20 connections": ACTIVE},
        ),
        (
            "import postgres from 'postgres'\npostgres(url, { max: env.POOL })\n",
            {"set when the server starts": UNKNOWN},
        ),
        (
            "import knex from 'knex'\nknex({ pool: { min: 1, max: 5 } })\n",
            {"5 connections": ACTIVE},
        ),
        ("import { Pool } from 'pg'\nnew Pool({ host: 'a' })\n", {}),
        ("import a from 'a'\nnew Pool({ max: 20 })\n", {}),
        ("import { Pool } from 'pg'\n// new Pool({ max: 20 })\n", {}),
        ("import { Pool } from 'pg'\nconst rule = { max: 20 }\n", {}),
    ],
)
def test_a_pool_of_scripts(repo_of: Laid, text: str, said: dict[str, str]) -> None:
    assert states(repo_of({**HONO, "src/things.ts": text}), "pool") == said


def test_a_file_of_settings_needs_no_import(repo_of: Laid) -> None:
    text = "module.exports = { pool: { min: 0, max: 8 } }\n"
    assert states(repo_of({**HONO, "knexfile.js": text}), "pool") == {"8 connections": ACTIVE}
