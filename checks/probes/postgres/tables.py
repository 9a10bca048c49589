"""Tables of the user's schemas (pg_class, pg_stat_all_tables): the largest, bounded."""

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.relations import Table

LISTED = 2000
BLOCK = "current_setting('block_size')::bigint"
IDENTITIES = {"d": "default", "i": "index", "f": "full", "n": "nothing"}
OWN = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_(toast|temp)'"
"""Schemas of the user; tables of extensions are left out below."""

LOCKED = """
  select relation from pg_locks
  where mode = 'AccessExclusiveLock' and relation is not null
    and database = (select oid from pg_database where datname = current_database())"""
"""Relations that somebody holds, or waits to hold, for himself alone: asking for their size would wait in the queue."""

# Sizes touch the file system once a table, so the largest are chosen by pages first.
_TABLES = f"""
with locked as materialized ({LOCKED}
), chosen as materialized (
  select c.oid, c.reltoastrelid, n.nspname, c.relname, c.reltuples, c.relpages, c.relfrozenxid, c.relkind,
    c.relispartition, c.relreplident, c.reloptions, c.relnatts
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'm') and {OWN}
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
      and d.objid = c.oid and d.deptype = 'e')
  order by c.relpages desc, n.nspname, c.relname limit {LISTED}
)
select t.nspname, t.relname, t.reltuples::float8,
  case when z.held then t.relpages * {{block}} else pg_table_size(t.oid) end,
  case when z.held then (t.relpages + z.pages) * {{block}} else pg_total_relation_size(t.oid) end,
  coalesce(s.seq_scan, 0), coalesce(s.seq_tup_read, 0), coalesce(s.idx_scan, 0),
  coalesce(s.n_tup_ins, 0), coalesce(s.n_tup_upd, 0), coalesce(s.n_tup_del, 0),
  coalesce(s.n_tup_hot_upd, 0), coalesce(s.n_live_tup, 0), coalesce(s.n_dead_tup, 0),
  coalesce(s.last_analyze, s.last_autoanalyze) is not null, age(t.relfrozenxid),
  coalesce(s.n_mod_since_analyze, 0), coalesce(s.last_vacuum, s.last_autovacuum) is not null, {{newpage}},
  exists (select from pg_index x where x.indrelid = t.oid and x.indisprimary),
  t.relreplident::text, t.relnatts,
  case when t.relispartition then 'partition' when t.relkind = 'm' then 'materialized view' else 'table' end,
  coalesce(t.reloptions, '{{{{}}}}'),
  exists (select from pg_publication p where (p.pubupdate or p.pubdelete) and (p.puballtables
    or exists (select from pg_publication_rel r where r.prpubid = p.oid and r.prrelid = t.oid)))
from chosen t left join pg_stat_all_tables s on s.relid = t.oid
cross join lateral (
  select coalesce(sum(i.relpages), 0) as pages,
    t.oid in (select relation from locked) or t.reltoastrelid in (select relation from locked)
    or coalesce(bool_or(i.oid in (select relation from locked)), false) as held
  from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = t.oid
) z
order by 5 desc nulls last, 1, 2"""  # noqa: S608 (constants of this file)

_TOTAL = f"""
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'm') and {OWN}"""  # noqa: S608 (constants of this file)


def read(reading: Reading, version: int) -> tuple[Table, ...]:
    """The largest tables, the largest first; a table dropped meanwhile has no size and is left out."""
    newpage = "coalesce(s.n_tup_newpage_upd, 0)" if version >= 160_000 else "0"
    rows = reading.rows("tables", _TABLES.format(newpage=newpage, block=BLOCK)) or ()
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
            changed=row[16],
            vacuumed=row[17],
            newpage_updated=row[18],
            primary_key=row[19],
            identity=IDENTITIES[row[20]],
            width=row[21],
            kind=row[22],
            options=tuple(row[23]),
            published=row[24],
        )
        for row in rows
        if row[4] is not None
    )


def total(reading: Reading) -> int:
    """How many tables there are, listed or not."""
    rows = reading.rows("tables_total", _TOTAL)
    return int(rows[0][0]) if rows else 0
