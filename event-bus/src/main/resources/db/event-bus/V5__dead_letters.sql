-- What the dead-letter desk shows: the heads of parked keys, dead or on their way again, and the unreadable records.
create view desk as
select id, 'event' as kind, state, subscription, topic, key, event_id, type, version, attempt, cause,
       failures -> -1 ->> 'error' as error, (failures -> -1 ->> 'at')::timestamptz as failed_at, expires_at, copied_at,
       (select count(*) from waiting
         where (waiting.subscription, waiting.topic, waiting.key) = (parked.subscription, parked.topic, parked.key)
       ) as waiting,
       failures, value, header_names, header_values, null::int as partition, null::bigint as "offset"
  from parked
union all
select id, 'unreadable', 'dead', subscription, topic, key_text, null, null, null, null, cause,
       reason, at, null, copied_at,
       0,
       '[]', value, header_names, header_values, partition, "offset"
  from unreadable
 where discarded_at is null;

-- What operators have decided about dead letters.
create table dead_letter_audit (
    id           bigint      generated always as identity primary key,
    at           timestamptz not null default clock_timestamp(),
    operator     text        not null,
    action       text        not null check (action in ('redriven', 'expired', 'discarded')),
    reason       text        check (reason is not null or action <> 'discarded'),
    dead_letter  bigint      not null,
    kind         text        not null,
    subscription text        not null,
    topic        text        not null,
    key          text,
    event_id     bytea,
    type         text,
    version      bigint,
    error        text
);
comment on column dead_letter_audit.action is 'expired: it was to be redriven when its time to live was over';
comment on column dead_letter_audit.error is 'why it was dead';
create index dead_letter_audit_by_key on dead_letter_audit (key, id);
create index dead_letter_audit_by_dead_letter on dead_letter_audit (dead_letter, id);

create trigger append_only before update or delete or truncate on dead_letter_audit
    for each statement execute function refuse_change();
alter table dead_letter_audit enable always trigger append_only;

grant select on desk to "${serviceRole}";
grant select, insert on dead_letter_audit to "${serviceRole}";
