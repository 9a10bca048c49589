"""Indexes of the user's tables (pg_index, pg_stat_all_indexes), with their key columns in order."""

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.relations import Index
from checks.probes.postgres.tables import BLOCK, LOCKED, OWN

LISTED = 5000

_INDEXES = f"""
with locked as materialized ({LOCKED}
)
select n.nspname, t.relname, i.relname,
  array(select case when k.attnum = 0 then '' else a.attname::text end
    from unnest(x.indkey::int2[]) with ordinality as k(attnum, place)
    left join pg_attribute a on a.attrelid = x.indrelid and a.attnum = k.attnum
    where k.place <= x.indnkeyatts order by k.place),
  case when x.indrelid in (select relation from locked) then ''
    else left(pg_get_indexdef(x.indexrelid), 2000) end, m.amname, x.indisunique, x.indisprimary,
  exists (select from pg_constraint c where c.conindid = x.indexrelid and c.contype in ('p', 'u', 'x')),
  x.indisvalid and x.indisready, x.indpred is not null,
  case when x.indexrelid in (select relation from locked) then i.relpages * {BLOCK}
    else pg_relation_size(x.indexrelid) end,
  coalesce(s.idx_scan, 0), (not x.indisvalid) and p.pid is not null,
  coalesce(s.idx_tup_read, 0), exists (select from pg_inherits h where h.inhrelid = x.indexrelid)
from pg_index x
join pg_class i on i.oid = x.indexrelid
join pg_class t on t.oid = x.indrelid
join pg_namespace n on n.oid = t.relnamespace
join pg_am m on m.oid = i.relam
left join pg_stat_all_indexes s on s.indexrelid = x.indexrelid
left join pg_stat_progress_create_index p on p.index_relid = x.indexrelid
where t.relkind in ('r', 'm') and {OWN}
order by i.relpages desc, n.nspname, i.relname limit {LISTED}"""  # noqa: S608 (constants of this file)


def read(reading: Reading) -> tuple[Index, ...]:
    """The indexes, the largest first."""
    rows = reading.rows("indexes", _INDEXES) or ()
    return tuple(
        Index(
            schema=row[0],
            table=row[1],
            name=row[2],
            columns=tuple(row[3]),
            definition=row[4],
            method=row[5],
            unique=row[6],
            primary=row[7],
            constraint=row[8],
            valid=row[9],
            partial=row[10],
            bytes=int(row[11] or 0),
            scans=row[12],
            being_built=row[13],
            entries_read=row[14],
            attached=row[15],
        )
        for row in rows
    )
