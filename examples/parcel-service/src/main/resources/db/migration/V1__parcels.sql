create table parcels (id text primary key, events bigint not null);
create table journeys (parcel_id text not null, address text not null);
grant select, insert, update on parcels, journeys to "${serviceRole}"; -- the user of spring.datasource
