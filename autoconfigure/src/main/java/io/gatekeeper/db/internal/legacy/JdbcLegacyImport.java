package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.records.ViewRecordTable;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.function.Consumer;

/** Puts an import together: where it reads, where it writes, and what it remembers. */
public final class JdbcLegacyImport implements LegacyImport {

    private final GatekeeperDb db;
    private final QualifiedName target;
    private final ViewRecordTable table;
    private final ViewingDays days;
    private final Consumer<SchemaScript> schema;
    private final ImportMemory memory;

    /**
     * Creates the import.
     *
     * @param schema sees to it that what a script creates is there, or fails
     */
    public JdbcLegacyImport(
            GatekeeperDb db,
            QualifiedName target,
            ViewRecordTable table,
            ViewingDays days,
            Consumer<SchemaScript> schema) {
        this.db = db;
        this.target = target;
        this.table = table;
        this.days = days;
        this.schema = schema;
        this.memory = new ImportMemory(db, target);
    }

    @Override
    public ImportReport run(QualifiedName source, Removed removed) {
        if (source.equals(target)) {
            throw new IllegalArgumentException("source must not be the gatekeeper's own table");
        }
        schema.accept(memory.script());
        return new ImportRun(
                        db,
                        new LegacyTable(db, source),
                        history -> new ImportOfUser(history, table, days, memory, removed))
                .run();
    }
}
