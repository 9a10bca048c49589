"""Elixir: `Repo.transaction(fn ...)`, `Repo.transact(fn ...)` and the steps of an `Ecto.Multi`.

A mailer is a module of the project that uses Swoosh's or Bamboo's; `deliver_later` is none of its calls.
"""

from checks.probes.repo.code.transactions.wants import Family, Opening, Slow
from checks.probes.repo.scan import Words

ECTO = frozenset({"Ecto"})
FAMILY = Family(
    grammar="elixir",
    suffixes=(".ex",),
    opening=Words(b"Repo.transact", b"Multi.run("),
    leaving=Words(
        b"HTTPoison.", b"Req.", b"Tesla.", b"Finch.", b":httpc.", b":hackney.", b".deliver"
    ),
    calls=frozenset({"call"}),
    functions=frozenset({"anonymous_function"}),
    blocks=frozenset({"do_block", "body"}),
    now=r"^(?:Enum\.(?:each|map|reduce|reduce_while|flat_map|filter|map_reduce)|then|tap)$",
    around=(
        Opening(r"^(?:\w+\.)*Repo\.(?:transaction|transact)$", ECTO),
        Opening(r"^(?:Ecto\.)?Multi\.run$", ECTO),
    ),
    slow=(
        *(
            Slow(f"{one}.{{}}", rf"^{one}\.(?:get|post|put|patch|delete|head|request)!?$")
            for one in ("HTTPoison", "Req", "Tesla")
        ),
        Slow("Finch.{}", r"^Finch\.(?:request|stream)!?$"),
        Slow(":httpc.{}", r"^:httpc\.request$"),
        Slow(":hackney.{}", r"^:hackney\.(?:request|get|post|put)$"),
        Slow(
            "Mailer.{}",
            r"^(?:\w+\.)*Mailer\.(?:deliver|deliver_now)!?$",
            defined=("mailer.ex", r"use (?:Swoosh|Bamboo)\.Mailer"),
        ),
    ),
)
