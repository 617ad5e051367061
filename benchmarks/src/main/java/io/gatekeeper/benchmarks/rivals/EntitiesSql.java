package io.gatekeeper.benchmarks.rivals;

/** The tables of the mappers, with the same indexes as the rows of plain JDBC. */
final class EntitiesSql {

    static final String CREATE_ROWS = """
            create table if not exists viewing_entities (
              id bigint generated always as identity primary key,
              user_id text not null, started_at timestamp not null, client_id text not null, service_id text not null,
              device_name text not null, minutes int, ended_at timestamp, seconds bigint,
              unique (user_id, started_at, client_id, service_id));
            create index if not exists viewing_entities_ended_idx on viewing_entities (user_id, ended_at);
            create index if not exists viewing_entities_open_idx on viewing_entities (user_id) where ended_at is null;
            truncate viewing_entities""";

    /** Without a zone, because Spring Data JDBC would read one in that of the JVM. */
    static final String COPY_ROWS = """
            insert into viewing_entities (user_id, started_at, client_id, service_id, device_name, minutes, ended_at, seconds)
            select user_id, started_at at time zone 'UTC', client_id, service_id, device_name, minutes,
                   ended_at at time zone 'UTC', seconds
              from (%s) as r""".formatted(RowsSql.OF_USERS);

    static final String CREATE_DOCUMENTS = """
            create table if not exists viewing_documents (
              user_id text not null, viewing_day date not null, viewings jsonb not null, is_open boolean not null,
              primary key (user_id, viewing_day));
            create index if not exists viewing_documents_open_idx on viewing_documents (user_id) where is_open;
            truncate viewing_documents""";

    static final String COPY_DOCUMENTS = """
            insert into viewing_documents (user_id, viewing_day, viewings, is_open)
            select user_id, cast(started_at at time zone 'UTC' as date),
                   jsonb_agg(jsonb_build_object('start', floor(extract(epoch from started_at) * 1000), 'device', client_id,
                     'service', service_id, 'name', device_name, 'minutes', minutes,
                     'end', floor(extract(epoch from ended_at) * 1000), 'seconds', seconds) order by started_at),
                   bool_or(ended_at is null)
              from (%s) as r
             group by 1, 2
                on conflict (user_id, viewing_day) do nothing""".formatted(RowsSql.OF_USERS);

    private EntitiesSql() {}
}
