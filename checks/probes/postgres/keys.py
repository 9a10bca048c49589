"""Foreign keys (pg_constraint) and how far integer sequences got (pg_sequences)."""

from checks.probes.postgres.reading import Reading
from checks.probes.postgres.relations import ForeignKey, Sequence, Unproven
from checks.probes.postgres.tables import OWN

LISTED = 10_000
ON_DELETE = {"a": "no action", "r": "restrict", "c": "cascade", "n": "set null", "d": "set default"}
LIMITS = {"smallint": 2**15 - 1, "integer": 2**31 - 1, "bigint": 2**63 - 1}

_FOREIGN = f"""
select n.nspname, t.relname, c.conname,
  array(select a.attname::text from unnest(c.conkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum order by k.place),
  fn.nspname, f.relname, c.confdeltype::text,
  array(select format_type(a.atttypid, a.atttypmod) from unnest(c.conkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum order by k.place),
  array(select format_type(a.atttypid, a.atttypmod) from unnest(c.confkey) with ordinality as k(attnum, place)
    join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum order by k.place)
from pg_constraint c
join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
join pg_class f on f.oid = c.confrelid join pg_namespace fn on fn.oid = f.relnamespace
where c.contype = 'f' and c.conparentid = 0 and {OWN}
order by 1, 2, 3 limit {LISTED}"""  # noqa: S608 (constants of this file)

# Only sequences that belong to a column (serial, identity): others say nothing of a column's type.
_SEQUENCES = f"""
select n.nspname, t.relname, a.attname, format_type(a.atttypid, null), s.last_value, s.max_value
from pg_depend d
join pg_class q on q.oid = d.objid and q.relkind = 'S'
join pg_namespace qn on qn.oid = q.relnamespace
join pg_class t on t.oid = d.refobjid join pg_namespace n on n.oid = t.relnamespace
join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
join pg_sequences s on s.schemaname = qn.nspname and s.sequencename = q.relname
where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
  and d.deptype in ('a', 'i') and s.last_value is not null and {OWN}
order by s.last_value desc, 1, 2 limit {LISTED}"""  # noqa: S608 (constants of this file)


_UNPROVEN = f"""
select n.nspname, t.relname, c.conname, c.contype::text
from pg_constraint c
join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
where not c.convalidated and c.contype in ('f', 'c', 'n') and {OWN} {{enforced}}
order by 1, 2, 3 limit {LISTED}"""  # noqa: S608 (constants of this file)
_CONSTRAINTS = f"""
select count(*) from pg_constraint c
join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
where c.contype in ('f', 'c', 'n') and {OWN}"""  # noqa: S608 (constants of this file)
KINDS = {"f": "foreign key", "c": "check", "n": "not null"}


def unproven(reading: Reading, version: int) -> tuple[Unproven, ...] | None:
    """Constraints that were never checked, or None with the reason in `reading.missing["unproven"]`.

    PostgreSQL 18 has constraints that are not enforced at all, by intent: those are left out.
    """
    query = _UNPROVEN.format(enforced="and c.conenforced" if version >= 180_000 else "")
    rows = reading.rows("unproven", query)
    if rows is None:
        return None
    return tuple(
        Unproven(schema=one[0], table=one[1], name=one[2], kind=KINDS[one[3]]) for one in rows
    )


def constraints_total(reading: Reading) -> int:
    """How many foreign keys and check constraints there are."""
    rows = reading.rows("constraints_total", _CONSTRAINTS)
    return int(rows[0][0]) if rows else 0


def foreign(reading: Reading) -> tuple[ForeignKey, ...]:
    """The foreign keys, by schema, table and name."""
    rows = reading.rows("foreign_keys", _FOREIGN) or ()
    return tuple(
        ForeignKey(
            schema=row[0],
            table=row[1],
            name=row[2],
            columns=tuple(row[3]),
            references_schema=row[4],
            references=row[5],
            on_delete=ON_DELETE.get(row[6], row[6]),
            types=tuple(row[7]),
            references_types=tuple(row[8]),
        )
        for row in rows
    )


def sequences(reading: Reading) -> tuple[Sequence, ...]:
    """The sequences in use, with the lower of the sequence's and its column's limit."""
    rows = reading.rows("sequences", _SEQUENCES) or ()
    return tuple(
        Sequence(
            schema=row[0],
            table=row[1],
            column=row[2],
            type=row[3],
            last=int(row[4]),
            limit=min(int(row[5]), LIMITS.get(row[3], int(row[5]))),
        )
        for row in rows
    )
