package io.gatekeeper.sample.limits;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the limits: constant text, in which the table's name is filled in once. */
final class ServiceLimitsSql {

    final String lock;
    final String findLatest;
    final String findAllLatest;
    final String insert;

    ServiceLimitsSql(QualifiedName table) {
        lock = """
                select pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(:user, 0))
                """;
        findLatest = """
                select minutes
                  from %s
                 where user_id = :user and service_id = :service
                 order by changed_at desc
                 limit 1
                """.formatted(table);
        findAllLatest = """
                select distinct on (service_id) service_id, minutes
                  from %s
                 where user_id = :user
                 order by service_id, changed_at desc
                """.formatted(table);
        insert = """
                insert into %s (user_id, service_id, changed_at, minutes)
                select :user, :service, greatest(:now, max(changed_at) + interval '1 microsecond'), cast(:minutes as jsonb)
                  from %s
                 where user_id = :user and service_id = :service
                """.formatted(table, table);
    }
}
