"""Compose files of many shapes, made from parts: services that people write, heads, ends, sizes, ways to write down."""

import itertools
from collections.abc import Iterator

URL = "postgres://shop:hush@db:5432/shop"
WEB = {
    "plain": "  web:\n    image: a\n    environment:\n      A: b  # why\n",
    "list": "  web:\n    environment:\n    - A=b\n    - C\n    image: a\n",
    "none": "  web:\n    build: .\n    ports:\n      - 22:22\n      - 80:80\n",
    "null": "  web:\n    environment:\n    image: a\n",
    "nulls": "  web:\n    image: a\n    environment:\n      A:\n      B: ~\n      C: null\n    ports:\n",
    "block scalar": "  web:\n    image: a\n    command: |\n      one\n\n      two\n\n",
    "kept blank lines": "  web:\n    image: a\n    command: |+\n      one\n\n\n",
    "folded": "  web:\n    image: a\n    command: >-\n      one\n      two\n",
    "comment at the end": "  web:\n    image: a\n    # end of web\n\n    # really\n",
    "comments between": "  web:\n    # first\n    image: a\n\n    # the variables\n    environment:\n"
    "      # one\n      A: b\n\n      # two\n      C: d\n      # E: f\n\n    # and so on\n    tty: true\n",
    "tab before a comment": "  web:\n    image: a\t# tab\n    environment:\n      A: b\t# tab\n",
    "anchor on a value": "  web:\n    image: &image a\n    environment:\n      A: &a b\n      B: *a\n",
    "merge below": "  web:\n    <<: *base\n    image: a\n    ports: []\n",
    "merge in environment": "  web:\n    image: a\n    environment:\n      <<: *common\n      A: b\n",
    "merge at the end": "  web:\n    image: a\n    <<: *base\n",
    "two merges": "  web:\n    image: a\n    environment:\n      <<: [*common, *more]\n",
    "merge after": "  web:\n    image: a\n    environment:\n      A: b\n      <<: *common\n",
    "quotes": "  \"web\":\n    'image': \"a\"\n    environment: \n      'A' : 'it''s'\n",
    "profiles": "  web:\n    image: a\n    profiles: [dev, test]\n    deploy: {replicas: 2}\n",
    "flow environment": "  web:\n    image: a\n    environment: {A: b, C: 'd, e'}\n",
    "flow list": "  web:\n    image: a\n    environment: [A=b, \"C=d]\"] # why\n    depends_on: [db, mail]\n",
    "flow over lines": "  web:\n    image: a\n    environment: {\n      A: b,\n      C: d\n    }\n"
    "    depends_on: [\n      db,\n      mail,\n    ]\n",
    "flow service": "  web: {image: a}\n",
    "alias environment": "  web:\n    image: a\n    environment: *common\n",
    "anchored service": "  web: &web\n    image: a\n  worker:\n    <<: *web\n    command: work\n",
    "inherited environment": "  web:\n    <<: *full\n    image: a\n",
    "reset tag": "  web:\n    image: a\n    ports: !reset []\n    environment:\n      A: !reset null\n",
    "override tag": "  web:\n    image: a\n    ports: !override\n      - 80:80\n    environment:\n      A: b\n",
    "long form": "  web:\n    image: a\n    depends_on:\n      db:\n"
    "        condition: service_healthy\n        restart: true\n",
    "short form": "  web:\n    image: a\n    depends_on:\n      - db # first\n      - mail\n",
    "short form unindented": "  web:\n    depends_on:\n    - db\n\n    - 'mail'\n    image: a\n",
    "wide": "  web:\n        image: a\n        environment:\n              A: b\n",
    "interpolation": "  web:\n    image: ${IMAGE:-a}\n    environment:\n      A: ${A:?say}\n      B: $$x\n",
    "multi-line flow": "  web:\n    image: a\n    command: [\n      'a',\n      'b',\n    ]\n"
    "    environment:\n      A: b\n",
    "unicode": "  web:\n    image: a\n    labels:\n      é: 'ü – \u2028'\n    environment:\n      Ä: ö\n",
    "env_file only": "  web:\n    image: a\n    env_file:\n      - .env\n      - path: b.env\n"
    "        required: false\n",
    "numbers": "  web:\n    image: a\n    environment:\n      A: 0777\n      B: 1_000\n      C: 1e3\n"
    "      D: 190:20:30\n"
    "      E: 2001-12-14\n      F: yes\n      G: .inf\n      H: 0x1F\n",
    "log tag": "  web:\n    image: a\n    logging:\n      options: {tag: \"{{.Name}}\"}\n"
    "    environment:\n      A: b\n",
    "labels": "  web:\n    image: a\n    labels:\n      - \"r.rule=Host(`x`) && Path(`/`)\"\n"
    "      - r.users=u:$$apr1$$x/\n",
    "long text": "  web:\n    image: a\n    environment:\n      A: \"one\n        two \\\n"
    "        three\"\n      B: 'x\n\n        y'\n",
    "build and develop": "  web:\n    build:\n      context: .\n      args:\n        - A=b\n    develop:\n"
    "      watch:\n        - action: sync\n          path: .\n          target: /x\n          ignore: [n/]\n",
    "commented out": "  web:\n    image: a\n    # environment:\n    #   A: b\n    # depends_on:\n    #   - db\n"
    "    restart: always\n",
    "extends": "  web:\n    extends:\n      file: common.yml\n      service: web\n    environment:\n      - A\n",
    "address": f"  web:\n    image: a\n    environment:\n      DATABASE_URL: {URL}  # the main one\n      A: b\n",
    "address in a list": f"  web:\n    environment:\n      - 'DATABASE_URL={URL}'\n      - A=b\n    image: a\n",
    "address in brackets": f"  web:\n    image: a\n    environment: {{DATABASE_URL: '{URL}', A: b}}\n",
    "address beside a merge": "  web:\n    environment:\n      <<: *common\n"
    f"      DATABASE_URL: \"{URL}\"\n    image: a\n",
    "address as a default": "  web:\n    image: a\n    environment:\n"
    "      DATABASE_URL: postgres://a:${P:-x}@db/${N}\n",
}  # fmt: skip
DB = {
    "bare": "  db:\n    image: postgres:16\n",
    "words": "  db:\n    image: postgres:16\n    command: postgres -c 'max_connections=200'  # more\n",
    "list": "  db:\n    image: postgres\n    command:\n      - postgres\n      - -c\n      - fsync=on\n"
    "    restart: always\n",
    "flow": "  db:\n    image: postgres\n    command: [\"postgres\", \"-c\", \"log_statement=all\"]\n",
    "flow over lines": "  db:\n    image: postgres\n    command:\n      [\n        'postgres',\n"
    "        '-c', 'wal_level=logical',\n      ]\n",
    "health": "  db:\n    image: postgres:16\n    healthcheck:\n      test: [\"CMD\", \"pg_isready\"]\n\n",
}  # fmt: skip
HEADS = {
    "bare": "",
    "extensions": "x-base: &base\n  restart: always\nx-common: &common\n  C: d\n"
    "x-more: &more {E: f}\nx-full: &full\n  environment:\n    C: d\n",
    "version": "# Our services\n# (two lines)\nversion: '3.8'\n\nname: shop\n\n",
    "includes": "include:\n  - other.yaml\n  - path: more.yaml # c\n\n",
    "document start": "---\n# a comment\n\n",
    "networks first": "secrets:\n  data: {file: x}\n  logs:\n\nnetworks: {back: {internal: true}}\n\n",
}
ENDS = {
    "rest": "  mail:\n    image: m\nvolumes:\n  data:\n",
    "bare": "",
    "comment": "\n# the end\n#   - of: it\n",
    "configs": "configs:\n  a:\n    content: |\n      x: y\n      services: none\n",
    "blank lines": "\n\n\n",
}
SIZES = (0, 1, 0, 3, 0, 9, 0, 2, 0, 1, 0, 2, 0, 0, 5, 0, 58)
STYLES = {
    "as written": lambda one: one,
    "crlf": lambda one: one.replace("\n", "\r\n"),
    "mark": lambda one: "\ufeff" + one,
    "no last newline": lambda one: one.rstrip("\n"),
    "crlf and mark": lambda one: "\ufeff" + one.replace("\n", "\r\n"),
}
NAMES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
SHARED = ("*base", "*common", "*full", "*more")


