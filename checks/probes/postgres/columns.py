"""The planner's statistics of columns (pg_stats), as far as this user may read the tables."""

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.relations import Column
from checks.probes.postgres.tables import OWN

LISTED = 5000

_COLUMNS = f"""
select n.nspname, t.relname, a.attname, format_type(a.atttypid, null), s.n_distinct::float8,
  s.null_frac::float8, coalesce(s.correlation, 0)::float8, coalesce(s.avg_width, 0)
from (
  select c.oid, c.relname, c.relnamespace, c.relpages from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm') and {OWN} order by c.relpages desc, c.oid limit 500
) t
join pg_namespace n on n.oid = t.relnamespace
join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
left join pg_stats s on s.schemaname = n.nspname and s.tablename = t.relname
  and s.attname = a.attname and not s.inherited
order by t.relpages desc, n.nspname, t.relname, a.attnum limit {LISTED}"""  # noqa: S608 (constants of this file)


def read(reading: Reading) -> tuple[Column, ...]:
    """The columns of the largest tables; `distinct` is 0 where there are no statistics to read."""
    rows = reading.rows("columns", _COLUMNS) or ()
    return tuple(
        Column(
            schema=row[0],
            table=row[1],
            name=row[2],
            type=row[3],
            distinct=row[4] or 0.0,
            null_share=row[5] or 0.0,
            correlation=row[6],
            width=row[7],
        )
        for row in rows
    )
