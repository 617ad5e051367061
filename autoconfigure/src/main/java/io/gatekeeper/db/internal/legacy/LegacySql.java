package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the Python service's table: constant text, in which the table's name is filled in once. */
final class LegacySql {

    final String findUsers;
    final String findDocuments;

    LegacySql(QualifiedName source) {
        findUsers = on(source, """
                select distinct user_id
                  from @@source@@
                 order by user_id
                """);
        findDocuments = on(source, """
                select coalesce(viewings, 'null') as viewings
                  from @@source@@
                 where user_id = :user
                 order by id
                """);
    }

    private static String on(QualifiedName source, String sql) {
        return sql.replace("@@source@@", source.quoted());
    }
}
