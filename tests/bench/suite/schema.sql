-- A market place: ten tables, primary and foreign keys as an application's first migration leaves them, no other index.
create table accounts (
  id bigint primary key, name text not null, country text not null, plan text not null,
  created_at timestamp not null, closed_at timestamp
);
create table users (
  id bigint primary key, account_id bigint not null, login text not null, email text not null,
  role text not null, settings jsonb not null, created_at timestamp not null, deleted_at timestamp
);
create table sessions (
  id bigint primary key, user_id bigint not null, token uuid not null, agent text not null,
  expires_at timestamp not null
);
create table products (
  id bigint primary key, sku text not null, name text not null, category_id int not null,
  price numeric(10, 2) not null, views int not null, attributes jsonb not null, active boolean not null
);
create table orders (
  id bigint primary key, account_id bigint not null, user_id bigint not null, warehouse_id int not null,
  state text not null, total numeric(10, 2) not null, note text, created_at timestamp not null
);
create table order_items (
  id bigint primary key, order_id bigint not null references orders (id) on delete cascade,
  product_id bigint not null, quantity int not null, price numeric(10, 2) not null
);
create table payments (
  id bigint primary key, order_id bigint not null, state text not null, amount numeric(10, 2) not null,
  reference text not null, created_at timestamp not null
);
create table reviews (
  id bigint primary key, product_id bigint not null, user_id bigint not null, stars int not null,
  body text not null, created_at timestamp not null
);
create table events (
  id bigint primary key, account_id bigint not null, kind text not null, payload jsonb not null,
  at timestamp not null
);
create table jobs (
  id bigint primary key, queue text not null, state text not null, priority int not null,
  payload text not null, run_at timestamp not null, locked_at timestamp
);
