package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.sql.QualifiedName;

/**
 * The statements on the table of records: constant text, in which the table's name is filled in once. What is stored by
 * {@code append} and {@code end} comes from the row itself and from parameters, by immutable functions: a second look at
 * the table would see it as it was before the row was locked.
 *
 * <p>Two conditions stand here exactly as in the partial indexes, so that PostgreSQL recognises them: {@link #OPEN}
 * holds for a record with a viewing that has not ended (and for some that hold junk; every write evaluates it, so it is
 * kept short), {@link #TOUCHED_LATE} for one that was written to more than two days after its day, as when a long viewing
 * ends. Every write moves {@code updated_at} to the latest end at least, so a record that was touched before a span began,
 * and is not open, holds nothing that overlaps the span. Those that do are found in three places, each by its index,
 * whatever the server believes about how many records a user has.
 */
public final class ViewRecordSql {

    public static final String OPEN = """
            jsonb_path_exists(viewings, '$.devices.*.services.*[*] ? (!(@.unblock_ended_at > ""))')""";

    public static final String TOUCHED_LATE = "(updated_at at time zone 'UTC')::date > viewing_day + 2";

    private static final String TABLE = "@@table@@";

    /** Adds to a record that is there; another device, or another service of the device, is added as a whole. */
    private static final String ADD_WHERE_EXPECTED = """
                on conflict (user_id, viewing_day) do update
               set viewings = case
                     when r.viewings #> :device is null
                     then jsonb_set(r.viewings, :device, excluded.viewings #> :device)
                     else jsonb_set(r.viewings, :list, coalesce(r.viewings #> :list, '[]') || (excluded.viewings #> :list))
                     end,
                   updated_at = greatest(r.updated_at, excluded.updated_at)
             where r.viewings @@ cast(:expected as jsonpath)
            """;

    /**
     * Finds what can hold a viewing that ended since. Names each parameter once, because every occurrence would be sent
     * and read on its own; the server puts them where they are used before it plans.
     */
    private static final String ENDED_SINCE = """
            with asked as not materialized (
                 select cast(:user as text) as user_id, cast(:since as timestamptz) as since, cast(:day as date) as day,
                        cast(:firstDay as date) as first_day, cast(:lastDay as date) as last_day)
            select r.user_id, r.viewing_day, r.viewings
              from @@table@@ r, asked a
             where r.user_id = a.user_id and r.viewing_day between a.first_day and a.last_day
               and (r.viewing_day >= a.day or r.updated_at >= a.since)
             union all
            select r.user_id, r.viewing_day, r.viewings
              from @@table@@ r, asked a
             where r.user_id = a.user_id and r.viewing_day < a.first_day and r.updated_at >= a.since and %s
            """.formatted(TOUCHED_LATE);

    final String append;
    final String appendOnce;
    final String end;
    final String lock;
    final String lockOfUser;
    final String findOpenOfUser;
    final String lockOpen;
    final String create;
    final String update;
    final String delete;
    final String findOpen;
    final String findOpenOnDevice;
    final String findKeys;
    final String findEndedSince;
    final String findOverlapping;
    final String findLatest;
    final String findDeviceName;
    final String deleteUser;

    ViewRecordSql(QualifiedName table) {
        append = on(table, """
                insert into @@table@@ as r (user_id, viewing_day, viewings, updated_at)
                values (:user, :day, cast(:document as jsonb), :now)
                """ + ADD_WHERE_EXPECTED);
        appendOnce = on(table, """
                insert into @@table@@ as r (user_id, viewing_day, viewings, updated_at)
                select cast(:user as text), cast(:day as date), cast(:document as jsonb), cast(:now as timestamptz)
                 where not exists (
                       select
                         from @@table@@ n
                        where n.user_id = :user and n.viewing_day between :firstDay and :lastDay and n.viewing_day <> :day
                          and n.viewings @@ cast(:stored as jsonpath))
                """ + ADD_WHERE_EXPECTED);
        end = on(table, """
                update @@table@@
                   set viewings = jsonb_set(viewings, :path, cast(:ended as jsonb)),
                       updated_at = greatest(updated_at, :touched)
                 where user_id = :user and viewing_day = :day
                   and viewings #> :path = cast(:open as jsonb)
                """);
        lock = on(table, """
                select r.user_id, r.viewing_day, r.viewings
                  from @@table@@ r
                  join unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
                    on r.user_id = k.user_id and r.viewing_day = k.viewing_day
                 order by r.user_id, r.viewing_day
                   for update of r
                """);
        lockOfUser = on(table, """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where user_id = :user and viewing_day = any(cast(:days as date[]))
                 order by viewing_day
                   for update
                """);
        findOpenOfUser = on(table, """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where user_id = :user and %s
                 order by viewing_day
                """.formatted(OPEN));
        lockOpen = findOpenOfUser + "for update";
        create = on(table, """
                insert into @@table@@ (user_id, viewing_day, viewings, updated_at)
                select k.user_id, k.viewing_day, cast(:empty as jsonb), cast(:touched as timestamptz)
                  from unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
                    on conflict (user_id, viewing_day) do nothing
                """);
        update = on(table, """
                update @@table@@ r
                   set viewings = k.viewings, updated_at = greatest(r.updated_at, k.touched)
                  from unnest(cast(:users as text[]), cast(:days as date[]), cast(:documents as jsonb[]),
                              cast(:touched as timestamptz[])) as k (user_id, viewing_day, viewings, touched)
                 where r.user_id = k.user_id and r.viewing_day = k.viewing_day
                """);
        delete = on(table, """
                delete from @@table@@ r
                 using unnest(cast(:users as text[]), cast(:days as date[])) as k (user_id, viewing_day)
                 where r.user_id = k.user_id and r.viewing_day = k.viewing_day
                """);
        findOpen = on(table, """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where %s
                """.formatted(OPEN));
        findOpenOnDevice = on(table, """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where %s and jsonb_exists(viewings -> 'devices', :client)
                """.formatted(OPEN));
        findKeys = on(table, """
                select user_id, viewing_day
                  from @@table@@
                 where (user_id, viewing_day) > (:user, :day) and viewing_day <= :lastDay
                 order by user_id, viewing_day
                 limit :most
                """);
        findEndedSince = on(table, ENDED_SINCE);
        findOverlapping = on(table, ENDED_SINCE + """
                 union all
                select r.user_id, r.viewing_day, r.viewings
                  from @@table@@ r, asked a
                 where r.user_id = a.user_id and r.viewing_day < a.day and r.updated_at < a.since and %s
                """.formatted(OPEN));
        findLatest = on(table, """
                select user_id, viewing_day, viewings
                  from @@table@@
                 where user_id = :user
                   and jsonb_path_exists(viewings, '$.devices.*.services ? (@.type() == "object").keyvalue() \
                ? (@.key == $service).value[*] ? (@.type() == "object")', jsonb_build_object('service', cast(:service as text)), true)
                   and not coalesce(jsonb_typeof(viewings -> 'version') = 'number' and viewings -> 'version' > '1', false)
                 order by viewing_day desc
                 limit 1
                """);
        findDeviceName = on(table, """
                select name
                  from (select viewing_day, viewings #>> array['devices', cast(:client as text), 'device_name'] as name
                          from @@table@@
                         where user_id = :user
                         order by viewing_day desc
                         limit 30) as recent
                 where trim(name) <> ''
                 order by viewing_day desc
                 limit 1
                """);
        deleteUser = on(table, """
                delete from @@table@@
                 where user_id = :user
                """);
    }

    private static String on(QualifiedName table, String sql) {
        return sql.replace(TABLE, table.quoted());
    }
}
