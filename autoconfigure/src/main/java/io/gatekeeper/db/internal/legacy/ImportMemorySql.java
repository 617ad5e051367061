package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements on the table that keeps what was imported: constant text, in which its name is filled in once. */
final class ImportMemorySql {

    private static final String CREATE = """
            create table if not exists @@table@@ (
              user_id   text     primary key,
              viewings  bigint[] not null
            )
            """;

    final String create;
    final String find;
    final String replace;
    final String hasRecords;

    ImportMemorySql(QualifiedName memory, QualifiedName records) {
        create = memory.in(CREATE);
        find = memory.in("""
                insert into @@table@@ as m (user_id, viewings)
                values (cast(:user as text), '{}')
                    on conflict (user_id) do update
                   set viewings = m.viewings
                returning viewings
                """);
        replace = memory.in("""
                update @@table@@
                   set viewings = cast(:viewings as bigint[])
                 where user_id = cast(:user as text)
                """);
        hasRecords = records.in("""
                select exists (select from @@table@@ where user_id = cast(:user as text))
                """);
    }
}
