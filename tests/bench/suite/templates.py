"""The market place's statements: what an application of this shape asks its database in an hour, and how often.

`beyond` marks what a plain ascending btree on bare columns cannot serve. Parameters are made by the row count of
the scale and a seed, so that every run asks the same questions.
"""

# ruff: noqa: E501 (a statement stays one line, as an application would send it)
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

DAY = timedelta(days=1)
LAST_ORDER = datetime(2022, 1, 1) + timedelta(seconds=155 * 800_000 * 0.87)
LAST_EVENT = datetime(2024, 1, 1) + timedelta(seconds=36 * 1_200_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One statement with `$n` parameters, its calls an hour, and the values of one call."""

    name: str
    calls: int
    sql: str
    values: Callable[[Random, float], tuple[Any, ...]]
    beyond: bool = False
    writes: bool = False


def _id(random: Random, scale: float, most: int) -> int:
    return random.randint(1, max(1, int(most * scale)))


def _few(random: Random, scale: float, most: int) -> int:
    return 1 + int(max(1, int(most * scale)) * random.random() ** 3)


def _account(random: Random, scale: float) -> int:
    return _few(random, scale, 40_000)


def _order(random: Random, scale: float) -> int:
    return _id(random, scale, 800_000)


def _product(random: Random, scale: float) -> int:
    return _few(random, scale, 120_000)


def _recent(random: Random, last: datetime, days: float) -> datetime:
    return last - DAY * days * (0.5 + random.random())


def _word(random: Random) -> str:
    return random.choice(["quartz velvet", "zephyr flint", "tulip denim", "eagle copper"])


def _digest(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def _email(random: Random, scale: float) -> str:
    return f"anna.{_id(random, scale, 250_000)}@example{random.randint(0, 499)}.com"


def _page(random: Random, scale: float) -> tuple[int, datetime, int]:
    at = _recent(random, LAST_EVENT, 60)
    return _account(random, scale), at, _id(random, scale, 1_200_000)


TEMPLATES = (
    Template(name="account_orders", calls=40_000,
        sql="select id, state, total, created_at from orders where account_id = $1 order by created_at desc limit 20",
        values=lambda r, s: (_account(r, s),)),
    Template(name="items_of_order", calls=120_000,
        sql="select id, product_id, quantity, price from order_items where order_id = $1",
        values=lambda r, s: (_order(r, s),)),
    Template(name="payments_of_order", calls=60_000,
        sql="select id, state, amount from payments where order_id = $1",
        values=lambda r, s: (_order(r, s),)),
    Template(name="basket_history", calls=6_000,
        sql="select o.id, p.name, i.quantity from orders o join order_items i on i.order_id = o.id join products p on p.id = i.product_id where o.account_id = $1 and o.created_at >= $2",
        values=lambda r, s: (_account(r, s), _recent(r, LAST_ORDER, 60))),
    Template(name="session_by_token", calls=200_000,
        sql="select id, user_id, expires_at from sessions where token = $1",
        values=lambda r, s: (UUID(_digest(f"s{_id(r, s, 300_000)}")),)),
    Template(name="sessions_expired", calls=60,
        sql="select count(*) from sessions where expires_at < $1",
        values=lambda r, s: (datetime(2025, 6, 1) - timedelta(minutes=r.randint(1, 190)),)),
    Template(name="sessions_of_user", calls=3_000,
        sql="select id, agent from sessions where user_id = $1 and expires_at > $2",
        values=lambda r, s: (_id(r, s, 250_000), datetime(2025, 6, 5))),
    Template(name="user_by_login", calls=15_000,
        sql="select id, account_id, role from users where login = $1",
        values=lambda r, s: (f"user{_id(r, s, 250_000)}",)),
    Template(name="members", calls=10_000,
        sql="select id, login, role from users where account_id = $1 and deleted_at is null order by login",
        values=lambda r, s: (_account(r, s),)),
    Template(name="user_by_id", calls=300_000,
        sql="select id, account_id, login, role from users where id = $1",
        values=lambda r, s: (_id(r, s, 250_000),)),
    Template(name="product_by_sku", calls=20_000,
        sql="select id, name, price from products where sku = $1",
        values=lambda r, s: (_digest(f"p{_id(r, s, 120_000)}")[:10].upper(),)),
    Template(name="category_page", calls=12_000,
        sql="select id, name, price from products where category_id = $1 and active order by views desc limit 24",
        values=lambda r, s: (1 + int(400 * r.random() ** 3),)),
    Template(name="stars_of_product", calls=40_000,
        sql="select avg(stars), count(*) from reviews where product_id = $1",
        values=lambda r, s: (_product(r, s),)),
    Template(name="latest_reviews", calls=25_000,
        sql="select id, user_id, stars, body from reviews where product_id = $1 order by created_at desc limit 10",
        values=lambda r, s: (_product(r, s),)),
    Template(name="stars_of_page", calls=5_000,
        sql="select product_id, count(*) from reviews where product_id = any($1) group by product_id",
        values=lambda r, s: ([_id(r, s, 120_000) for _ in range(24)],)),
    Template(name="reviews_of_user", calls=2_000,
        sql="select r.id, r.stars, p.name from reviews r join products p on p.id = r.product_id where r.user_id = $1 order by r.created_at desc",
        values=lambda r, s: (_id(r, s, 250_000),)),
    Template(name="to_pack", calls=4_000,
        sql="select id, account_id, created_at from orders where state in ('paid', 'packed') and warehouse_id = $1 order by created_at limit 50",
        values=lambda r, s: (1 + int(60 * r.random() ** 3),)),
    Template(name="order_count", calls=1_000,
        sql="select count(*), sum(total) from orders where user_id = $1",
        values=lambda r, s: (_id(r, s, 250_000),)),
    Template(name="failed_payments", calls=500,
        sql="select id, order_id, amount from payments where state = 'failed' and created_at >= $1",
        values=lambda r, s: (_recent(r, LAST_ORDER, 7),)),
    Template(name="top_sellers", calls=40,
        sql="select i.product_id, sum(i.quantity) from order_items i join orders o on o.id = i.order_id where o.created_at >= $1 and o.created_at < $2 group by i.product_id order by 2 desc limit 10",
        values=lambda r, s: ((at := _recent(r, LAST_ORDER, 20)), at + DAY)),
    Template(name="revenue_by_day", calls=60,
        sql="select date_trunc('day', created_at), sum(total) from orders where created_at >= $1 group by 1",
        values=lambda r, s: (_recent(r, LAST_ORDER, 14),)),
    Template(name="next_jobs", calls=30_000,
        sql="select id, payload from jobs where queue = $1 and state = 'ready' order by run_at limit 10 for update skip locked",
        values=lambda r, s: (r.choice(["mail", "billing", "search", "export"]),), writes=True),
    Template(name="stale_jobs", calls=360,
        sql="select id from jobs where state = 'running' and locked_at < $1",
        values=lambda r, s: (datetime(2025, 1, 15),)),
    Template(name="account_events", calls=8_000,
        sql="select id, kind, at from events where account_id = $1 and (at, id) < ($2, $3) order by at desc, id desc limit 50",
        values=_page),
    Template(name="events_of_hour", calls=120,
        sql="select kind, count(*) from events where at >= $1 and at < $2 group by kind",
        values=lambda r, s: ((at := _recent(r, LAST_EVENT, 3)), at + DAY / 24)),
    Template(name="new_customers", calls=30,
        sql="select a.id, a.name from accounts a where a.country = $1 and exists (select from orders o where o.account_id = a.id and o.created_at >= $2) limit 20",
        values=lambda r, s: ("pt", _recent(r, LAST_ORDER, 3))),
    Template(name="accounts_by_country", calls=10,
        sql="select country, count(*) from accounts group by country",
        values=lambda r, s: ()),
    Template(name="ship_order", calls=10_000,
        sql="update orders set state = $2 where id = $1",
        values=lambda r, s: (_order(r, s), "shipped"), writes=True),
    Template(name="count_view", calls=60_000,
        sql="update products set views = views + 1 where id = $1",
        values=lambda r, s: (_product(r, s),), writes=True),
    Template(name="add_item", calls=20_000,
        sql="insert into order_items (id, order_id, product_id, quantity, price) values ($1, $2, $3, 1, 9.90)",
        values=lambda r, s: (10**12 + r.getrandbits(60), _order(r, s), _product(r, s)), writes=True),
    Template(name="add_event", calls=60_000,
        sql="insert into events (id, account_id, kind, payload, at) values ($1, $2, 'kind1', '{}', $3)",
        values=lambda r, s: (10**12 + r.getrandbits(60), _account(r, s), LAST_EVENT), writes=True),
    Template(name="finish_job", calls=30_000,
        sql="update jobs set state = 'done', locked_at = null where id = $1",
        values=lambda r, s: (_id(r, s, 400_000),), writes=True),
    Template(name="cancel_order", calls=300,
        sql="delete from orders where id = $1",
        values=lambda r, s: (_order(r, s),), writes=True),
    Template(name="user_by_email", calls=30_000, beyond=True,
        sql="select id, account_id from users where lower(email) = $1 limit 1",
        values=lambda r, s: (_email(r, s),)),
    Template(name="user_by_login_or_email", calls=8_000, beyond=True,
        sql="select id, account_id from users where login = $1 or lower(email) = $2",
        values=lambda r, s: (f"user{_id(r, s, 250_000)}", _email(r, s))),
    Template(name="search_products", calls=12_000, beyond=True,
        sql="select id, name, price from products where name ilike $1 limit 20",
        values=lambda r, s: (f"%{_word(r)} {r.randint(1, 9)}{r.randint(0, 9)}%",)),
    Template(name="search_reviews", calls=2_000, beyond=True,
        sql="select id, product_id from reviews where body like '%' || $1 || '%' order by created_at desc limit 20",
        values=lambda r, s: (f"{_word(r)} {r.choice(['haven', 'ivory'])} {r.choice(['solar', 'ocean'])}",)),
    Template(name="products_tagged", calls=10_000, beyond=True,
        sql="select id, name from products where attributes @> $1::jsonb limit 50",
        values=lambda r, s: (f'{{"tags": ["t{r.randint(500, 1999)}"], "colour": "c{r.randint(0, 59)}"}}',)),
    Template(name="trace_events", calls=2_000, beyond=True,
        sql="select id, kind, at from events where payload ->> 'trace' = $1",
        values=lambda r, s: (_digest(f"t{_id(r, s, 500_000)}")[:16],)),
    Template(name="older_events_or", calls=8_000, beyond=True,
        sql="select id, kind, at from events where account_id = $1 and (at < $2 or (at = $2 and id < $3)) order by at desc, id desc limit 50",
        values=_page),
    Template(name="urgent_jobs", calls=8_000, beyond=True,
        sql="select id, priority from jobs where state = 'ready' order by priority desc, run_at limit 5",
        values=lambda r, s: ()),
    Template(name="orders_page_800", calls=300, beyond=True,
        sql="select id, total, created_at from orders order by created_at desc limit 25 offset 20000",
        values=lambda r, s: ()),
)  # fmt: skip
