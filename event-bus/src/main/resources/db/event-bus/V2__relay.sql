-- Which positions of the event log are done, and which instance may add to them.
create table relay (
    only_row     boolean        primary key default true check (only_row),
    done         int8multirange not null default '{}',
    epoch        bigint         not null default 0,
    holder       text,
    leased_until timestamptz    not null default '-infinity'
);
insert into relay default values;

grant select, update on relay to "${serviceRole}";

-- The positions that were done without being sent: their time to live was over.
create table expired_before_relay (
    position bigint      primary key,
    at       timestamptz not null default clock_timestamp()
);

grant select, insert on expired_before_relay to "${serviceRole}";
