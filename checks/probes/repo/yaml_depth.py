"""Nesting that would run the C composer out of its stack: it calls itself once a level and ends the process."""

import re

import yaml

DEEPEST = 300
"""Levels. Kubernetes' own schemas nest below 30."""
SUSPECT = re.compile(r"^[ \t-]{600}|(?:- ){100}", re.M)
FLOW = 1_000
"""Opening brackets below this number cannot nest deep enough to matter."""


def too_deep(text: str) -> bool:
    """Whether a document nests beyond DEEPEST. Events are read one by one, without recursion, and only on suspicion."""
    if text.count("[") + text.count("{") < FLOW and not SUSPECT.search(text):
        return False
    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return True
    except (yaml.YAMLError, RecursionError):
        return depth > DEEPEST  # the reader itself says what is broken
    return False
