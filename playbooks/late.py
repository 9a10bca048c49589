"""What is short where answers are late: work that could be done later, the edge, the database's part, or not known."""

from dataclasses import replace

from checks.load import headroom
from checks.saturation import external_wait
from checks.shape import cacheable_pages, deferrable_work, static_bytes
from checks.vitals import Vitals
from playbooks.core import Because, Resource
from playbooks.named import Named, because, said

PROCESSORS = {
    "database_cpu": "the processor use of the database (database_cpu)",
    "app_cpu": "the processor use of the application (app_cpu)",
}


def elsewhere(vitals: Vitals) -> Named | None:
    deferrable = vitals.number("deferrable_share")
    if deferrable is not None and deferrable >= vitals.line(deferrable_work.NOTABLE):
        return said(Resource.EXTERNAL_WAIT, deferrable_work.check, vitals)
    bytes_out = said(Resource.EDGE, static_bytes.check, vitals) if late(vitals) else None
    return bytes_out or said(Resource.EXTERNAL_WAIT, external_wait.check, vitals)


def latency(vitals: Vitals) -> Named | None:
    """Answers are late and no processor is known to be full: what owns most of a request's time is short.

    All may be answered in time on average while those afar are not; then it is they who feel it.
    """
    felt = vitals.fact("symptom")
    afar = felt is not None and felt.value == "far_users"
    if not late(vitals):
        return said(Resource.EDGE, cacheable_pages.check, vitals) if afar else None
    median, work = vitals.number("p50_ms"), vitals.number("database_ms_per_request")
    if not median or work is None or database_part_small(vitals):
        return said(Resource.EDGE, cacheable_pages.check, vitals)
    text = (
        f"the 95th percentile of {vitals.number('p95_ms') or 0.0:.0f} ms is over {target(vitals):.0f} ms, and "
        f"{work:.0f} of {median:.0f} ms of a request are spent in the database"
    )
    facts = ("database_ms_per_request", "p50_ms", "p95_ms", "p95_target_ms")
    return Resource.DATABASE_CPU, because(vitals, text, *facts)


def database_part_small(vitals: Vitals) -> bool:
    """Whether it is known that the database has less than most of a request's time."""
    median, work = vitals.number("p50_ms"), vitals.number("database_ms_per_request")
    return (
        bool(median) and work is not None and work < vitals.line(external_wait.MOST) * (median or 0)
    )


def late(vitals: Vitals) -> bool:
    """Whether the 95th percentile is past what users were promised."""
    return (vitals.number("p95_ms") or 0.0) > target(vitals)


def target(vitals: Vitals) -> float:
    return vitals.number("p95_target_ms") or vitals.line(headroom.TARGET_MS)


def unexplained(vitals: Vitals) -> Because:
    text = (
        f"the 95th percentile of {vitals.number('p95_ms') or 0.0:.0f} ms is over {target(vitals):.0f} ms, "
        "and nothing that was measured is full"
    )
    found = because(vitals, text, "p95_ms", "p95_target_ms", *PROCESSORS)
    return replace(found, check="load.headroom")
