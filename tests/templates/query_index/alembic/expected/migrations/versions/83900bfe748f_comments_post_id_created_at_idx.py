"""Build the index comments_post_id_created_at_idx while the table stays writable.

filters on post_id in 83 % of execution time

Run it on the database itself: CREATE INDEX CONCURRENTLY does not pass a pooler in transaction mode.

Revision ID: 83900bfe748f
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = "83900bfe748f"
down_revision = None
branch_labels = None
depends_on = None

NAME = "comments_post_id_created_at_idx"
TABLE = "comments"
SCHEMA = None
COLUMNS = ["post_id", "created_at"]

FOUND = sa.text("""
    SELECT i.indisvalid, ARRAY(
        SELECT a.attname::text
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, position)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE k.position <= i.indnkeyatts
        ORDER BY k.position) AS columns
    FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE c.relname = :name AND t.relname = :table AND n.nspname = coalesce(:schema, current_schema())
""")


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5s'")
        op.execute("SET statement_timeout = 0")
        # A build that was interrupted leaves an invalid index: it slows every write and serves no read.
        found = _found()
        if found is not None and not found.indisvalid:
            _drop()
        op.create_index(
            NAME, TABLE, COLUMNS, schema=SCHEMA, if_not_exists=True, postgresql_concurrently=True
        )
        found = _found()
        if not op.get_context().as_sql and (
            found is None or not found.indisvalid or list(found.columns) != COLUMNS
        ):
            raise RuntimeError(f"index {NAME} is missing, invalid, or on other columns")
        op.execute(sa.text("ANALYZE \"comments\""))
        _reset()


def downgrade() -> None:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = '5s'")
        op.execute("SET statement_timeout = 0")
        _drop()
        _reset()


def _found():
    """The index of this name on this table; None while a script is only written (--sql)."""
    if op.get_context().as_sql:
        return None
    what = {"name": NAME, "table": TABLE, "schema": SCHEMA}
    return op.get_bind().execute(FOUND, what).one_or_none()


def _drop() -> None:
    op.drop_index(NAME, TABLE, schema=SCHEMA, if_exists=True, postgresql_concurrently=True)


def _reset() -> None:
    op.execute("RESET lock_timeout")
    op.execute("RESET statement_timeout")
