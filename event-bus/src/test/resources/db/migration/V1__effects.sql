create table effect (
    number  bigint generated always as identity,
    account text   not null,
    balance bigint not null
);
grant select, insert on effect to "${serviceRole}";
