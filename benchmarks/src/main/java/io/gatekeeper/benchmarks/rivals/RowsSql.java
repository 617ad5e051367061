package io.gatekeeper.benchmarks.rivals;

/** A row for each viewing, with what its questions need: the key, an index for sums, and one for what is open. */
final class RowsSql {

    static final String CREATE = """
            create table if not exists viewing_rows (
              user_id text not null, started_at timestamptz not null, client_id text not null, service_id text not null,
              device_name text not null, minutes int, ended_at timestamptz, seconds bigint,
              primary key (user_id, started_at, client_id, service_id));
            create index if not exists viewing_rows_ended_idx on viewing_rows (user_id, ended_at);
            create index if not exists viewing_rows_open_idx on viewing_rows (user_id) where ended_at is null;
            truncate viewing_rows""";

    /** What the gatekeeper's table has of some users, as rows. */
    static final String OF_USERS = """
            select r.user_id, cast(v.value ->> 'unblock_started_at' as timestamptz) as started_at, d.key as client_id,
                   s.key as service_id, d.value ->> 'device_name' as device_name,
                   cast(v.value ->> 'requested_duration_minutes' as int) as minutes,
                   cast(v.value ->> 'unblock_ended_at' as timestamptz) as ended_at,
                   cast(v.value ->> 'actual_duration_seconds' as bigint) as seconds
              from gatekeeper.viewrecords r
             cross join lateral jsonb_each(r.viewings -> 'devices') d
             cross join lateral jsonb_each(d.value -> 'services') s
             cross join lateral jsonb_array_elements(s.value) v
             where r.user_id = any(?)
            """;

    static final String COPY = "insert into viewing_rows " + OF_USERS;

    static final String APPEND = """
            insert into viewing_rows (user_id, started_at, client_id, service_id, device_name, minutes)
            values (?, ?, ?, ?, ?, ?)
                on conflict do nothing""";

    static final String CLOSE = """
            update viewing_rows v
               set ended_at = ?, seconds = extract(epoch from ? - v.started_at)
             where (v.user_id, v.started_at, v.client_id, v.service_id) = (
                   select o.user_id, o.started_at, o.client_id, o.service_id
                     from viewing_rows o
                    where o.user_id = ? and o.client_id = ? and o.service_id = ? and o.ended_at is null
                    order by o.started_at desc
                    limit 1
                      for update)
            returning v.started_at""";

    static final String SECONDS = """
            select service_id, sum(seconds)
              from viewing_rows
             where user_id = ? and ended_at >= ? and ended_at < ?
             group by service_id""";

    /** Two questions, because by one with an "or" the server would go through all that the user ever watched. */
    static final String OVERLAPPING = """
            select service_id, started_at, ended_at, minutes
              from viewing_rows
             where user_id = ? and ended_at > ? and started_at < ?
             union all
            select service_id, started_at, ended_at, minutes
              from viewing_rows
             where user_id = ? and ended_at is null and started_at < ?
             order by started_at""";

    static final String OPEN = """
            select user_id, started_at, client_id, service_id, device_name, minutes
              from viewing_rows
             where ended_at is null
             order by started_at""";

    private RowsSql() {}
}
