import pytest

from checks.signal import percent, size


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.005, "0.5 %"), (0.1, "10 %"), (0.923, "92 %"), (1.2, "120 %")],
)
def test_shares_read_as_people_say_them(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("count", "words"), [(12, "12 B"), (4e8, "381 MiB"), (6e10, "56 GiB"), (1.2e13, "10.9 TiB")]
)
def test_sizes_have_their_unit(count: float, words: str) -> None:
    assert size(count) == words
