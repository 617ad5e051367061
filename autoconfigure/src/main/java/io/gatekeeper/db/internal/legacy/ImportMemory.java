package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What was imported so far, by {@linkplain ViewingIdentity#fingerprint() fingerprints} of each user's viewings: what is in
 * here, and not among the records any more, was removed since. A table of its own beside them, because they are gone then.
 */
final class ImportMemory {

    private final GatekeeperDb db;
    private final QualifiedName name;
    private final ImportMemorySql sql;

    ImportMemory(GatekeeperDb db, QualifiedName records) {
        this.db = db;
        this.name = new QualifiedName(records.schema(), records.object().withSuffix("_imports"));
        this.sql = new ImportMemorySql(name, records);
    }

    /** {@return what creates the table} */
    SchemaScript script() {
        SqlIdentifier table = name.object();
        return new SchemaScript(table.name(), sql.create, List.of(table)).distributedBy("user_id");
    }

    /**
     * Finds what was imported of a user, and lets no other import of the user go on until the transaction has ended: nor one
     * of a user of whom nothing was imported yet, whose row is there from now on.
     */
    Set<Long> of(String userId) {
        return db.jdbc()
                .sql(sql.find)
                .param("user", userId)
                .query(ImportMemory::fingerprints)
                .single();
    }

    /** Replaces what was imported of a user who has been {@linkplain #of asked for} in the same transaction. */
    void replace(String userId, Collection<Long> fingerprints) {
        db.jdbc()
                .sql(sql.replace)
                .param("user", userId)
                .param("viewings", fingerprints.toArray(Long[]::new))
                .update();
    }

    /** Whether there is any record of the user. */
    boolean hasRecords(String userId) {
        return db.jdbc()
                .sql(sql.hasRecords)
                .param("user", userId)
                .query(Boolean.class)
                .single();
    }

    private static Set<Long> fingerprints(ResultSet row, int number) throws SQLException {
        return Set.copyOf(List.of((Long[]) row.getArray("viewings").getArray()));
    }
}
