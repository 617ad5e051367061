create table if not exists @@schema@@.service_limits (
  user_id    text        not null,
  service_id text        not null,
  changed_at timestamptz not null,
  minutes    jsonb       not null,
  primary key (user_id, service_id, changed_at)
);
