-- The simulated gateway's own books: no table of payment-service refers to them, nor they to any.
create schema gateway;

create table gateway.keys (
    key      text    primary key,
    status   text    not null check (status in ('OPEN', 'CHARGED', 'DECLINED', 'REFUNDED', 'VOIDED')),
    amount   numeric,
    currency text,
    method   text,
    reason   text,
    failures integer not null default 0
);

comment on column gateway.keys.amount is 'null when the key was voided before any charge was asked for';
comment on column gateway.keys.failures is 'how often card-flaky has failed under this key';

-- The primary key is the promise: at most one charge per key, ever, and at most one refund of it.
create table gateway.charges (
    key         text        primary key references gateway.keys,
    amount      numeric     not null check (amount > 0),
    currency    text        not null,
    charged_at  timestamptz not null default now(),
    refunded_at timestamptz
);

create table gateway.switchboard (
    only_row   boolean primary key default true check (only_row),
    mode       text    not null check (mode in ('UP', 'DOWN', 'SLOW')),
    methods_up text[]  not null
);

insert into gateway.switchboard (mode, methods_up) values ('UP', '{}');

grant usage on schema gateway to ${serviceRole};
grant select, insert, update on gateway.keys to ${serviceRole};
grant select, insert, update (refunded_at) on gateway.charges to ${serviceRole};
grant select, update on gateway.switchboard to ${serviceRole};
