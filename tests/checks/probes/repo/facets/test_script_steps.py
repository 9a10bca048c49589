"""Migrations of Knex, Kysely and Sequelize, replayed: foreign keys that no index leads to, and those that one does."""

import pytest

from tests.checks.probes.repo.facets.told import Laid

POSTGRES = {"pg": "8", "express": "5"}


def bare(repo_of: Laid, mapper: str, *steps: str, driver: str = "pg") -> set[str]:
    """The keys without an index that these steps leave behind."""
    files = {f"db/migrations/{n:03}_step.ts": text for n, text in enumerate(steps, 1)}
    files["package.json"] = f'{{"dependencies": {{"{mapper}": "1", "{driver}": "8"}}}}'
    files["index.ts"] = f"import x from '{mapper}'\nimport y from '{driver}'\n"
    return {str(one.value) for one in repo_of(files).facts("foreign_key_without_index")}


KNEX = "exports.up = (knex) => knex.schema.createTable('posts', (table) => {{\n  table.increments();\n{}\n}});\n"
KEY = "  table.integer('user_id').unsigned().references('id').inTable('users')"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{KEY};", {"posts.user_id"}),
        ("  table.foreign('user_id').references('users.id')", {"posts.user_id"}),
        (f"{KEY}\n  table.index(['id', 'user_id'])", {"posts.user_id"}),
        (f"{KEY}\n  table.index('user_id'); table.dropIndex('user_id')", {"posts.user_id"}),
        (f"{KEY}.index();", set()),
        (f"{KEY};\n  table.index(['user_id', 'id'])", set()),
        (f"{KEY};\n  table.unique('user_id')", set()),
        (f"{KEY};\n  table.primary(['user_id', 'id'])", set()),
        (f"{KEY};\n  table.dropColumn('user_id')", set()),
        (f"// {KEY}", set()),
        ("  table.integer('user_id')", set()),
    ],
)
def test_knex(repo_of: Laid, body: str, expected: set[str]) -> None:
    assert bare(repo_of, "knex", KNEX.format(body)) == expected


def test_knex_follows_later_steps_and_no_way_back(repo_of: Laid) -> None:
    back = "exports.down = (knex) => knex.schema.dropTable('posts');\n"
    index = (
        "exports.up = (knex) => knex.schema.alterTable('posts', (t) => { t.index('user_id') })\n"
    )
    raw = "exports.up = (knex) => knex.raw('CREATE INDEX a ON posts (user_id)')\n// createTable(\n"
    assert bare(repo_of, "knex", KNEX.format(KEY) + back) == {"posts.user_id"}
    assert bare(repo_of, "knex", KNEX.format(KEY) + back, index) == set()
    assert bare(repo_of, "knex", KNEX.format(KEY) + back, raw + index) == set()
    assert bare(repo_of, "knex", "exports.up = () => knex.schema.dropTable('posts')\n") == set()


def test_mysql_makes_the_index_itself(repo_of: Laid) -> None:
    assert bare(repo_of, "knex", KNEX.format(KEY), driver="mysql2") == set()


KYSELY = """export async function up(db) {{
  await db.schema.createTable('posts')
    .addColumn('id', 'uuid', (col) => col.primaryKey())
    .addColumn('userId', 'uuid', (col) => col.references('users.id').notNull())
    {}
    .execute();
  {}
}}
export async function down(db) {{ await db.schema.dropTable('posts').execute(); }}
"""


@pytest.mark.parametrize(
    ("more", "after", "expected"),
    [
        ("", "", {"posts.userId"}),
        (
            "",
            "await db.schema.createIndex('a').on('posts').column('id').execute();",
            {"posts.userId"},
        ),
        (
            "",
            "await db.schema.createIndex('a').on('posts').columns(['userId', 'id']).execute();",
            set(),
        ),
        (".addUniqueConstraint('u', ['userId', 'id'])", "", set()),
        (".addPrimaryKeyConstraint('p', ['userId'])", "", set()),
        ("", "await db.schema.alterTable('posts').dropColumn('userId').execute();", set()),
        ("", "await db.schema.dropTable('posts').execute();", set()),
        (
            "",
            "await db.schema.alterTable('teams').addForeignKeyConstraint('f', ['owner'], 'users', ['id']).execute();",
            {"posts.userId", "teams.owner"},
        ),
    ],
)
def test_kysely(repo_of: Laid, more: str, after: str, expected: set[str]) -> None:
    assert bare(repo_of, "kysely", KYSELY.format(more, after)) == expected


SEQUELIZE = """module.exports = {{
  up: async (queryInterface, Sequelize) => {{
    await queryInterface.createTable("posts", {{
      id: {{ type: Sequelize.UUID, primaryKey: true }},
      userId: {{ type: Sequelize.UUID, references: {{ model: "users" }} {} }},
    }});
    {}
  }},
  down: async (queryInterface) => {{ await queryInterface.dropTable("posts"); }},
}};
"""


@pytest.mark.parametrize(
    ("more", "after", "expected"),
    [
        ("", "", {"posts.userId"}),
        ("", 'await queryInterface.addIndex("posts", ["id", "userId"]);', {"posts.userId"}),
        ("", 'await queryInterface.addIndex("posts", ["userId"]);', set()),
        ("", 'await queryInterface.addIndex("posts", { fields: ["userId", "id"] });', set()),
        (", unique: true", "", set()),
        (", unique: false", "", {"posts.userId"}),
        (
            "",
            'await queryInterface.addConstraint("posts", { fields: ["userId"], type: "unique" });',
            set(),
        ),
        ("", 'await queryInterface.removeColumn("posts", "userId");', set()),
        (
            "",
            'await queryInterface.addColumn("tags", "postId", { type: 1, references: { model: "posts" } });',
            {"posts.userId", "tags.postId"},
        ),
    ],
)
def test_sequelize(repo_of: Laid, more: str, after: str, expected: set[str]) -> None:
    assert bare(repo_of, "sequelize", SEQUELIZE.format(more, after)) == expected


def test_a_table_is_told_as_it_is_written(repo_of: Laid) -> None:
    step = KNEX.replace("'posts'", "'userKeys'").format(KEY)
    assert bare(repo_of, "knex", step) == {"userKeys.user_id"}
