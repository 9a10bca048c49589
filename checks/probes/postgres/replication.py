"""Reads replication: pg_stat_replication, pg_replication_slots, pg_stat_wal_receiver, subscriptions."""

from checks.probes.postgres.copies import Receiver, Replication, Slot, Standby, Subscription
from checks.probes.postgres.reading import Reading

LISTED = 200

_HERE = "case when pg_is_in_recovery() then pg_last_wal_receive_lsn() else pg_current_wal_lsn() end"
_STANDBYS = f"""
select coalesce(nullif(application_name, ''), 'pid ' || pid), state, sync_state,
  greatest(pg_wal_lsn_diff({_HERE}, replay_lsn), 0)::float8, extract(epoch from replay_lag)::float8,
  age(backend_xmin)
from pg_stat_replication order by 4 desc nulls last, 1 limit {LISTED}"""  # noqa: S608 (constants of this file)

_SLOTS = f"""
select slot_name::text, slot_type, active, coalesce(database::text, ''),
  greatest(pg_wal_lsn_diff({_HERE}, restart_lsn), 0)::float8, {{status}},
  greatest(age(xmin), age(catalog_xmin)), temporary
from pg_replication_slots order by 5 desc nulls last, 1 limit {LISTED}"""  # noqa: S608 (constants of this file)

_RECEIVER = """
select coalesce((select count(*) > 0 from pg_stat_wal_receiver), false),
  coalesce(greatest(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()), 0), 0)::float8,
  case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
    else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) end::float8,
  pg_is_wal_replay_paused()
where pg_is_in_recovery()"""

_SUBSCRIPTIONS = f"""
select s.subname::text, s.subenabled,
  exists (select from pg_stat_subscription w where w.subid = s.oid and w.pid is not null),
  array(select r.srrelid::regclass::text from pg_subscription_rel r
    where r.srsubid = s.oid and r.srsubstate <> 'r' order by 1 limit 20), {{errors}}
from pg_subscription s where s.subdbid = (select oid from pg_database where datname = current_database())
order by 1 limit {LISTED}"""  # noqa: S608 (constants of this file)
_ERRORS = (
    "(select apply_error_count + sync_error_count from pg_stat_subscription_stats e"
    " where e.subid = s.oid)::int"
)


def read(reading: Reading, version: int) -> Replication:
    """What is known of copies; each part None with its reason in `reading.missing` where it is not."""
    return Replication(
        standbys=_standbys(reading),
        slots=_slots(reading, version),
        subscriptions=_subscriptions(reading, version),
        receiver=_receiver(reading),
    )


def _standbys(reading: Reading) -> tuple[Standby, ...] | None:
    rows = reading.rows("standbys", _STANDBYS)
    if rows is None:
        return None
    return tuple(
        Standby(
            name=one[0],
            state=one[1],
            sync=one[2],
            behind_bytes=None if one[3] is None else int(one[3]),
            lag_s=one[4],
            xid_age=one[5],
        )
        for one in rows
    )


def _slots(reading: Reading, version: int) -> tuple[Slot, ...] | None:
    status = "wal_status, safe_wal_size::float8" if version >= 130_000 else "null, null::float8"
    rows = reading.rows("slots", _SLOTS.format(status=status))
    if rows is None:
        return None
    return tuple(
        Slot(
            name=one[0],
            kind=one[1],
            active=one[2],
            database=one[3],
            kept_bytes=None if one[4] is None else int(one[4]),
            status=one[5],
            safe_bytes=None if one[6] is None else int(one[6]),
            xid_age=one[7],
            temporary=one[8],
        )
        for one in rows
    )


def _receiver(reading: Reading) -> Receiver | None:
    rows = reading.rows("receiver", _RECEIVER)
    if not rows:
        return None
    streaming, behind, lag_s, paused = rows[0]
    return Receiver(streaming=streaming, behind_bytes=int(behind), lag_s=lag_s, paused=paused)


def _subscriptions(reading: Reading, version: int) -> tuple[Subscription, ...] | None:
    errors = _ERRORS if version >= 150_000 else "null::int"
    rows = reading.rows("subscriptions", _SUBSCRIPTIONS.format(errors=errors))
    if rows is None:
        return None
    return tuple(
        Subscription(
            name=one[0],
            enabled=one[1],
            working=one[2],
            waiting_tables=tuple(one[3]),
            errors=one[4],
        )
        for one in rows
    )
