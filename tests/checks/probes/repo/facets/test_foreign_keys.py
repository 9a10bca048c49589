"""Foreign keys without an index, by the rules of each engine and mapper: what fires, and what is left alone."""

import pytest

from tests.checks.probes.repo.facets.told import Laid, Tree, states

FACET = "foreign_key_without_index"
GO = {"go.mod": "module a\n\nrequire github.com/jackc/pgx/v5 v5.0.0\n", "main.go": "package main\n"}
MYSQL = {"go.mod": "module a\n\nrequire github.com/go-sql-driver/mysql v1.0.0\n"}
BOTH = {
    "go.mod": "module a\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.0.0\n\tgithub.com/go-sql-driver/mysql v1.0.0\n)\n"
}
TABLES = "CREATE TABLE users (id bigserial PRIMARY KEY);\nCREATE TABLE posts (\n  id bigserial PRIMARY KEY,\n  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE\n);\n"
MIX = {
    "mix.exs": 'defmodule A.MixProject do\n  defp deps do\n    [\n      {:phoenix, "~> 1.7"},\n'
    '      {:ecto_sql, "~> 3.0"},\n      {:postgrex, "~> 1.0"}\n    ]\n  end\nend\n'
}
COMPOSER = {"composer.json": '{"require": {"laravel/framework": "11"}}'}
PGSQL = {"compose.yml": "services:\n  db:\n    image: postgres:16\n", ".env.example": "DB_CONNECTION=pgsql\n",
         "config/database.php": "<?php\nreturn ['default' => env('DB_CONNECTION', 'pgsql'), 'connections' => ['pgsql' => ['driver' => 'pgsql']]];\n"}  # fmt: skip
DRIZZLE = {"package.json": '{"dependencies": {"drizzle-orm": "1", "pg": "8"}}'}
TYPEORM = {"package.json": '{"dependencies": {"typeorm": "1", "pg": "8"}}'}


def step(number: int, body: str) -> Tree:
    return {f"db/migrations/{number:04}_a.up.sql": body}


def ecto(body: str, number: int = 1) -> Tree:
    return {f"priv/repo/migrations/2024010100000{number}_a.exs": f"defmodule M{number} do\n  use Ecto.Migration\n\n  def change do\n{body}\n  end\nend\n"}  # fmt: skip


POSTS = "    create table(:posts) do\n      add :user_id, references(:users, on_delete: :delete_all), null: false\n    end\n"


def laravel(body: str, number: int = 1, down: str = "") -> Tree:
    return {f"database/migrations/2024_01_0{number}_000000_a.php": f"<?php\nreturn new class extends Migration {{\n public function up(): void {{\n{body}\n }}\n public function down(): void {{\n{down}\n }}\n}};\n"}  # fmt: skip


CREATE = "Schema::create('posts', function (Blueprint $table) {\n $table->id();\n $table->foreignId('user_id')->constrained();\n});"


def drizzle(column: str, extra: str = "", maker: str = "pgTable") -> Tree:
    return {"src/schema.ts": f"export const posts = {maker}('posts', {{\n  userId: integer('user_id'){column},\n}}{extra});\n"}  # fmt: skip


REFERS = ".references(() => users.id)"


def typeorm(own: str = "", of_class: str = "", join: str = "") -> Tree:
    return {"src/post.entity.ts": f"@Entity('posts')\n{of_class}\nexport class Post {{\n  {own}\n  @ManyToOne(() => User)\n  {join}\n  user: User;\n}}\n"}  # fmt: skip


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({**GO, **step(1, TABLES)}, "posts.user_id"),
        (
            {**GO, **step(1, TABLES), **step(2, "CREATE INDEX i ON posts (created, user_id);")},
            "posts.user_id",
        ),
        (
            {**GO, **step(1, TABLES + "CREATE INDEX i ON posts (user_id);"), **step(2, "DROP INDEX i;")},
            "posts.user_id",
        ),
        (
            {**GO, **step(1, "CREATE TABLE a (b int); ALTER TABLE ONLY public.a\n  ADD CONSTRAINT c FOREIGN KEY (b) REFERENCES d(id);")},
            "a.b",
        ),
        ({**GO, **step(1, TABLES), **step(2, "ALTER TABLE posts RENAME TO notes;")}, "notes.user_id"),
        ({**MIX, **ecto(POSTS)}, "posts.user_id"),
        ({**MIX, **ecto(POSTS + "    create index(:posts, [:id, :user_id])")}, "posts.user_id"),
        ({**COMPOSER, **PGSQL, **laravel(CREATE)}, "posts.user_id"),
        (
            {**COMPOSER, **PGSQL, **laravel(CREATE), **laravel("", 2, "Schema::table('posts', function ($t) { $t->index('user_id'); });")},
            "posts.user_id",
        ),
        ({**DRIZZLE, **drizzle(REFERS)}, "posts.user_id"),
        (
            {**DRIZZLE, **drizzle(REFERS, ", (t) => [index('i').on(t.id, t.userId)]", "sqliteTable")},
            "posts.user_id",
        ),
        ({**TYPEORM, **typeorm()}, "posts.userId"),
        ({**TYPEORM, **typeorm(join="@JoinColumn({ name: 'author' })")}, "posts.author"),
    ],
)  # fmt: skip
def test_fires(repo_of: Laid, files: Tree, said: str) -> None:
    assert states(repo_of(files), FACET) == {said: "active"}


