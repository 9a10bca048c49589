"""Pages through the real program: several in one look, one that cannot be reached hides none of the others."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from scaffold.demo.postgres import free_port
from tests.checks.probes.test_http import reply, site
from tests.cli.program import rung


def shared_with_cookie(handler: BaseHTTPRequestHandler, _: int) -> None:
    reply(handler, 200, **{"Set-Cookie": "sid=s3cr3t", "Cache-Control": "public, max-age=60"})


def test_several_pages_are_audited(shop: Path) -> None:
    with site(lambda h, _: reply(h, 200)) as (plain, _), site(shared_with_cookie) as (shared, _):
        ran = rung("audit", shop, "--url", plain, "--url", shared, "--json", "--fail-on", "never")
    found = [one for one in json.loads(ran.out)["findings"] if one["check"].startswith("http.")]
    assert ran.code == 0 and "s3cr3t" not in ran.out
    assert {one["check"] for one in found} == {
        "http.cookie_on_shared_page",
        "http.without_cache_headers",
    }
    assert shared in next(one["message"] for one in found if "cookie" in one["check"])


def test_the_rest_is_shown_and_the_code_is_two(shop: Path) -> None:
    with site(lambda h, _: reply(h, 200)) as (plain, _):
        ran = rung(
            "assess", shop, "--url", plain, "--url", f"http://127.0.0.1:{free_port()}/", "--json"
        )
    assert ran.code == 2 and "cannot be reached: refused" in ran.err
    assert json.loads(ran.out)["vitals"]["p95_ms"]["where"] == f"GET {plain}"


def test_more_pages_than_one_look_takes(shop: Path) -> None:
    many = [word for n in range(11) for word in ("--url", f"http://127.0.0.1:1/{n}")]
    ran = rung("assess", shop, *many)
    assert ran.code == 2 and "11 pages" in ran.err
