"""The stream of requests: seeded, mixed as promised, fresh keys in every phase."""

from collections import Counter
from itertools import islice

from scaffold.demo.traffic import MIX, Request, stream


def some(count: int, *, seed: int = 1, phase: str = "p1") -> list[Request]:
    return list(islice(stream(seed=seed, user=0, users=1000, posts=2000, phase=phase), count))


def test_the_same_seed_gives_the_same_requests() -> None:
    assert some(200) == some(200)
    assert some(200) != some(200, seed=2)


def test_another_phase_differs_only_in_its_keys() -> None:
    one, other = some(500), some(500, phase="p2")
    assert [(r.kind, r.path) for r in one] == [(r.kind, r.path) for r in other]
    letters = [[r.body for r in way if r.kind == "signup"] for way in (one, other)]
    assert letters[0] and not set(letters[0]) & set(letters[1])


def test_the_mix_is_the_promised_one() -> None:
    counts = Counter(one.kind for one in some(20_000))
    for kind, share in MIX.items():
        assert abs(counts[kind] / 200 - share) < 1.5, kind


def test_ids_are_log_uniform_and_in_range() -> None:
    ids = [int(one.path.split("/")[2]) for one in some(20_000) if one.kind == "stats"]
    assert min(ids) == 1 and max(ids) <= 1000
    low = sum(one <= 31 for one in ids) / len(ids)
    assert 0.45 < low < 0.55, "half of the requests ask for the first sqrt(rows) ids"
