"""Build the index people_mail_idx while the table stays writable.

Run it on the database itself: CREATE INDEX CONCURRENTLY does not pass a pooler in transaction mode. The models
do not know the index (makemigrations neither asks for it nor takes it away); this migration alone owns it.
"""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

FOUND = """
    SELECT i.indisvalid, ARRAY(
        SELECT a.attname::text
        FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, position)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
        WHERE k.position <= i.indnkeyatts
        ORDER BY k.position)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE c.relname = %s AND i.indrelid = to_regclass(%s)
"""


class AddIndexSafely(AddIndexConcurrently):
    """Replaces what an interrupted build left behind, can run again, and ends only with a valid index."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.collect_sql:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        table, columns = self._place(app_label, to_state)
        patience(schema_editor)
        found = self._found(schema_editor, table)
        if found and not found[0]:
            # An invalid index slows every write and serves no read.
            super().database_backwards(app_label, schema_editor, to_state, from_state)
        if not (found and found[0]):
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        if self._found(schema_editor, table) != (True, columns):
            raise RuntimeError(f"index {self.index.name} is missing, invalid, or on other columns")
        schema_editor.execute(f"ANALYZE {schema_editor.quote_name(table)}")
        patience(schema_editor, over=True)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        patience(schema_editor)
        super().database_backwards(app_label, schema_editor, from_state, to_state)
        patience(schema_editor, over=True)

    def _place(self, app_label, state):
        model = state.apps.get_model(app_label, self.model_name)
        columns = [model._meta.get_field(one).column for one in self.index.fields]
        return model._meta.db_table, columns

    def _found(self, schema_editor, table):
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(FOUND, [self.index.name, schema_editor.quote_name(table)])
            return cursor.fetchone()


def patience(schema_editor, over=False):
    """Wait 5 s for a lock (others queue behind it meanwhile), and as long as it takes for the build."""
    if over:
        schema_editor.execute("RESET lock_timeout")
        schema_editor.execute("RESET statement_timeout")
    else:
        schema_editor.execute("SET lock_timeout = '5s'")
        schema_editor.execute("SET statement_timeout = 0")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("shop", "0003_shop_comment_post_created_idx")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                AddIndexSafely(
                    model_name="person",
                    index=models.Index(fields=["email"], name="people_mail_idx"),
                )
            ]
        )
    ]
