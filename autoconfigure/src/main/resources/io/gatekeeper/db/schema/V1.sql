-- The table of records, version 1. The placeholders ${schema} and ${table} are Flyway's and Liquibase's, too.
-- The schema must exist. Everything is created where it is missing, and left as it is where it is there.

create table if not exists "${schema}"."${table}" (
  user_id      text        not null,
  viewing_day  date        not null,
  viewings     jsonb       not null,
  updated_at   timestamptz not null,
  primary key (user_id, viewing_day)
);

-- The records that hold an open viewing.
create index if not exists "${table}_open_idx" on "${schema}"."${table}" (user_id)
 where pg_catalog.jsonb_path_exists(viewings, '$.devices.*.services.*[*] ? (!(@.unblock_ended_at > ""))');

-- The records that were updated long after their day.
create index if not exists "${table}_late_idx" on "${schema}"."${table}" (user_id, updated_at)
 where (updated_at at time zone 'UTC')::date > viewing_day + 2;

-- The oldest records; by an expression, so that no other statement is planned with it.
create index if not exists "${table}_day_idx" on "${schema}"."${table}" ((viewing_day + 0));

-- Which version of this a database has.
comment on index "${schema}"."${table}_open_idx" is 'gatekeeper: version 1';
