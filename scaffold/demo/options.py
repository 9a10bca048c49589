"""What a person can choose about the demo."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Sizes in units of 1.5 million comments, load per phase in seconds; one seed makes every request."""

    sizes: tuple[float, ...] = (1.0, 0.2)
    seconds: float = 4.0
    users: int = 64
    seed: int = 2
    wrong_first: bool = False
    open_loop: bool = True
