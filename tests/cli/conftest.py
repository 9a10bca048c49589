"""A small shop, as people write them: FastAPI over psycopg, with a compose file."""

from pathlib import Path

import pytest

FILES = {
    "app.py": """\
import psycopg
from fastapi import FastAPI

app = FastAPI()
DSN = "postgresql://shop@db/shop"


@app.get("/orders/{customer}")
def orders(customer: int) -> list[tuple[int, int]]:
    with psycopg.connect(DSN) as connection:
        found = connection.execute(
            "select id, total from orders where customer_id = %s", (customer,)
        )
        return found.fetchall()
""",
    "requirements.txt": "fastapi>=0.115\nuvicorn>=0.34\npsycopg[binary]>=3.2\n",
    "compose.yaml": """\
# the shop
services:
  web:
    build: .
    command: uvicorn app:app --host 0.0.0.0 --port 8000
    ports: ["8000:8000"]
    environment:
      DATABASE_URL: postgresql://shop@db/shop
    depends_on:
      - db
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: shop
      POSTGRES_HOST_AUTH_METHOD: trust
""",
    "Dockerfile": """\
FROM python:3.12-slim
WORKDIR /srv
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["uvicorn", "app:app", "--host", "0.0.0.0"]
""",
    "schema.sql": """\
create table customers (id bigint primary key, name text not null);
create table orders (
    id bigint primary key,
    customer_id bigint not null references customers,
    total integer not null
);
""",
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """The shop in a folder of its own."""
    root = tmp_path / "shop"
    root.mkdir()
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    return root