@pytest.mark.parametrize(
    "files",
    [
        {**MYSQL, **step(1, TABLES)},
        {**BOTH, **step(1, "CREATE TABLE a (b int REFERENCES c (id));")},
        {**BOTH, "db/migrations/mysql/1_a.sql": TABLES},
        {**GO, **step(1, TABLES.replace("posts", "`posts`"))},
        {**GO, **step(1, TABLES), **step(2, "CREATE UNIQUE INDEX CONCURRENTLY i ON public.posts USING btree (user_id, id);")},
        {**GO, **step(1, TABLES.replace("NOT NULL", "UNIQUE"))},
        {**GO, **step(1, TABLES.replace("id bigserial PRIMARY KEY,\n  user_id", "user_id").replace("CASCADE\n", "CASCADE,\n  PRIMARY KEY (user_id, id)\n"))},
        {**GO, **step(1, TABLES), **step(2, "DROP TABLE IF EXISTS posts;")},
        {**GO, **step(1, TABLES), **step(2, "ALTER TABLE posts DROP COLUMN user_id;")},
        {**GO, **step(1, TABLES), **step(2, "ALTER TABLE posts DROP CONSTRAINT posts_user_id_fkey;")},
        {**GO, **step(1, TABLES), **step(2, "DO $$ BEGIN CREATE INDEX i ON posts (user_id); END $$;")},
        {**GO, **step(1, "-- CREATE TABLE a (b int REFERENCES c);\nCREATE TABLE a (b jsonb DEFAULT ' REFERENCES c ');")},
        {**GO, "db/migrations/1_a.down.sql": TABLES, "db/migrations/1_a.up.sql": "SELECT 1;"},
        {**GO, "db/migrations/1_a.sql": f"-- +goose Up\nSELECT 1;\n-- +goose Down\n{TABLES}"},
        {**GO, "db/migrations/V10__b.sql": "CREATE INDEX i ON posts (user_id);", "db/migrations/V9__a.sql": TABLES},
        {**GO, "store/migration/0.9/00__a.sql": TABLES, "store/migration/0.10/00__a.sql": "DROP TABLE posts;"},
        {**GO, **step(1, TABLES + "CREATE INDEX i ON posts (user_id);"), **step(2, TABLES.replace("TABLE", "TABLE IF NOT EXISTS"))},
        {**GO, **step(1, TABLES), **step(2, "CREATE TABLE posts_new (user_id bigint); DROP TABLE posts; ALTER TABLE posts_new RENAME TO posts;")},
        {**BOTH, "db/migrations/1_a.sql": TABLES.replace("bigserial", "int"), "db/migrations/2_b.mysql.sql": "SELECT 1;"},
        {**GO, "tests/migrations/1_a.sql": TABLES},
        {**GO, "notes/a.sql": TABLES},
        {**MIX, **ecto(POSTS), **ecto("    create index(:posts, [:user_id])", 2)},
        {**MIX, **ecto(POSTS), **ecto("    create unique_index(\"posts\", [:user_id, :id], name: :x)", 2)},
        {**MIX, **ecto(POSTS), **ecto("    create index(:posts, ~w(user_id id)a)", 2)},
        {**MIX, **ecto(POSTS), **ecto("    for c <- [:user_id], do: create index(:posts, [c])", 2)},
        {**MIX, **ecto(POSTS), **ecto("    drop table(:posts)", 2)},
        {**MIX, **ecto(POSTS), **ecto("    execute \"CREATE INDEX i ON posts (user_id)\"", 2)},
        {**MIX, **ecto(POSTS.replace("null: false", "primary_key: true"))},
        {**MIX, **ecto("    # add :user_id, references(:users)\n    alter table(:posts) do\n      add :user_id, :integer\n    end")},
        {**{"mix.exs": MIX["mix.exs"].replace("postgrex", "myxql")}, **ecto(POSTS)},
        {**COMPOSER, **laravel(CREATE)},
        {**COMPOSER, "config/database.php": "<?php\nreturn ['default' => 'mysql'];\n", **laravel(CREATE)},
        {**COMPOSER, **PGSQL, **laravel(CREATE), **laravel("Schema::table('posts', function ($t) { $t->index(['user_id', 'id']); });", 2)},
        {**COMPOSER, **PGSQL, **laravel(CREATE.replace("->constrained()", "->unique()->constrained()"))},
        {**COMPOSER, **PGSQL, **laravel(CREATE), **laravel("Schema::dropIfExists('posts');", 2)},
        {**COMPOSER, **PGSQL, **laravel(CREATE), **laravel("Schema::table('posts', function ($t) { $t->dropForeign(['user_id']); });", 2)},
        {**COMPOSER, **PGSQL, **laravel(CREATE.replace("->constrained()", ""))},
        {**COMPOSER, **PGSQL, **laravel("", 1, CREATE)},
        {**DRIZZLE, **drizzle(REFERS, "", "mysqlTable")},
        {**DRIZZLE, **drizzle(REFERS, ", (t) => ({ i: uniqueIndex('i').on(t.userId, t.id) })")},
        {**DRIZZLE, **drizzle(REFERS, ", (t) => [primaryKey({ columns: [t.userId, t.id] })]")},
        {**DRIZZLE, **drizzle(".unique()" + REFERS)},
        {**DRIZZLE, **drizzle(REFERS, ", indexesOf")},
        {**DRIZZLE, **drizzle(REFERS), "drizzle/0001_a.sql": "CREATE INDEX i ON posts (user_id);"},
        {**TYPEORM, **typeorm(of_class="@Index(['user', 'created'])")},
        {**TYPEORM, **typeorm(own="@Index()\n  @Column()\n  userId: number;\n")},
        {**TYPEORM, **typeorm(own="@PrimaryColumn({ name: 'user_id' })\n  userId: number;\n", join="@JoinColumn({ name: 'user_id' })")},
        {**TYPEORM, **typeorm(), "src/migrations/1700000000000-a.ts": "q.query(`CREATE INDEX \"i\" ON \"posts\" (\"userId\")`);\n"},
        {**TYPEORM, **{"src/post.ts": typeorm()["src/post.entity.ts"].replace("ManyToOne", "OneToOne")}},
        {**TYPEORM, **{"src/base.ts": typeorm()["src/post.entity.ts"].replace("@Entity('posts')", "")}},
        {**{"package.json": TYPEORM["package.json"].replace("pg", "mysql2")}, **typeorm()},
    ],
)  # fmt: skip
def test_leaves_alone(repo_of: Laid, files: Tree) -> None:
    assert states(repo_of(files), FACET) == {}


