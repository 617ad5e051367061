create table if not exists @@schema@@.notes (
  user_id text not null primary key,
  note    text not null
);
