package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Python service's table, read a little at a time: a page of users, one document of one user. */
final class LegacyTable {

    private static final int PAGE = 500;

    private final GatekeeperDb db;
    private final LegacySql sql;

    LegacyTable(GatekeeperDb db, QualifiedName name) {
        this.db = db;
        this.sql = new LegacySql(name);
    }

    /** {@return some users in order, the first ones or those after another one; none if there are no more} */
    List<String> usersAfter(@Nullable String last) {
        return db.jdbc()
                .sql(sql.findUsers)
                .param("after", last)
                .param("most", PAGE)
                .query(String.class)
                .list();
    }

    /** Reads a user's documents, those of earlier rows first. */
    void forEachDocument(String user, Consumer<String> action) {
        List<Long> rows = db.jdbc()
                .sql(sql.findRows)
                .param("user", user)
                .query(Long.class)
                .list();
        for (Long row : rows) {
            db.jdbc()
                    .sql(sql.findDocument)
                    .param("user", user)
                    .param("id", row)
                    .query(String.class)
                    .list()
                    .forEach(action);
        }
    }
}
