package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.schema.IndexedSql;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The statements on the table of records. What is stored by {@link #APPEND}, {@link #APPEND_ONCE} and {@link #REPLACE}
 * comes from the row itself and from parameters, by immutable functions: a second look at the table would see it as it was
 * before the row was locked.
 *
 * <p>Every write moves {@code updated_at} to the latest end at least, so a record that was updated before an interval began,
 * and is not open, holds nothing that overlaps it. Those that do are found in three places, each by its index, whatever the
 * server believes about how many records a user has. A read names each parameter once, because every occurrence would be
 * sent and read on its own.
 */
enum ViewRecordSql {

    /** Adds a document's only viewing to its record, where that is as expected. */
    APPEND("""
            insert into @@table@@ as r (user_id, viewing_day, viewings, updated_at)
            values (:user, :day, cast(:document as jsonb), :now)
            """ + Part.ADD_WHERE_EXPECTED),

    /** The same, unless the viewing is stored in a neighbouring record. */
    APPEND_ONCE("""
            insert into @@table@@ as r (user_id, viewing_day, viewings, updated_at)
            select cast(:user as text), cast(:day as date), cast(:document as jsonb), cast(:now as timestamptz)
             where not exists (
                   select
                     from @@table@@ n
                    where n.user_id = :user and n.viewing_day between :firstDay and :lastDay and n.viewing_day <> :day
                      and n.viewings @@ cast(:stored as jsonpath))
            """ + Part.ADD_WHERE_EXPECTED),

    /** Replaces a viewing where it is still what it was. */
    REPLACE("""
            update @@table@@
               set viewings = jsonb_set(viewings, :path, cast(:after as jsonb)),
                   updated_at = greatest(updated_at, :updated)
             where user_id = :user and viewing_day = :day
               and viewings #> :path = cast(:before as jsonb)
            """),

    LOCK("""
            select r.user_id, r.viewing_day, r.viewings
              from @@table@@ r
              join unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
                on r.user_id = k.user_id and r.viewing_day = k.viewing_day
             order by r.user_id, r.viewing_day
               for update of r
            """),

    LOCK_OF_USER("""
            select user_id, viewing_day, viewings
              from @@table@@
             where user_id = :user and viewing_day = any(cast(:days as date[]))
             order by viewing_day
               for update
            """),

    LOCK_ALL_OF_USER("""
            select user_id, viewing_day, viewings
              from @@table@@
             where user_id = :user
             order by viewing_day
               for update
            """),

    LOCK_OPEN_OF_USER(Part.OPEN_OF_USER + "for update"),

    INSERT("""
            insert into @@table@@ (user_id, viewing_day, viewings, updated_at)
            select k.user_id, k.viewing_day, k.viewings, k.updated_at
              from unnest(cast(:users as text[]), cast(:days as date[]), cast(:documents as jsonb[]),
                          cast(:updated as timestamptz[])) as k (user_id, viewing_day, viewings, updated_at)
                on conflict (user_id, viewing_day) do nothing
            returning user_id, viewing_day
            """),

    UPDATE("""
            update @@table@@ r
               set viewings = k.viewings, updated_at = greatest(r.updated_at, k.updated_at)
              from unnest(cast(:users as text[]), cast(:days as date[]), cast(:documents as jsonb[]),
                          cast(:updated as timestamptz[])) as k (user_id, viewing_day, viewings, updated_at)
             where r.user_id = k.user_id and r.viewing_day = k.viewing_day
            """),

    DELETE("""
            delete from @@table@@ r
             using unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
             where r.user_id = k.user_id and r.viewing_day = k.viewing_day
            """),

    DELETE_USER("""
            delete from @@table@@
             where user_id = :user
            """),

    FIND_OF_USER("""
            select user_id, viewing_day, viewings
              from @@table@@
             where user_id = :user and viewing_day between :firstDay and :lastDay
             order by viewing_day
            """),

    FIND_OPEN("""
            select user_id, viewing_day, viewings
              from @@table@@
             where %s
            """.formatted(IndexedSql.OPEN)),

    FIND_OPEN_OF_USER(Part.OPEN_OF_USER),

    FIND_OPEN_ON_DEVICE("""
            select user_id, viewing_day, viewings
              from @@table@@
             where %s and jsonb_exists(viewings -> 'devices', :client)
            """.formatted(IndexedSql.OPEN)),

    FIND_KEYS("""
            select user_id, viewing_day
              from @@table@@
             where (user_id, viewing_day) > (:user, :day) and viewing_day <= :lastDay
             order by user_id, viewing_day
             limit :most
            """),

    FIND_ENDED(Part.ENDED_SINCE),

    FIND_OVERLAPPING(Part.ENDED_SINCE + """
             union all
            select r.user_id, r.viewing_day, r.viewings
              from @@table@@ r, asked a
             where r.user_id = a.user_id and r.viewing_day < a.day and r.updated_at < a.since and %s
            """.formatted(IndexedSql.OPEN)),

    FIND_LATEST("""
            select user_id, viewing_day, viewings
              from @@table@@
             where user_id = :user and viewing_day <= :lastDay
               and jsonb_path_exists(viewings, '$.devices.*.services ? (@.type() == "object").keyvalue() \
            ? (@.key == $service).value[*] ? (@.type() == "object")', jsonb_build_object('service', cast(:service as text)), true)
               and not coalesce(jsonb_typeof(viewings -> 'version') = 'number' and viewings -> 'version' > '1', false)
             order by viewing_day desc
             limit 1
            """),

    FIND_DEVICE_NAMES("""
            select k.user_id, k.client_id, n.name
              from unnest(cast(:users as text[]), cast(:clients as text[])) as k (user_id, client_id)
             cross join lateral (
                   select recent.name
                     from (select r.viewing_day, r.viewings #>> array['devices', k.client_id, 'device_name'] as name
                             from @@table@@ r
                            where r.user_id = k.user_id
                            order by r.viewing_day desc) as recent
                    where trim(recent.name) <> ''
                    order by recent.viewing_day desc
                    limit 1) as n
            """),

    /** The name that each device of a user had last. */
    FIND_DEVICES("""
            select distinct on (device.client_id) device.client_id, device.name
              from (select r.viewing_day, d.key as client_id,
                           case when trim(d.value ->> 'device_name') <> '' then d.value ->> 'device_name' end as name
                      from @@table@@ r
                     cross join lateral jsonb_each(
                           case when jsonb_typeof(r.viewings -> 'devices') = 'object' then r.viewings -> 'devices' end) as d
                     where r.user_id = :user
                       and not coalesce(jsonb_typeof(r.viewings -> 'version') = 'number' and r.viewings -> 'version' > '1', false)
                   ) as device
             order by device.client_id, device.name is null, device.viewing_day desc
            """),

    /** Goes from user to user by the key, and never through their records. */
    FIND_USERS("""
            with recursive next (user_id) as (
                 (select user_id from @@table@@ where user_id > :after order by user_id limit 1)
                 union all
                 select (select t.user_id from @@table@@ t where t.user_id > n.user_id order by t.user_id limit 1)
                   from next n
                  where n.user_id is not null)
            select user_id
              from next
             where user_id is not null
             limit :most
            """);

    private final String text;

    ViewRecordSql(String text) {
        this.text = text;
    }

    /** {@return the statements on a table, with its name filled in once} */
    static Function<ViewRecordSql, String> on(QualifiedName table) {
        Map<ViewRecordSql, String> statements = new EnumMap<>(ViewRecordSql.class);
        for (ViewRecordSql statement : values()) {
            statements.put(statement, table.in(statement.text));
        }
        return statement -> Objects.requireNonNull(statements.get(statement));
    }

    /** What several statements have in common. */
    private static final class Part {

        /** Adds to a record that is there; another device, or another service of the device, is added as a whole. */
        static final String ADD_WHERE_EXPECTED = """
                    on conflict (user_id, viewing_day) do update
                   set viewings = case
                         when r.viewings #> :device is null
                         then jsonb_set(r.viewings, :device, excluded.viewings #> :device)
                         else jsonb_set(r.viewings, :list, coalesce(r.viewings #> :list, '[]') || (excluded.viewings #> :list))
                         end,
                       updated_at = greatest(r.updated_at, excluded.updated_at)
                 where r.viewings @@ cast(:expected as jsonpath)
                """;

        static final String OPEN_OF_USER = """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where user_id = :user and %s
                 order by viewing_day
                """.formatted(IndexedSql.OPEN);

        static final String ENDED_SINCE = """
                with asked as not materialized (
                     select cast(:user as text) as user_id, cast(:since as timestamptz) as since,
                            cast(:day as date) as day, cast(:firstDay as date) as first_day, cast(:lastDay as date) as last_day)
                select r.user_id, r.viewing_day, r.viewings
                  from @@table@@ r, asked a
                 where r.user_id = a.user_id and r.viewing_day between a.first_day and a.last_day
                   and (r.viewing_day >= a.day or r.updated_at >= a.since)
                 union all
                select r.user_id, r.viewing_day, r.viewings
                  from @@table@@ r, asked a
                 where r.user_id = a.user_id and r.viewing_day < a.first_day and r.updated_at >= a.since
                   and %s
                """.formatted(IndexedSql.UPDATED_LATE);

        private Part() {}
    }
}