def test_the_place_is_the_line_of_the_key(repo_of: Laid) -> None:
    (fact,) = repo_of({**GO, **step(1, TABLES)}).facts(FACET)
    assert str(fact.place) == "db/migrations/0001_a.up.sql:4"


MODEL = "from sqlalchemy import Column, ForeignKey, Index\nclass A(Base):\n    __tablename__ = 'a'\n    b = Column(ForeignKey('b.id'))\n"
PYTHON = {
    "app.py": "from fastapi import FastAPI\napp = FastAPI()\n",
    "requirements.txt": "fastapi\nsqlalchemy\nsqlmodel\n",
}
SQLMODEL = "from sqlmodel import Field, SQLModel\nclass A(SQLModel, table=True):\n    b: int = Field(foreign_key='b.id'{})\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.py": MODEL}, {"a.b": "active"}),
        ({"a.py": MODEL.replace("class A(", "class AMixin(")}, {}),
        ({"a.py": MODEL + "Index('i', A.b, A.c)\n"}, {}),
        ({"a.py": MODEL + "Index('i', A.c, A.b)\n"}, {"a.b": "active"}),
        ({"a.py": MODEL, "alembic/versions/1.py": "op.create_index(op.f('i'), 'a', ['b'])\n"}, {}),
        (
            {"a.py": MODEL, "alembic/versions/1.py": "op.create_index('i', 'a', ['c', 'b'])\n"},
            {"a.b": "active"},
        ),
        ({"a.py": SQLMODEL.format("")}, {"A.b": "active"}),
        ({"a.py": SQLMODEL.format(", index=True")}, {}),
    ],
)
def test_python(repo_of: Laid, files: Tree, said: dict[str, str]) -> None:
    assert states(repo_of({**PYTHON, **files}), FACET) == said


PRISMA = {"package.json": '{"dependencies": {"@prisma/client": "1"}}'}
POST = "model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('datasource db {\n  provider = "postgresql"\n}\n', {"Post.userId": "active"}),
        ('datasource db {\n  provider = "mysql"\n}\n', {}),
        ('datasource db {\n  provider = "postgresql"\n  relationMode = "prisma"\n}\n', {}),
    ],
)
def test_a_schema_of_prisma_in_several_files(
    repo_of: Laid, source: str, said: dict[str, str]
) -> None:
    files = {**PRISMA, "prisma/schema/a.prisma": source, "prisma/schema/post.prisma": POST}
    assert states(repo_of(files), FACET) == said
