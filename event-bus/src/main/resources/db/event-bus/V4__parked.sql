-- Names an event as long as it is unfinished, whether it waits or is the head, and an unreadable record for ever.
create sequence failed_id;

-- The keys with an unfinished failed event, one row each, and that event: the head. The row is the key's lock.
create table parked (
    id            bigint      not null default nextval('failed_id') unique,
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
    id            bigint      not null default nextval('failed_id') unique,
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
    id            bigint      default nextval('failed_id') primary key,
    subscription  text        not null,
    topic         text        not null,
    partition     int         not null,
    "offset"      bigint      not null,
    key           bytea,
    key_text      text,
    value         bytea,
    header_names  text[]      not null,
    header_values bytea[]     not null,
    reason        text        not null,
    cause         text        not null,
    at            timestamptz not null default clock_timestamp(),
    copied_at     timestamptz,
    discarded_at  timestamptz,
    unique (subscription, topic, partition, "offset")
);

comment on column unreadable.key_text is 'the key as well as it can be read as text';
comment on column unreadable.cause is 'the reason without what is particular to one record';

grant usage on sequence failed_id to "${serviceRole}";
grant select, insert, update, delete on parked to "${serviceRole}";
grant select, insert, delete on waiting to "${serviceRole}";
grant select, insert, update on unreadable to "${serviceRole}";
