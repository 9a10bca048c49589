"""Tables of the user's schemas (pg_class, pg_stat_all_tables): the largest, bounded."""

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.snapshot import Table

LISTED = 2000
OWN = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'"
"""Schemas of the user; tables of extensions are left out below."""

# Sizes touch the file system once a table, so the largest are chosen by pages first.
_TABLES = f"""
with chosen as materialized (
  select c.oid, n.nspname, c.relname, c.reltuples, c.relpages, c.relfrozenxid, c.relkind
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm') and {OWN}
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
      and d.objid = c.oid and d.deptype = 'e')
  order by c.relpages desc, n.nspname, c.relname limit {LISTED}
)
select t.nspname, t.relname, t.reltuples::float8, pg_table_size(t.oid), pg_total_relation_size(t.oid),
  coalesce(s.seq_scan, 0), coalesce(s.seq_tup_read, 0), coalesce(s.idx_scan, 0),
  coalesce(s.n_tup_ins, 0), coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0),
  coalesce(s.n_tup_hot_upd, 0), coalesce(s.n_live_tup, 0), coalesce(s.n_dead_tup, 0),
  coalesce(s.last_analyze, s.last_autoanalyze) is not null, age(t.relfrozenxid)
from chosen t left join pg_stat_all_tables s on s.relid = t.oid
order by 5 desc nulls last, 1, 2"""  # noqa: S608 (constants of this file)

_TOTAL = f"""
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and {OWN}"""  # noqa: S608 (constants of this file)


def read(reading: Reading) -> tuple[Table, ...]:
    """The largest tables, the largest first; a table dropped meanwhile has no size and is left out."""
    rows = reading.rows("tables", _TABLES) or ()
    return tuple(
        Table(
            schema=row[0],
            name=row[1],
            rows=int(row[2]) if row[2] > 0 or row[14] else max(int(row[2]), -1),
            bytes=int(row[3]),
            total_bytes=int(row[4]),
            seq_scans=row[5],
            seq_rows=row[6],
            index_scans=row[7],
            inserted=row[8],
            updated=row[9],
            deleted=row[10],
            hot_updated=row[11],
            live_rows=row[12],
            dead_rows=row[13],
            analyzed=row[14],
            xid_age=row[15],
        )
        for row in rows
        if row[4] is not None
    )


def total(reading: Reading) -> int:
    """How many tables there are, listed or not."""
    rows = reading.rows("tables_total", _TOTAL)
    return int(rows[0][0]) if rows else 0
