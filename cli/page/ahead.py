"""The JSON schema of what `assess --json` says of the time ahead: capacity, runways, carry.

Each is an answer with how sure it is, or a refusal with its reason; tests hold the program's own answers against it.
"""

from typing import Any

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TRUTH: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
RATE: Schema = {"type": "number", "minimum": 0, "description": "requests per second"}
MAYBE: Schema = {"type": ["number", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}


def schema() -> Schema:
    """The schemas of `capacity`, `runways` and `carry`, by name."""
    return {
        "capacity": _one_of(_capacity(), _refused(), "the load at which it breaks, now and after each rung"),
        "runways": {**_list_of(_runway()), "description": "days until each hard limit, nearest first"},
        "carry": {
            "anyOf": [{"type": "null"}, _chosen(), _refused()],
            "description": "the cheapest set for --carry; null where nobody asked",
        },
    }  # fmt: skip


def _capacity() -> Schema:
    return _closed(
        measured_at=RATE,
        now=_ability(),
        after=_list_of(_ability()),
        together={
            **_list_of(_ability()),
            "description": "the best two, three, four rungs, while another one carries more",
        },
        sure=_closed(
            load_points={**COUNT, "description": "loads that the figures rest on"},
            interval={**TRUTH, "description": "whether low and high are known: from three loads on"},
            loads={**_list_of(_load()), "description": "those loads, lightest first"},
            doubts=_list_of(_closed(
                why={"enum": ["one_load", "far", "idle", "sessions", "times", "told", "low_confidence"]},
                says=TEXT,
                settle={**TEXT, "description": "what would settle it"},
            )),
        ),
        scaling={
            "anyOf": [{"type": "null"}, _closed(
                contention=NUMBER, coherency=NUMBER, explained=NUMBER, peak_users=MAYBE,
                peak_low=MAYBE, peak_high=MAYBE, peak_rate=MAYBE,
            )],
            "description": "the universal scalability law; null under six load points with users or in_flight",
        },
        beyond={
            **_list_of(_closed(
                users=COUNT, rate=RATE, rate_low=RATE, rate_high=RATE,
                p95_ms=NUMBER, p95_low=NUMBER, p95_high=NUMBER, first=TEXT,
            )),
            "description": "more users than were watched; empty under three load points with users and p95_ms",
        },
    )  # fmt: skip


def _load() -> Schema:
    use = {**MAYBE, "description": "share from 0 to 1, as the vital of this name; null if unknown"}
    return _closed(
        requests_per_second=RATE,
        app_cpu=use,
        database_cpu=use,
        users={**MAYBE, "description": "who each waited for the answer"},
        p95_ms=MAYBE,
        p50_ms=MAYBE,
        in_flight={**MAYBE, "description": "requests at work at once on average"},
        where={**TEXT, "description": "this look, a person's file, or the query that recorded it"},
    )


def _ability() -> Schema:
    return _closed(
        rung=TEXT,
        safe={**RATE, "description": "with room: 70 % of most"},
        most={**RATE, "description": "the end, a rung counting with what must at least show"},
        low={
            **MAYBE,
            "description": "the end lies above this in nine cases of ten; null if unknown",
        },
        high={**MAYBE, "description": "and below this; null if unknown, or without an end"},
        hoped={**RATE, "description": "the end when the rung does all that its arithmetic expects"},
        first={**TEXT, "description": "what is full first then"},
        curve=_list_of({"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}),
    )


def _runway() -> Schema:
    return _closed(
        limit=TEXT,
        at={**NUMBER, "description": "share of the limit that counts as reached"},
        days={**NUMBER, "description": "expected (p50)"},
        days_bad_year={**MAYBE, "description": "p90: at growth_per_year_high; null where not told"},
        date={**TEXT, "format": "date", "description": "the day of `days`, from today"},
        date_bad_year={"type": ["string", "null"], "format": "date"},
        unless={**TEXT, "description": "what would keep it from coming; empty where nothing does"},
        sure={"enum": ["high", "medium", "low"]},
        rests_on=_list_of({"type": "object"}),
    )


def _chosen() -> Schema:
    part = _closed(rung=TEXT, amount=TEXT, cost=COUNT, days=NUMBER, more=NUMBER)
    money = _closed(
        currency=TEXT, once=NUMBER, per_month=NUMBER, months=NUMBER, total=NUMBER,
        lacking={**_list_of(TEXT), "description": "rungs without a price: then money did not choose"},
    )  # fmt: skip
    return _closed(
        target=RATE,
        carries={**RATE, "description": "with room"},
        low={**MAYBE, "description": "with room at the bad end; null if unknown"},
        first=TEXT,
        parts=_list_of(part),
        money={
            "anyOf": [{"type": "null"}, money],
            "description": "at the file's prices; null without",
        },
        budget={
            **MAYBE,
            "description": "budget_per_month where prices are lacking to judge it; else null",
        },
    )


def _refused() -> Schema:
    return _closed(why=TEXT, needs=_list_of(TEXT))


def _one_of(one: Schema, other: Schema, says: str) -> Schema:
    return {"anyOf": [one, other], "description": says}


def _list_of(one: Schema) -> Schema:
    return {"type": "array", "items": one}


def _closed(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
