-- The keys with an unfinished failed event, one row each, and that event: the head. The row is the key's lock.
create table parked (
    id            bigint      generated always as identity unique,
    subscription  text        not null,
    topic         text        not null,
    key           text        not null,
    event_id      bytea       not null,
    version       bigint      not null,
    type          text        not null,
    value         bytea       not null,
    header_names  text[]      not null,
    header_values bytea[]     not null,
    expires_at    timestamptz,
    state         text        not null check (state in ('retrying', 'dead')),
    attempt       int         not null,
    retry         int         not null,
    not_before    timestamptz not null,
    copied_at     timestamptz,
    failures      jsonb       not null,
    cause         text        not null,
    changed_at    timestamptz not null default clock_timestamp(),
    primary key (subscription, topic, key)
);
comment on column parked.attempt is 'the attempt that comes next, or for a dead event, that came last';
comment on column parked.retry is 'the number of the retry topic in which the head travels';
comment on column parked.copied_at is 'when its copy was sent to the retry or dead-letter topic; null until then';
create index parked_by_event on parked (event_id);

-- The later events of parked keys.
create table waiting (
    subscription  text        not null,
    event_id      bytea       not null,
    topic         text        not null,
    key           text        not null,
    version       bigint      not null,
    type          text        not null,
    value         bytea       not null,
    header_names  text[]      not null,
    header_values bytea[]     not null,
    expires_at    timestamptz,
    since         timestamptz not null default clock_timestamp(),
    primary key (subscription, event_id)
);
create index waiting_in_order on waiting (subscription, topic, key, version);

-- Records that hold no event.
create table unreadable (
    id            bigint      generated always as identity primary key,
    subscription  text        not null,
    topic         text        not null,
    partition     int         not null,
    "offset"      bigint      not null,
    key           bytea,
    value         bytea,
    header_names  text[]      not null,
    header_values bytea[]     not null,
    reason        text        not null,
    at            timestamptz not null default clock_timestamp(),
    copied_at     timestamptz,
    unique (subscription, topic, partition, "offset")
);

grant select, insert, update, delete on parked to "${serviceRole}";
grant select, insert, delete on waiting to "${serviceRole}";
grant select, insert, update on unreadable to "${serviceRole}";
