-- Document 003 §9.2. What only some systems have is nullable; a system adds its own NOT NULLs, defaults and the check of its statuses.
create table orders (
    id               uuid           primary key default gen_random_uuid(),
    user_id          uuid           not null,
    status           varchar(20)    not null,
    items            jsonb          not null,
    shipping_address jsonb,
    total_amount     decimal(10, 2) not null,
    currency         varchar(3)     not null default 'USD',
    notes            varchar(500),
    tracking_number  varchar(100),
    confirmed_at     timestamptz,
    shipped_at       timestamptz,
    delivered_at     timestamptz,
    cancelled_at     timestamptz,
    created_at       timestamptz    not null default now(),
    updated_at       timestamptz    not null default now()
);

create index idx_orders_user_id on orders (user_id);
create index idx_orders_status on orders (status);
create index idx_orders_created_at on orders (created_at);
create index idx_orders_user_status on orders (user_id, status);

-- Beyond the document: each sort of all orders, each status and each user's orders in the order of creation are read from an index, up to the end of the page.
create index idx_orders_created_at_id on orders (created_at, id);
create index idx_orders_updated_at_id on orders (updated_at, id);
create index idx_orders_total_amount_id on orders (total_amount, id);
create index idx_orders_status_created_at on orders (status, created_at, id);
create index idx_orders_user_created_at on orders (user_id, created_at, id);

-- How many orders there are: what was folded plus what is still pending, read in one statement, is exact at every moment.
-- Changes only insert, so that no two of them wait for each other.
create table order_count_deltas (
    user_id uuid        not null,
    status  varchar(20) not null,
    delta   smallint    not null
);

-- user_id 00000000-0000-0000-0000-000000000000 counts everybody's.
create table order_counts (
    user_id uuid        not null,
    status  varchar(20) not null,
    orders  bigint      not null,
    primary key (user_id, status)
);

-- Written in the transaction of the order: a second request with the same key waits here for the first one's end.
create table order_idempotency_keys (
    user_id    uuid         not null,
    key        varchar(255) not null,
    body_hash  bytea        not null,
    order_id   uuid         not null,
    created_at timestamptz  not null,
    constraint order_idempotency_keys_pkey primary key (user_id, key)
);

create index order_idempotency_keys_created_at on order_idempotency_keys (created_at);
