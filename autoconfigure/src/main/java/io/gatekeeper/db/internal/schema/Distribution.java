package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import org.jspecify.annotations.Nullable;

/** Whether Citus spreads the table over several servers, or may come to do so: the server says, and is asked once. */
public final class Distribution {

    private final QualifiedName table;
    private volatile @Nullable Boolean distributed;

    public Distribution(QualifiedName table) {
        this.table = table;
    }

    /** Asks, now that the schema is as it will be. */
    public void ask(GatekeeperDb db) {
        distributed = new Catalog(db, table.schema()).hasCitus()
                && db.jdbc()
                        .sql(SchemaSql.IS_DISTRIBUTED)
                        .param("schema", table.schema().name())
                        .param("table", table.object().name())
                        .query(Boolean.class)
                        .single();
    }

    /** {@return what the server said; one that was unavailable so far is asked by this call} */
    public boolean isDistributed(GatekeeperDb db) {
        Boolean known = distributed;
        if (known == null) {
            ask(db);
            return isDistributed(db);
        }
        return known;
    }
}
