"""What opens a transaction and what leaves the machine in each language, one family a file."""

from checks.probes.repo.code.transactions.families import (
    csharp,
    elixir,
    go,
    jvm,
    node,
    php,
    ruby,
)

FAMILIES = (
    *node.FAMILIES,
    ruby.FAMILY,
    php.FAMILY,
    go.FAMILY,
    *jvm.FAMILIES,
    csharp.FAMILY,
    elixir.FAMILY,
)
