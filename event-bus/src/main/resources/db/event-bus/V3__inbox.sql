-- The events that a subscription has settled.
create table inbox (
    subscription text        not null,
    event_id     bytea       not null,
    settled      text        not null check (settled in ('handled', 'skipped', 'expired', 'discarded')),
    topic        text        not null,
    key          text        not null,
    version      bigint      not null,
    settled_at   timestamptz not null default clock_timestamp(),
    primary key (subscription, event_id)
);

grant select, insert on inbox to "${serviceRole}";
