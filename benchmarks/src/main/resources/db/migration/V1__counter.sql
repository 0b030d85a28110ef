create table counter (key text primary key, number bigint not null);
grant select, insert, update on counter to "${serviceRole}";
