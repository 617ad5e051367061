package io.gatekeeper.db.store;

import io.gatekeeper.db.internal.records.ViewRecordTable;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.function.BiFunction;

/** Builds a store on a table of the test's own. */
public final class TestStores {

    private TestStores() {}

    public static ViewRecordStore build(
            ViewRecordStore.Builder builder, BiFunction<GatekeeperDb, QualifiedName, ViewRecordTable> tables) {
        return new ViewRecordStore(builder, tables);
    }
}
