create sequence event_log_position cache 1;

-- The row's transaction id is assigned before its position is drawn: columns take their defaults in this order. So a
-- position that is missing below a visible one belongs to a transaction whose id was already assigned, and the relay
-- can tell when that transaction has ended.
create table event_log (
    xid            xid8        not null default pg_current_xact_id(),
    position       bigint      not null default nextval('event_log_position'),
    topic          text        not null,
    key            text        not null,
    version        bigint      not null check (version > 0),
    type           text        not null,
    event_id       text        not null,
    created_at     timestamptz not null,
    expires_at     timestamptz,
    correlation_id text        not null,
    causation_id   text,
    traceparent    text,
    value          bytea       not null,
    -- the topic lets the books be read from this index alone
    primary key (position) include (topic),
    unique (key, topic, version)
);
alter sequence event_log_position owned by event_log.position;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;

create trigger append_only before update or delete or truncate on event_log
    for each statement execute function refuse_change();
alter table event_log enable always trigger append_only;

grant usage on schema event_bus to "${serviceRole}";
grant select, insert on event_log to "${serviceRole}";
grant usage on sequence event_log_position to "${serviceRole}";
