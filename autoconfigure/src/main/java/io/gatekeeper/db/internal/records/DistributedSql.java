package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_DEVICE_NAMES;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_KEYS;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_LATEST;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_USERS;

import io.gatekeeper.db.internal.records.ViewRecordSql.Part;
import java.util.Map;

/**
 * Statements as they are sent where Citus has spread the table, and refuses their ordinary form: it neither goes along a key
 * by recursion, nor takes the first row of each of several users, nor plans one lateral join within another. The answers are
 * the same.
 */
final class DistributedSql {

    /**
     * The viewings in the document of r, whose row is there, too, where a device or service holds none. The types are asked for
     * so that the server expects few rows: by the millions that it expects otherwise it compiles the statement each time.
     */
    private static final String VIEWINGS = """
            select r.user_id, r.viewing_day, %s as supported, d.key as client_id, d.value -> text 'device_name' as device_name,
                   s.key as service_id, v.number - 1 as place, v.viewing
              from (%s) as r
              left join lateral pg_catalog.jsonb_each(pg_catalog.jsonb_path_query_first(
                   r.viewings, 'strict $.devices ? (@.type() == "object")', '{}', true)) as d
                on pg_catalog.jsonb_typeof(d.value) = 'object'
              left join lateral pg_catalog.jsonb_each(pg_catalog.jsonb_path_query_first(
                   d.value, 'strict $.services ? (@.type() == "object")', '{}', true)) as s
                on pg_catalog.jsonb_typeof(s.value) = 'array' and %s
              left join lateral pg_catalog.jsonb_array_elements(pg_catalog.jsonb_path_query_first(
                   s.value, 'strict $ ? (@.type() == "array")', '{}', true)) with ordinality as v (viewing, number)
                on pg_catalog.jsonb_typeof(v.viewing) = 'object'
            """;

    /** Each server goes through its part of the key, those records included that are too young. */
    private static final String KEYS = """
            select user_id, viewing_day
              from @@table@@
             where (user_id, viewing_day) > (cast(:user as text), cast(:day as date))
               and viewing_day <= cast(:lastDay as date)
             order by user_id, viewing_day
             limit cast(:most as bigint)
            """;

    /** Goes through all records of the users. */
    private static final String DEVICE_NAMES = """
            select distinct on (r.user_id, k.client_id) r.user_id, k.client_id,
                   r.viewings #>> array['devices', k.client_id, 'device_name'] as name
              from @@table@@ r
              join unnest(cast(:users as text[]), cast(:clients as text[])) as k (user_id, client_id)
                on r.user_id = k.user_id
             where trim(r.viewings #>> array['devices', k.client_id, 'device_name']) <> ''
             order by r.user_id, k.client_id, r.viewing_day desc
            """;

    private static final String USERS = """
            select distinct user_id
              from @@table@@
             where user_id > cast(:after as text)
             order by user_id
             limit cast(:most as bigint)
            """;

    static final Map<ViewRecordSql, String> FORMS = Map.of(
            FIND_OPEN,
            VIEWINGS.formatted("r.supported", Part.OPEN_RECORDS, "true")
                    + "and coalesce(v.viewing ->> text 'unblock_ended_at', '') = '' order by r.user_id",
            FIND_LATEST,
            VIEWINGS.formatted("true", Part.LATEST_RECORD, "s.key = cast(:service as text)"),
            FIND_KEYS,
            KEYS,
            FIND_DEVICE_NAMES,
            DEVICE_NAMES,
            FIND_USERS,
            USERS);

    private DistributedSql() {}
}
