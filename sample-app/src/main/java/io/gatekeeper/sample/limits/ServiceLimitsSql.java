package io.gatekeeper.sample.limits;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the limits: constant text, in which the table's name is filled in once. */
final class ServiceLimitsSql {

    static final String LOCK = """
            select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(cast(:user as text), 0))
            """;

    private static final String FIND_LATEST = """
            select minutes
              from @@table@@
             where user_id = cast(:user as text) and service_id = cast(:service as text)
             order by changed_at desc
             limit 1
            """;

    private static final String FIND_ALL_LATEST = """
            select distinct on (service_id) service_id, minutes
              from @@table@@
             where user_id = cast(:user as text)
             order by service_id, changed_at desc
            """;

    private static final String INSERT = """
            insert into @@table@@ (user_id, service_id, changed_at, minutes)
            select cast(:user as text), cast(:service as text),
                   greatest(cast(:now as timestamptz), pg_catalog.max(changed_at) + interval '1 microsecond'),
                   cast(:minutes as jsonb)
              from @@table@@
             where user_id = cast(:user as text) and service_id = cast(:service as text)
            """;

    private static final String COPY = """
            insert into @@table@@ (user_id, service_id, changed_at, minutes)
            select cast(:to as text), service_id, changed_at, minutes
              from @@table@@
             where user_id = cast(:user as text)
               and not exists (select from @@table@@ where user_id = cast(:to as text))
            """;

    private static final String DELETE = """
            delete from @@table@@
             where user_id = cast(:user as text)
            """;

    final String findLatest;
    final String findAllLatest;
    final String insert;
    final String copy;
    final String delete;

    ServiceLimitsSql(QualifiedName table) {
        findLatest = table.in(FIND_LATEST);
        findAllLatest = table.in(FIND_ALL_LATEST);
        insert = table.in(INSERT);
        copy = table.in(COPY);
        delete = table.in(DELETE);
    }
}
