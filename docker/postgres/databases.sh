#!/usr/bin/env bash
# One database per service, with the roles <database>_owner, which migrates it, and <database>_service, whose rights on
# tables the migrations grant; nobody else has any right in it. Run once, by the postgres image, on an empty volume.
set -euo pipefail

for database in orders payments notifications; do
    owner_password=$(<"/run/secrets/${database}_owner")
    service_password=$(<"/run/secrets/${database}_service")
    psql --username postgres --no-password --quiet -v ON_ERROR_STOP=1 -v database="$database" \
        -v owner="${database}_owner" -v owner_password="$owner_password" \
        -v service="${database}_service" -v service_password="$service_password" <<'SQL'
create role :"owner" login password :'owner_password';
create role :"service" login password :'service_password';
create database :"database" owner :"owner";
revoke all on database :"database", postgres from public;
grant connect on database :"database" to :"service";
\connect :"database"
revoke all on schema public from public;
grant usage on schema public to :"service";
SQL
done
