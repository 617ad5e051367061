package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the Python service's table: constant text, in which the table's name is filled in once. */
final class LegacySql {

    final String findUsers;
    final String findRows;
    final String findDocument;

    LegacySql(QualifiedName source) {
        findUsers = source.in("""
                select distinct coalesce(cast(user_id as text), '') as user_id
                  from @@table@@
                 where cast(:after as text) is null or coalesce(cast(user_id as text), '') > cast(:after as text)
                 order by user_id
                 limit cast(:most as bigint)
                """);
        findRows = source.in("""
                select distinct id
                  from @@table@@
                 where cast(user_id as text) = cast(:user as text)
                 order by id
                """);
        findDocument = source.in("""
                select coalesce(viewings, 'null') as viewings
                  from @@table@@
                 where cast(user_id as text) = cast(:user as text) and id = cast(:id as bigint)
                """);
    }
}
