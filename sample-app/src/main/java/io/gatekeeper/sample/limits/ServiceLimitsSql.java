package io.gatekeeper.sample.limits;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the limits: constant text, in which the table's name is filled in once. */
final class ServiceLimitsSql {

    final String findLatest;
    final String findAllLatest;
    final String insert;

    ServiceLimitsSql(QualifiedName table) {
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
                values (:user, :service, :changedAt, cast(:minutes as jsonb))
                    on conflict (user_id, service_id, changed_at) do update set minutes = excluded.minutes
                """.formatted(table);
    }
}
