package io.gatekeeper.db.store;

import io.gatekeeper.db.internal.records.ViewRecordTable;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.function.BooleanSupplier;

/** Builds a store on a table of the test's own. */
public final class TestStores {

    private TestStores() {}

    public static ViewRecordStore build(ViewRecordStore.Builder builder, Tables tables) {
        return new ViewRecordStore(builder, tables::on);
    }

    /** Makes what speaks to the table. */
    @FunctionalInterface
    public interface Tables {

        ViewRecordTable on(GatekeeperDb db, QualifiedName name, BooleanSupplier distributed);
    }
}
