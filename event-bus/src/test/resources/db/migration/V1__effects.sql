create table effect (account text not null, balance bigint not null);
grant select, insert on effect to "${serviceRole}";
