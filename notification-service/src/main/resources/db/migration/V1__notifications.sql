create table correspondences (
    order_id text   primary key,
    events   bigint not null check (events >= 0)
);

comment on column correspondences.events is 'how many events were published about the order''s notifications';

create table notifications (
    id             text        primary key,
    order_id       text        not null references correspondences,
    channel        text        not null check (channel in ('EMAIL', 'WEBHOOK')),
    recipient      text        not null,
    status         text        not null check (status in ('REQUESTED', 'SENT', 'FAILED')),
    about          text        not null,
    about_event_id text        not null,
    occurred_at    timestamptz not null,
    amount         numeric     not null,
    currency       text        not null,
    explanation    text,
    expires_at     timestamptz not null,
    reason         text        check (reason is null or status = 'FAILED'),
    unique (about_event_id, channel)
);

comment on column notifications.expires_at is 'the time to live of the request to deliver it';

create index notifications_by_order on notifications (order_id, occurred_at);

grant select, insert, update on correspondences, notifications to ${serviceRole};
