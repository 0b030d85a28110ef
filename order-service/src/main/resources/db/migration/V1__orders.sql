create table orders (
    id             text        primary key,
    customer_id    text        not null,
    email          text        not null,
    callback_url   text,
    status         text        not null check (status in ('PENDING', 'CONFIRMED', 'REJECTED', 'EXPIRED', 'CANCELLED')),
    items          jsonb       not null,
    currency       text        not null,
    total          numeric     not null check (total > 0),
    payment_method text        not null,
    placed_at      timestamptz not null,
    expires_at     timestamptz not null check (expires_at > placed_at),
    reason         text        check (reason is null or status = 'REJECTED'),
    events         bigint      not null check (events > 0)
);

comment on column orders.events is 'how many events the order has published';

create index orders_by_status on orders (status, id);
create index pending_orders_by_deadline on orders (expires_at) where status = 'PENDING';

-- Forgotten after orders.idempotency-keys-last.
create table idempotency_keys (
    key         text        primary key,
    fingerprint text        not null,
    order_id    text        not null,
    created_at  timestamptz not null
);

create index idempotency_keys_by_age on idempotency_keys (created_at);

grant select, insert, update on orders to ${serviceRole};
grant select, insert, update, delete on idempotency_keys to ${serviceRole};