def shapes() -> Iterator[tuple[str, str, bytes]]:
    """(what it is, the file's name, its content): every web service under every head, the other parts in turn."""
    turns = zip(
        itertools.cycle(DB),
        itertools.cycle(ENDS),
        itertools.cycle(SIZES),
        itertools.cycle(itertools.chain(STYLES, reversed(STYLES))),
        itertools.cycle(NAMES),
        strict=False,
    )
    for shape, head in itertools.product(WEB, HEADS):
        if head != "extensions" and any(one in WEB[shape] for one in SHARED):
            continue
        db, end, size, style, name = next(turns)
        others = "".join(other(number) for number in range(size))
        text = f"{HEADS[head]}services:\n{others}{WEB[shape]}{DB[db]}{ENDS[end]}"
        yield f"{shape}, {head}, {db}, {end}, {size}, {style}", name, STYLES[style](text).encode()


def other(number: int) -> str:
    """One more service, of four kinds in turn."""
    name = f"s{number}"
    return (
        f"  {name}:\n    image: i:{number}\n",
        f"  {name}:\n    build: ./{name}\n    environment:\n      - N={number}\n    depends_on: [db]\n",
        f"  {name}:\n    image: i\n    environment: &e{number}\n      N: {number}\n",
        f"  {name}:\n    image: i\n    environment:\n      <<: *e{number - 1}\n      M: x\n\n",
    )[number % 4]
