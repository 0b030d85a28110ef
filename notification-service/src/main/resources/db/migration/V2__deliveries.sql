-- What was tried to deliver each notification.
create table deliveries (
    id              bigint      generated always as identity primary key,
    notification_id text        not null references notifications,
    request_id      text        not null,
    attempt         int         not null,
    at              timestamptz not null,
    times           int         not null default 1,
    delivered       boolean     not null,
    answer          text        not null
);
comment on column deliveries.request_id is 'the id of the event that asks for the notification';
comment on column deliveries.times is 'how often the try was made; at is the last time';
create index deliveries_of_notification on deliveries (notification_id, id);

-- The webhook endpoints that answered 410 Gone.
create table gone_endpoints (
    url   text        primary key,
    since timestamptz not null default clock_timestamp()
);

grant select, insert, update on deliveries to ${serviceRole};
grant select, insert, delete on gone_endpoints to ${serviceRole};
