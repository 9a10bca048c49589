"""What an index saves: the time of the statements that it speeds up, by their share.

Source: Amdahl's law ("Validity of the single processor approach to achieving large scale computing
capabilities", 1967): saved = share x (1 - 1 / speed-up). A statement that becomes 1,000 times faster and owns 5 %
saves 5 %.
"""

from checks.shape.missing_index import NOTABLE
from checks.vitals import Vitals
from playbooks.formulas.spread import spread

TYPICAL_SPEEDUP = 10.0
"""Where no speed-up was estimated: the low end of published cases (10 to 1,000 times); this tool's default."""
TRUSTED_SHARE = 0.95
"""Above this share the rest, on which the quotient hangs, is smaller than the error of the share."""
AT_LEAST = 0.2
"""What is promised instead: a fall to a fifth or less."""
MUST_SHOW = 0.7


def saved(share: float, speedup: float) -> float:
    """The share of the whole time that is saved.

    `share` is the slow statements' part of the time (0 to 1), `speedup` how many times faster they become (from 1).
    """
    return share * (1 - 1 / max(1.0, speedup))


def bounds(vitals: Vitals) -> tuple[float, float] | None:
    """The span of after / before of the database's time; None where no notable share was measured."""
    share = vitals.number("indexable_share")
    if share is None or share < vitals.line(NOTABLE):
        return None
    speedup = vitals.number("index_speedup") or TYPICAL_SPEEDUP
    if share > TRUSTED_SHARE and speedup >= 1 / AT_LEAST:
        return 0.0, AT_LEAST
    return spread(1 - saved(min(share, TRUSTED_SHARE), speedup), MUST_SHOW)
