package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the Python service's table: constant text, in which the table's name is filled in once. */
final class LegacySql {

    final String findUsers;
    final String findDocuments;

    LegacySql(QualifiedName source) {
        findUsers = source.in("""
                select distinct user_id
                  from @@table@@
                 order by user_id
                """);
        findDocuments = source.in("""
                select coalesce(viewings, 'null') as viewings
                  from @@table@@
                 where user_id = :user
                 order by id
                """);
    }
}
