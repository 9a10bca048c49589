"""Answers are read as the vital's unit asks, and a wrong one says how to write it."""

import pytest

from checks.core import Problem, Scalar
from checks.probes.told import look


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("requests_per_second", "40", 40),
        ("requests_per_second", "12.5", 12.5),
        ("error_share", "2%", 0.02),
        ("error_share", "0", 0),
        ("owner", "yes", True),
        ("owner", "False", False),
        ("owner", True, True),
        ("local_state", "uploads", "uploads"),
        ("database_bytes", 10**12, 10**12),
        ("database_bytes", "1e9", 10**9),
        ("growth_per_year", "3", 3),
        ("error_share", "100%", 1.0),
        ("symptom", " slow ", "slow"),
        ("pooler_mode", "transaction", "transaction"),
    ],
)
def test_reads(name: str, given: Scalar, wanted: Scalar) -> None:
    value = look({name: given}).answers[name]
    assert value == wanted and type(value) is type(wanted)


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [
        ("request_per_second", "40", "did you mean 'requests_per_second'"),
        ("", "40", "no vital is called ''"),
        ("xyzzy", "40", "no vital is called 'xyzzy'"),
        ("requests_per_second", "many", "is a number"),
        ("requests_per_second", "-1", "is a number"),
        ("requests_per_second", "nan", "is a number"),
        ("requests_per_second", "inf", "is a number"),
        ("requests_per_second", "", "is a number"),
        ("error_share", "120%", "cannot be 120%: 1 is the most that is plausible"),
        ("database_cpu", "97", "cannot be 97"),
        ("p95_ms", "1e9", "cannot be 1e9"),
        ("symptom", "sluggish", "symptom is not 'sluggish'"),
        ("pooler_mode", "fast", "pooler_mode is not 'fast'"),
        ("owner", "perhaps", "is yes or no"),
        ("owner", "2", "is yes or no"),
    ],
)
def test_refuses(name: str, given: str, says: str) -> None:
    with pytest.raises(Problem) as caught:
        look({name: given})
    assert says in caught.value.message and caught.value.remedy
