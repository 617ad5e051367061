package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.schema.IndexedSql;
import io.gatekeeper.db.sql.QualifiedName;

/**
 * The statements on the table of records. What is stored by {@link #APPEND}, {@link #APPEND_ONCE} and {@link #REPLACE}
 * comes from the row itself and from parameters, by immutable functions: a second look at the table would see it as it was
 * before the row was locked.
 *
 * <p>Nothing is found by way of the search path, where anybody who may create something in {@code public} could put a
 * function or an operator that fits better than PostgreSQL's own: functions are named with their schema, parameters and the
 * keys of JSON with their types, so that an operator fits exactly. An {@code unnest} of several arrays is PostgreSQL's own
 * by its grammar, and has no schema.
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
            values (cast(:user as text), cast(:day as date), cast(:document as jsonb), cast(:now as timestamptz))
            """ + Part.ADD_WHERE_EXPECTED),

    /** The same, unless the viewing is stored in a neighbouring record. */
    APPEND_ONCE("""
            insert into @@table@@ as r (user_id, viewing_day, viewings, updated_at)
            select cast(:user as text), cast(:day as date), cast(:document as jsonb), cast(:now as timestamptz)
             where not exists (
                   select
                     from @@table@@ n
                    where n.user_id = cast(:user as text) and n.viewing_day <> cast(:day as date)
                      and n.viewing_day between cast(:firstDay as date) and cast(:lastDay as date)
                      and n.viewings @@ cast(:stored as jsonpath))
            """ + Part.ADD_WHERE_EXPECTED),

    /** Whether it is stored in a neighbouring record, where an upsert cannot look. */
    IS_STORED_NEARBY("""
            select exists (
                   select
                     from @@table@@ n
                    where n.user_id = cast(:user as text) and n.viewing_day <> cast(:day as date)
                      and n.viewing_day between cast(:firstDay as date) and cast(:lastDay as date)
                      and n.viewings @@ cast(:stored as jsonpath))
            """),

    /** Replaces a viewing where it is still what it was. */
    REPLACE(Part.REPLACE),

    /** The same, where it is the only open one of its service and device, in this record and in all others of the user. */
    REPLACE_ONLY(Part.REPLACE + """
               and viewings @@ cast(:expected as jsonpath)
               and not exists (
                   select
                     from @@table@@
                    where user_id = cast(:user as text) and viewing_day <> cast(:day as date) and %s
                      and viewings @@ cast(:open as jsonpath))
            """.formatted(IndexedSql.OPEN)),

    /**
     * Changes nothing, but keeps a user's records where they are until the transaction has ended. On several servers a lock
     * alone does not: they may move, and whoever comes next finds them where nobody has locked them.
     */
    KEEP_IN_PLACE("""
            update @@table@@
               set updated_at = updated_at
             where user_id = cast(:user as text) and viewing_day = date '-infinity'
            """),

    LOCK(Part.LOCK),

    /** Locks those that nobody else has locked. */
    LOCK_FREE(Part.LOCK + "skip locked"),

    LOCK_OF_USER(Part.LOCK_OF_USER),

    LOCK_FREE_OF_USER(Part.LOCK_OF_USER + "skip locked"),

    LOCK_ALL_OF_USER("""
            select user_id, viewing_day, viewings
              from @@table@@
             where user_id = cast(:user as text)
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

    INSERT_ONE("""
            insert into @@table@@ (user_id, viewing_day, viewings, updated_at)
            values (cast(:user as text), cast(:day as date), cast(:document as jsonb), cast(:now as timestamptz))
                on conflict (user_id, viewing_day) do nothing
            """),

    UPDATE("""
            update @@table@@ r
               set viewings = k.viewings, updated_at = greatest(r.updated_at, k.updated_at)
              from unnest(cast(:users as text[]), cast(:days as date[]), cast(:documents as jsonb[]),
                          cast(:updated as timestamptz[])) as k (user_id, viewing_day, viewings, updated_at)
             where r.user_id = k.user_id and r.viewing_day = k.viewing_day
            """),

    UPDATE_OF_USER("""
            update @@table@@ r
               set viewings = k.viewings, updated_at = greatest(r.updated_at, k.updated_at)
              from unnest(cast(:days as date[]), cast(:documents as jsonb[]), cast(:updated as timestamptz[]))
                   as k (viewing_day, viewings, updated_at)
             where r.user_id = cast(:user as text) and r.viewing_day = k.viewing_day
            """),

    DELETE("""
            delete from @@table@@ r
             using unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
             where r.user_id = k.user_id and r.viewing_day = k.viewing_day
            """),

    DELETE_OF_USER("""
            delete from @@table@@
             where user_id = cast(:user as text) and viewing_day = any(cast(:days as date[]))
            """),

    DELETE_USER("""
            delete from @@table@@
             where user_id = cast(:user as text)
            """),

    FIND_OF_USER("""
            select user_id, viewing_day, viewings
              from @@table@@
             where user_id = cast(:user as text)
               and viewing_day between cast(:firstDay as date) and cast(:lastDay as date)
             order by viewing_day
            """),

    /**
     * Of some users at a time, in the order of their ids. An order by day, too, would make the key look cheaper to the server
     * than the index, and it would go through all records.
     */
    FIND_OPEN("""
            select r.user_id, r.viewing_day, r.supported, v.client_id, v.device_name, v.service_id, v.place, v.viewing
              from (%s) as r
              left join lateral (%s
                       and coalesce(v.viewing ->> text 'unblock_ended_at', '') = '') as v on true
             order by r.user_id
            """.formatted(Part.OPEN_RECORDS, Part.VIEWINGS)),

    FIND_OPEN_OF_USER(Part.OPEN_OF_USER),

    FIND_OPEN_AT("""
            select user_id, viewing_day
              from @@table@@
             where %s and pg_catalog.jsonb_path_exists(viewings, cast(:path as jsonpath), '{}', true)
            """.formatted(IndexedSql.OPEN)),

    FIND_OLDEST_DAY("""
            select viewing_day
              from @@table@@
             order by %s
             limit 1
            """.formatted(IndexedSql.DAY)),

    /**
     * Goes some steps along the key: through a user's records that are old enough to the first that is too young, and from
     * there to the next user.
     */
    FIND_KEYS("""
            with recursive next (user_id, viewing_day) as (
                 (select user_id, viewing_day
                    from @@table@@
                   where (user_id, viewing_day) > (cast(:user as text), cast(:day as date))
                   order by user_id, viewing_day
                   limit 1)
                 union all
                 select after.user_id, after.viewing_day
                   from next n
                  cross join lateral (
                        select t.user_id, t.viewing_day
                          from @@table@@ t
                         where (t.user_id, t.viewing_day) > (n.user_id,
                               case when n.viewing_day <= cast(:lastDay as date) then n.viewing_day else 'infinity' end)
                         order by t.user_id, t.viewing_day
                         limit 1) as after)
            select user_id, viewing_day
              from next
             limit cast(:most as bigint)
            """),

    FIND_ENDED(Part.ENDED_SINCE),

    FIND_OVERLAPPING(Part.ENDED_SINCE + """
             union all
            select r.user_id, r.viewing_day, r.viewings
              from @@table@@ r, asked a
             where r.user_id = a.user_id and r.viewing_day < a.day and r.updated_at < a.since and %s
            """.formatted(IndexedSql.OPEN)),

    FIND_LATEST("""
            select r.user_id, r.viewing_day, true as supported, v.client_id, v.device_name, v.service_id, v.place, v.viewing
              from (%s) as r
              left join lateral (%s
                       and s.key = cast(:service as text)) as v on true
            """.formatted(Part.LATEST_RECORD, Part.VIEWINGS)),

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
                           case when trim(d.value ->> text 'device_name') <> '' then d.value ->> text 'device_name' end
                                as name
                      from @@table@@ r
                     cross join lateral pg_catalog.jsonb_each(
                           case when pg_catalog.jsonb_typeof(r.viewings -> text 'devices') = 'object'
                                then r.viewings -> text 'devices' end) as d
                     where r.user_id = cast(:user as text) and %s
                   ) as device
             order by device.client_id, device.name is null, device.viewing_day desc
            """.formatted(Part.KNOWN_VERSION)),

    /** Goes from user to user by the key, and never through their records. */
    FIND_USERS("""
            with recursive next (user_id) as (
                 (select user_id from @@table@@ where user_id > cast(:after as text) order by user_id limit 1)
                 union all
                 select (select t.user_id from @@table@@ t where t.user_id > n.user_id order by t.user_id limit 1)
                   from next n
                  where n.user_id is not null)
            select user_id
              from next
             where user_id is not null
             limit cast(:most as bigint)
            """);

    private final String text;

    ViewRecordSql(String text) {
        this.text = text;
    }

    /** {@return the statement on a table that one server holds, with the names of its parameters} */
    String on(QualifiedName table) {
        return table.in(text);
    }

    /** {@return the same on one that is spread over several} */
    String onSeveral(QualifiedName table) {
        return table.in(DistributedSql.FORMS.getOrDefault(this, text));
    }

    /** What several statements have in common. */
    static final class Part {

        /** Adds to a record that is there; another device, or another service of the device, is added as a whole. */
        static final String ADD_WHERE_EXPECTED = """
                    on conflict (user_id, viewing_day) do update
                   set viewings = case
                         when r.viewings #> cast(:device as text[]) is null
                         then pg_catalog.jsonb_set(r.viewings, cast(:device as text[]),
                              excluded.viewings #> cast(:device as text[]))
                         else pg_catalog.jsonb_set(r.viewings, cast(:list as text[]),
                              coalesce(r.viewings #> cast(:list as text[]), '[]')
                              || (excluded.viewings #> cast(:list as text[])))
                         end,
                       updated_at = greatest(r.updated_at, excluded.updated_at)
                 where r.viewings @@ cast(:expected as jsonpath)
                """;

        static final String REPLACE = """
                update @@table@@
                   set viewings = pg_catalog.jsonb_set(viewings, cast(:path as text[]), cast(:after as jsonb)),
                       updated_at = greatest(updated_at, cast(:updated as timestamptz))
                 where user_id = cast(:user as text) and viewing_day = cast(:day as date)
                   and viewings #> cast(:path as text[]) = cast(:before as jsonb)
                """;

        static final String LOCK = """
                select r.user_id, r.viewing_day, r.viewings
                  from @@table@@ r
                  join unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
                    on r.user_id = k.user_id and r.viewing_day = k.viewing_day
                 order by r.user_id, r.viewing_day
                   for update of r
                """;

        static final String LOCK_OF_USER = """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where user_id = cast(:user as text) and viewing_day = any(cast(:days as date[]))
                 order by viewing_day
                   for update
                """;

        static final String KNOWN_VERSION = """
                not coalesce(pg_catalog.jsonb_typeof(viewings -> text 'version') = 'number'
                             and viewings -> text 'version' > '1', false)""";

        static final String OPEN_RECORDS = """
                select user_id, viewing_day, viewings, %s as supported
                      from @@table@@
                     where user_id > cast(:user as text) and %s
                     order by user_id
                     fetch first %d rows with ties""".formatted(KNOWN_VERSION, IndexedSql.OPEN, Sweep.BATCH);

        static final String LATEST_RECORD = """
                select user_id, viewing_day, viewings
                      from @@table@@
                     where user_id = cast(:user as text) and viewing_day <= cast(:lastDay as date)
                       and pg_catalog.jsonb_path_exists(viewings, '$.devices.*.services \
                ? (@.type() == "object").keyvalue() ? (@.key == $service).value[*] ? (@.type() == "object")',
                             pg_catalog.jsonb_object(array['service', cast(:service as text)]), true)
                       and %s
                     order by viewing_day desc
                     limit 1""".formatted(KNOWN_VERSION);

        /** The viewings in the document of r, and where each stands; what is malformed holds none. */
        static final String VIEWINGS = """

                    select d.key as client_id, d.value -> text 'device_name' as device_name, s.key as service_id,
                           v.number - 1 as place, v.viewing
                      from pg_catalog.jsonb_each(pg_catalog.jsonb_path_query_first(
                           r.viewings, 'strict $.devices ? (@.type() == "object")', '{}', true)) as d
                     cross join lateral pg_catalog.jsonb_each(pg_catalog.jsonb_path_query_first(
                           d.value, 'strict $.services ? (@.type() == "object")', '{}', true)) as s
                     cross join lateral pg_catalog.jsonb_array_elements(pg_catalog.jsonb_path_query_first(
                           s.value, 'strict $ ? (@.type() == "array")', '{}', true)) with ordinality as v (viewing, number)
                     where pg_catalog.jsonb_typeof(v.viewing) = 'object'
                """.stripTrailing();

        static final String OPEN_OF_USER = """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where user_id = cast(:user as text) and %s
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
