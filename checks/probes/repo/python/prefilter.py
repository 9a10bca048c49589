"""Which Python files are parsed because of what stands in them: those that may make or route an application, or call
what `calls` looks for. Searching bytes is far cheaper than parsing; a file without these words holds nothing of it.
"""

from checks.probes.repo.scan import Words
from checks.probes.repo.walk import Tree

ENOUGH = Words(
    b"FastAPI",
    b"Flask",
    b"APIRouter",
    b"Blueprint",
    b"Starlette",
    b"Litestar",
    b"Sanic",
    b"Quart",
    b"tornado.web",
    b"falcon",
    b"bottle",
    b"connexion",
    b"smtplib",
    b"send_mail",
    b"flask_mail",
    b"include_router",
    b"register_blueprint",
    b".route(",
    b"@app.",
    b"@api.",
    b"@router.",
    b"@bp.",
    b"@blueprint.",
)
DRIVERS = Words(
    b"psycopg", b"asyncpg", b"aiopg", b"mysql", b"MySQLdb", b"asyncmy", b"pg8000", b"aiosmtplib"
)
CALLS = Words(
    *(b"requests.%s" % verb for verb in (b"get", b"post", b"put", b"patch", b"delete", b"head")),
    b"requests.options",
    b"requests.request",
    b"requests import",
    b"requests as",
)
TOGETHER = (
    (Words(b"aiohttp.web"), Words(b"Application")),
    (Words(b".connect("), DRIVERS),
    (Words(b"create_engine", b"create_async_engine"), Words(b"sqlalchemy", b"sqlmodel")),
    (Words(b"ConnectionPool", b"create_pool"), DRIVERS),
    (Words(b"databases"), Words(b"Database")),
    (Words(b"EmailMessage", b"EmailMultiAlternatives"), Words(b"django.core")),
    (Words(b"urlopen"), Words(b"urllib")),
    (Words(b"import requests", b"from requests"), CALLS),
)
"""Words that are too common alone, each with those of which one must stand beside it."""
ANY = Words.any(ENOUGH, *(one for one, _ in TOGETHER))
"""What most files lack: those are asked once."""


def worth_parsing(tree: Tree, path: str) -> bool:
    """Whether a file may hold what the look at the application is for."""
    if not tree.holds(path, ANY):
        return False
    return tree.holds(path, ENOUGH) or any(
        tree.holds(path, one) and tree.holds(path, other) for one, other in TOGETHER
    )
