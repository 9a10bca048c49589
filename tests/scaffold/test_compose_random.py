"""Compose files put together at random: an edit that is made means exactly what was there plus itself."""

from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from scaffold.edits.core import Edited, Refused, run
from scaffold.tree import Tree
from tests.scaffold.compose_shapes import STYLES
from tests.scaffold.test_compose_corpus import EDITS, lines_apart, meaning, undone, wanted

HEAD = "x-env: &env\n  C: d\nx-base: &base\n  restart: always\n  labels: [a]\n"
ENVIRONMENT = (
    "",
    "environment:\n  A: b",
    "environment:\n- A=b\n- C",
    "environment: {A: b}",
    "environment: [A=b]",
    "environment: *env",
    "environment:\n  <<: *env\n  A: &v |\n    text\n\n",
    "environment:",
    "environment: &mine\n  A: 'x # y'\n  B: *v0",
    "environment: !override\n  A: b",
    "environment:\n    DATABASE_URL: postgres://a:b@db/c  # d",
    'environment:\n- "DATABASE_URL=postgres://db/c"',
    "environment:\n  DATABASE_URL: >-\n    postgres://a@db/c",
)
WAITS = (
    "",
    "depends_on:\n- db",
    "depends_on: [db] # c",
    "depends_on:\n  db:\n    condition: service_healthy",
    "depends_on: {}",
    "depends_on: !reset []",
)
OTHERS = (
    "image: a",
    "image: &v0 a",
    "<<: *base",
    "command: >\n  x\n  y",
    "# a comment",
    "",
    "ports:\n  - 22:22\n  - '80'",
    "tty: true\t# tab",
    "labels: {a: b,\n  c: d}",
    "deploy:\n  replicas: 2\n  # inside",
)
DATABASE = (
    "",
    "command: postgres",
    "command: 'postgres -c ''a=b'''",
    "command:\n- postgres\n- -c\n- a=b # c",
    "command: [postgres]",
    "command: [\n  'postgres', '-c', 'a=b',\n  ]",
    "command: sh -c 'x'",
    "command: |\n  postgres",
)


def body(parts: list[str], step: str) -> str:
    """Each key once, its lines below the service."""
    seen: set[str] = set()
    kept = []
    for one in parts:
        key = one.partition(":")[0]
        if key not in seen or not one or one.startswith("#"):
            kept.append(one)
        seen.add(key)
    return "".join(f"{step}{step}{line}\n" for one in kept for line in one.split("\n"))


@settings(max_examples=100, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.permutations([0, 1, 2, 3]),
    st.sampled_from(ENVIRONMENT),
    st.sampled_from(WAITS),
    st.lists(st.sampled_from(OTHERS), min_size=2, max_size=4),
    st.sampled_from(DATABASE),
    st.sampled_from(["  ", "    ", " "]),
    st.sampled_from(list(STYLES)),
    st.booleans(),
)
def test_exactly_before_plus_the_fragment(
    order: list[int],
    environment: str,
    waits: str,
    others: list[str],
    database: str,
    step: str,
    style: str,
    included: bool,
) -> None:
    parts = [environment, waits, others[0], "\n".join(["image: w"])]
    web = body([*(parts[one] for one in order), *others[1:]], step)
    if "*v0" in web and "&v0" not in web.partition("*v0")[0]:
        return
    db = body(["image: postgres:17", database], step)
    top = "include:\n- a.yaml\n" if included else ""
    text = f"{HEAD}{top}services:\n{step}web:\n{web}{step}db:\n{db}"
    content = STYLES[style](text).encode()
    for operation, edit in EDITS.items():
        end = run(edit, Tree(root=Path("/nonexistent"), changed={"compose.yaml": content}))
        if isinstance(end, Refused):
            assert end.snippet
        elif isinstance(end, Edited):
            lines_apart(content, end.content, operation)
            assert meaning(end.content) == wanted(meaning(content), operation), operation
            undone("compose.yaml", content, end.content)
