-- The inbox only grows. So its rows whose transaction is older than all that are under way are there for good, and no
-- more such rows can come. A bigint, because BRIN has no operators for xid8. The rows of before share the migration's
-- own id, which needs no rewrite.
alter table inbox add column xid bigint not null default pg_current_xact_id()::text::bigint;

-- The books read the latest rows by it, and nothing else does. A btree would cost every insert more. Without statistics
-- the planner does not take it.
create index inbox_by_xid on inbox using brin (xid) with (pages_per_range = 32, autosummarize = on);
analyze inbox;

-- Counted in carried_forward are the lower positions of the event log, which are all done, and the rows of the inbox
-- with a lower xid. The row's lock is the right to carry forward.
create table books_bound (
    only_row boolean primary key default true check (only_row),
    position bigint  not null default 1,
    xid      bigint  not null default 0
);
insert into books_bound default values;

-- How many events are where for good, in the inbox of a subscription, or in the event log when that is empty.
create table carried_forward (
    subscription text   not null,
    topic        text   not null,
    place        text   not null,
    count        bigint not null,
    primary key (subscription, topic, place)
);

grant select, update on books_bound to "${serviceRole}";
grant select, insert, update, delete on carried_forward to "${serviceRole}";
