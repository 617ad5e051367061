package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the Python service's table: constant text, in which the table's name is filled in once. */
final class LegacySql {

    final String findUsers;
    final String findRows;
    final String findDocument;

    LegacySql(QualifiedName source) {
        findUsers = source.in("""
                select distinct coalesce(user_id, '') as user_id
                  from @@table@@
                 where cast(:after as text) is null or coalesce(user_id, '') > cast(:after as text)
                 order by user_id
                 limit :most
                """);
        findRows = source.in("""
                select distinct id
                  from @@table@@
                 where user_id = :user
                 order by id
                """);
        findDocument = source.in("""
                select coalesce(viewings, 'null') as viewings
                  from @@table@@
                 where user_id = :user and id = :id
                """);
    }
}
