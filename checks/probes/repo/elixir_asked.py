"""What Elixir's configuration and code put behind a question to the environment: `if System.get_env("LOG_JSON") do`.

`config_env() == :prod` is no question: a release answers it when it is built (https://hexdocs.pm/elixir/Config.html).
"""

import re

from checks.core import Place
from checks.probes.repo.scan import Words
from checks.probes.repo.walk import Tree

LAYER = re.compile(r"(^|/)config/(config|prod|runtime)\.exs$")
OPENS = re.compile(r"(?:\bdo|->|\bfn)\s*$")
ASKS = re.compile(
    r"\b(?:get_env|fetch_env!?|get_boolean|get_bool|env!)\s*\.?\(|\benv!?\(\s*\"|\b\w{0,40}config\[:"
)
CONDITION = re.compile(r"\b(?:if|unless|case|cond|with)\b")
HEREDOC = '"""'


def asked(text: str) -> set[int]:
    """The lines, from 1, that run only where a variable of the environment says so."""
    found: set[int] = set()
    around: list[bool] = []
    quoted = False
    for number, raw in enumerate(text.splitlines(), 1):
        if raw.count(HEREDOC) % 2:
            quoted = not quoted
        line = "" if quoted else re.sub(r"(^|\s)#.*", "", raw)
        asks = CONDITION.search(line) is not None and ASKS.search(line) is not None
        if re.match(r"\s*end\b", line) and around:
            around.pop()
        if any(around) or (asks and "do:" in line):
            found.add(number)
        if re.search(r"\bdo\s*$|\bfn\b[^\n]*->\s*$", line):
            around.append(asks)
    return found


def mentions(tree: Tree, pattern: re.Pattern[str], words: Words) -> list[tuple[Place, bool]]:
    """Where the configuration of production and the code name something, and whether it is asked for there.

    `require`, `alias` and `import` bring a name in; they do nothing with it.
    """
    found = []
    layers = (one for one in tree.every(".exs") if LAYER.search(one))
    for path in (*layers, *tree.production(".ex")):
        if not tree.holds(path, words):
            continue
        text = tree.text(path) or ""
        within = asked(text)
        for number, line in enumerate(text.splitlines(), 1):
            plain = re.sub(r"(^|\s)#.*", "", line)
            if pattern.search(plain) and not re.match(r"\s*(?:require|alias|import)\b", plain):
                found.append((Place(path=path, line=number), number in within))
    return found
