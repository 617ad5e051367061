package io.gatekeeper.sample.limits;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the limits: constant text, in which the table's name is filled in once. */
final class ServiceLimitsSql {

    static final String LOCK = """
            select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(:user, 0))
            """;

    private static final String FIND_LATEST = """
            select minutes
              from @@table@@
             where user_id = :user and service_id = :service
             order by changed_at desc
             limit 1
            """;

    private static final String FIND_ALL_LATEST = """
            select distinct on (service_id) service_id, minutes
              from @@table@@
             where user_id = :user
             order by service_id, changed_at desc
            """;

    private static final String INSERT = """
            insert into @@table@@ (user_id, service_id, changed_at, minutes)
            select :user, :service, greatest(:now, max(changed_at) + interval '1 microsecond'), cast(:minutes as jsonb)
              from @@table@@
             where user_id = :user and service_id = :service
            """;

    private static final String COPY = """
            insert into @@table@@ (user_id, service_id, changed_at, minutes)
            select :to, service_id, changed_at, minutes
              from @@table@@
             where user_id = :user
               and not exists (select from @@table@@ where user_id = :to)
            """;

    private static final String DELETE = """
            delete from @@table@@
             where user_id = :user
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
