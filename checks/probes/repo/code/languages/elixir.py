"""Elixir."""

from checks.probes.repo.code.wants import HEALTH, HTTP, PROBE, ROUTE, Language, Want

LANGUAGES = (
    Language(
        "elixir",
        (".ex",),
        ("call",),
        rb"Router|:router|\boffset|Hammer\.check_rate|Phoenix\.Endpoint",
        (
            Want(
                ROUTE,
                "Phoenix",
                rf"(?:{HTTP}|resources|live|forward)[\s(]+\"",
                r"router[^/]*\.ex$|/router/",
            ),
            Want(
                "pagination",
                "Ecto offset",
                r"(?:Ecto\.Query\.)?offset\(|from[\s(][^;]{0,300}\boffset:",
            ),
            Want("rate_limit", "Hammer", r"Hammer\.check_rate\w*\("),
            Want(
                HEALTH,
                "plug",
                rf"plug[\s(]+[\w.]+,\s*[^\n]{{0,80}}\"{PROBE}",
                r"endpoint[^/]*\.ex$",
            ),
        ),
    ),
)
