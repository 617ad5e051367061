package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.GatekeeperDb;
import io.gatekeeper.db.SchemaScript;
import io.gatekeeper.db.UnusableSchemaException;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;

/** The schema in the database, prepared as the mode says: our table, and what the application's scripts create. */
final class Schema {

    private final GatekeeperDb db;
    private final QualifiedName table;
    private final SchemaMode mode;
    private final List<SchemaScript> scripts;
    private final Catalog catalog;
    private volatile boolean prepared;

    /**
     * Creates the schema.
     *
     * @param scripts those of the application
     */
    Schema(GatekeeperDb db, QualifiedName table, SchemaMode mode, List<SchemaScript> scripts) {
        this.db = db;
        this.table = table;
        this.mode = mode;
        this.scripts = List.copyOf(scripts);
        this.catalog = new Catalog(db, table.schema());
    }

    /**
     * Does what the mode says, once. Where nothing is missing, nothing is locked and no right to create is needed.
     *
     * @throws UnusableSchemaException if what is there cannot be worked with
     */
    void prepare() {
        if (prepared) {
            return;
        }
        switch (mode) {
            case CREATE -> {
                new SchemaCreation(db, table, catalog, scripts).createMissing();
                new SchemaCheck(db, table).run();
            }
            case VALIDATE -> {
                new SchemaCheck(db, table).run();
                scripts.forEach(this::requireRelations);
            }
            case NEVER -> db.jdbc().sql(SchemaSql.PING).query().singleValue();
        }
        prepared = true;
    }

    /** Leaves a transaction of the caller's alone: with it, what was created would be gone. */
    void prepareOutsideOfTransactions() {
        if (!prepared && !db.inTransaction()) {
            prepare();
        }
    }

    private void requireRelations(SchemaScript script) {
        List<SqlIdentifier> missing = catalog.missing(script.creates());
        if (!missing.isEmpty()) {
            throw new UnusableSchemaException(
                    "What the script " + script + " creates does not exist: " + catalog.names(missing) + ".",
                    "Create it, or let gatekeeper.db.initialize-schema=create do so.");
        }
    }
}
