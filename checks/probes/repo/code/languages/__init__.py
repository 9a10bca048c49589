"""What is looked for in each language, one family a file."""

from checks.probes.repo.code.languages import csharp, elixir, go, jvm, node, php, ruby

LANGUAGES = (
    *node.LANGUAGES,
    *ruby.LANGUAGES,
    *go.LANGUAGES,
    *jvm.LANGUAGES,
    *php.LANGUAGES,
    *csharp.LANGUAGES,
    *elixir.LANGUAGES,
)
