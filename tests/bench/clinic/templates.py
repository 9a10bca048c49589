"""The practices' statements, written before any advice on them: what is asked in an hour, and how often."""

# ruff: noqa: E501 (a statement stays one line, as an application would send it)
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from tests.bench.suite.templates import Template

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime(2025, 12, 20)


def _patient(random: Random, scale: float) -> int:
    return 1 + int(random.random() ** 2 * (200_000 * scale - 1))


def _day(random: Random) -> datetime:
    return datetime(2023, 1, 1) + DAY * random.randint(1, 1090)


def _practitioner(random: Random, _: float) -> tuple[Any, ...]:
    return (1 + int(random.random() ** 2 * 1999),)


def _of_day(random: Random, _: float) -> tuple[Any, ...]:
    day = _day(random)
    return random.randint(1, 2000), day, day + DAY


def _since(days: float) -> Any:
    return lambda random, _: (NOW - DAY * days * (0.5 + random.random()),)


TEMPLATES = (
    Template(name="day_list", calls=40_000, sql="select a.id, a.starts_at, a.status, p.name from appointments a join patients p on p.id = a.patient_id where a.practitioner_id = $1 and a.starts_at >= $2 and a.starts_at < $3 order by a.starts_at", values=_of_day),
    Template(name="next_free", calls=20_000, sql="select id, starts_at from appointments where practice_id = $1 and status = 'free' and starts_at > $2 order by starts_at limit 10", values=lambda r, s: (r.randint(1, 200), NOW)),
    Template(name="patient_by_number", calls=30_000, sql="select id, name, born from patients where insurance_number = $1", values=lambda r, s: (f"I{70_000_000 + _patient(r, s) * 7}",)),
    Template(name="patients_named", calls=15_000, beyond=True, sql="select id, name, born from patients where practice_id = $1 and lower(name) like lower($2) || '%' order by name limit 20", values=lambda r, s: (r.randint(1, 200), f"{r.randrange(256):02X}")),
    Template(name="patient_born", calls=5_000, sql="select id, name from patients where born = $1 and lower(name) = lower($2)", values=lambda r, s: (date(1930, 1, 1) + DAY * r.randint(0, 34_000), "Abc Def")),
    Template(name="history", calls=30_000, sql="select id, started_at, diagnosis from encounters where patient_id = $1 order by started_at desc limit 20", values=lambda r, s: (_patient(r, s),)),
    Template(name="values_of", calls=40_000, sql="select taken_at, value from observations where patient_id = $1 and code = $2 order by taken_at desc limit 50", values=lambda r, s: (_patient(r, s), f"C{r.randint(0, 80)}")),
    Template(name="latest_values", calls=12_000, sql="select distinct on (code) code, value, taken_at from observations where patient_id = $1 order by code, taken_at desc", values=lambda r, s: (_patient(r, s),)),
    Template(name="flagged", calls=600, beyond=True, sql="select patient_id, code, value from observations where flag is not null and taken_at > $1 order by taken_at desc limit 100", values=_since(3)),
    Template(name="prescribed", calls=25_000, sql="select id, drug, dose from prescriptions where patient_id = $1 and ended_at is null", values=lambda r, s: (_patient(r, s),)),
    Template(name="renewals", calls=800, sql="select p.id, p.drug, x.name from prescriptions p join patients x on x.id = p.patient_id where p.ended_at is null and p.renew_on between $1 and $2 and x.practice_id = $3", values=lambda r, s: ((d := _day(r).date()), d + 7 * DAY, r.randint(1, 200))),
    Template(name="unread", calls=60_000, sql="select count(*) from messages where to_practitioner = $1 and read_at is null", values=_practitioner),
    Template(name="thread", calls=10_000, sql="select id, body, sent_at from messages where thread_id = $1 order by sent_at", values=lambda r, s: (r.randint(1, int(150_000 * s)),)),
    Template(name="messages_with", calls=1_000, beyond=True, sql="select id, sent_at from messages where to_practitioner = $1 and body ilike '%' || $2 || '%' order by sent_at desc limit 20", values=lambda r, s: (1 + int(r.random() ** 2 * 1999), f"{r.randrange(1 << 24):06x}")),
    Template(name="missed", calls=60, sql="select practitioner_id, count(*) from appointments where status = 'missed' and starts_at >= $1 group by practitioner_id", values=_since(30)),
    Template(name="diagnoses", calls=60, sql="select diagnosis, count(*) from encounters where started_at >= $1 group by diagnosis order by count(*) desc limit 20", values=_since(10)),
    Template(name="tagged", calls=2_000, beyond=True, sql="select id from encounters where data @> $1", values=lambda r, s: (f'{{"tags": ["t{r.randint(0, 900)}"]}}',)),
    Template(name="book", calls=20_000, writes=True, sql="update appointments set status = 'booked', patient_id = $2 where id = $1", values=lambda r, s: (r.randint(1, int(1_200_000 * s)), _patient(r, s))),
    Template(name="observe", calls=50_000, writes=True, sql="insert into observations (id, patient_id, code, value, taken_at) values ($1, $2, $3, $4, $5)", values=lambda r, s: (10**9 + r.randrange(10**8), _patient(r, s), f"C{r.randint(0, 80)}", 1.5, NOW)),
    Template(name="read_message", calls=60_000, writes=True, sql="update messages set read_at = $2 where id = $1", values=lambda r, s: (r.randint(1, int(600_000 * s)), NOW)),
)  # fmt: skip
