package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** Declines the fast path, as the table does where something is out of the ordinary. */
final class LockedPathTable extends ViewRecordTable {

    LockedPathTable(GatekeeperDb db, QualifiedName name, BooleanSupplier distributed) {
        super(db, name, distributed);
    }

    @Override
    boolean append(Append append) {
        return false;
    }

    @Override
    boolean replaceOnly(StoredViewing before, StoredViewing after, Instant updatedAt) {
        return false;
    }

    @Override
    boolean replace(StoredViewing before, StoredViewing after, Instant updatedAt) {
        return false;
    }
}
