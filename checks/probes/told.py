"""What a person said: a snapshot of its own, so that a guess is never taken for a measurement."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from checks.core import Problem, Scalar
from checks.vitals import most_of, names, unit_of, words_of

WORDS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Answers by vital name, each of the type that the vital's unit asks for (see `look`)."""

    answers: Mapping[str, Scalar] = field(default_factory=dict)


def look(answers: Mapping[str, Scalar]) -> Told:
    """Answers as given, on a command line or in a file, read as the vital's unit asks.

    Raises:
        Problem: a name that no vital has, or a value that is not of its kind.
    """
    return Told(answers={name: typed(name, value) for name, value in sorted(answers.items())})


def typed(name: str, value: Scalar) -> Scalar:
    """The value as the vital's unit asks: a truth for "bool", a text for "str", else a number from 0 up.

    Raises:
        Problem: a name that no vital has, or a value that is not of its kind.
    """
    if name not in names():
        raise unknown_name(name)
    unit = unit_of(name)
    if unit == "str":
        return _word(name, str(value))
    if unit == "bool":
        return _truth(name, value)
    return _number(name, value, unit)


def unknown_name(name: str) -> Problem:
    """The complaint about a name that no vital has, with the one that was likely meant."""
    import difflib

    close = difflib.get_close_matches(name, names(), n=1)
    return Problem(
        f"no vital is called {name!r}" + (f", did you mean {close[0]!r}?" if close else ""),
        "see `rung assess --schema` for the names and units",
    )


def _truth(name: str, value: Scalar) -> bool:
    found = WORDS.get(str(value).strip().lower())
    if found is None:
        raise Problem(f"{name} is yes or no, not {value!r}", f"write {name}=yes or {name}=no")
    return found


def _word(name: str, value: str) -> str:
    """Texts that decide are closed words; the others are shown as they were told."""
    closed, text = words_of(name), value.strip()
    if closed and text not in closed:
        raise Problem(f"{name} is not {text!r}", f"say one of: {', '.join(closed)}")
    return text if closed else value


def _number(name: str, value: Scalar, unit: str) -> float | int:
    text = str(value).strip()
    share = text.endswith("%")
    try:
        found = float(text.rstrip("%")) / (100 if share else 1)
    except ValueError:
        found = -1.0
    if isinstance(value, bool) or not 0 <= found < float("inf"):
        raise Problem(
            f"{name} is a number from 0 up ({unit}), not {value!r}",
            f"write {name}=0.5, or 50% for a share" if unit == "ratio" else f"write {name}=12.5",
        )
    if found > most_of(name):
        raise Problem(
            f"{name} cannot be {text}: {_plainly(most_of(name))} is the most that is plausible ({unit})",
            f"write 80 percent as {name}=0.8 or {name}=80%"
            if unit == "ratio"
            else f"check the unit, which is {unit}",
        )
    return int(found) if found.is_integer() and not share else found


def _plainly(value: float) -> str:
    return f"{value:,.0f}" if value < 1e9 else f"{value:.0e}"
