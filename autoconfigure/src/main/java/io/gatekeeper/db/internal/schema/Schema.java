package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schema in the database, initialized as the mode says: our table, and what the application's scripts create. */
public final class Schema {

    private static final Logger log = LoggerFactory.getLogger(Schema.class);

    private final QualifiedName table;
    private final SchemaMode mode;
    private final List<SchemaScript> scripts;
    private final ViewingDays days;

    /**
     * Creates the schema.
     *
     * @param scripts those of the application
     * @param days the days that records are for
     */
    public Schema(QualifiedName table, SchemaMode mode, List<SchemaScript> scripts, ViewingDays days) {
        this.table = table;
        this.mode = mode;
        this.scripts = List.copyOf(scripts);
        this.days = days;
    }

    /**
     * Does what the mode says. Where nothing is missing, nothing is locked and no right to create is needed.
     *
     * @throws UnusableSchemaException if what is there cannot be worked with
     */
    public void initialize(GatekeeperDb db) {
        Catalog catalog = new Catalog(db, table.schema());
        switch (mode) {
            case CREATE -> {
                new SchemaCreation(db, table, catalog, scripts).createMissing();
                new SchemaCheck(db, table).run();
                new IndexCheck(db, table).run();
            }
            case VALIDATE -> {
                new SchemaCheck(db, table).run();
                new IndexCheck(db, table).run();
                scripts.forEach(script -> requireRelations(script, catalog));
            }
            case NEVER -> {}
        }
        // With never, this is what finds out whether there is a database.
        report(catalog.session());
    }

    private void report(Catalog.Session session) {
        if (!session.encoding().equals("UTF8")) {
            log.atWarn()
                    .addKeyValue("encoding", session.encoding())
                    .log(
                            "The database {} has the encoding {}, which cannot hold every text: a name with other letters in"
                                    + " it is refused. Create it anew with the encoding UTF8",
                            session.database(),
                            session.encoding());
        }
        log.atInfo()
                .addKeyValue("database", session.database())
                .addKeyValue("schema", table.schema().name())
                .addKeyValue("table", table.object().name())
                .addKeyValue("zone", days.zone())
                .log("Viewings are recorded in {} of the database {}, by {}", table, session.database(), days);
    }

    /**
     * Sees to what is not needed from the start: creates it if the mode says so, else looks for it.
     *
     * @throws UnusableSchemaException if it is not there
     */
    public void require(GatekeeperDb db, SchemaScript script) {
        Catalog catalog = new Catalog(db, table.schema());
        if (mode == SchemaMode.CREATE) {
            new SchemaCreation(db, table, catalog, List.of(script)).createMissing();
        } else if (!catalog.missing(script.creates()).isEmpty()) {
            Catalog.Session session = catalog.session();
            throw new UnusableSchemaException(
                    catalog.names(script.creates()) + " does not exist in the database " + session.database()
                            + ", and is needed now.",
                    "As the owner of the schema, run: "
                            + script.ddlIn(table.schema()).strip()
                            + "; and grant select, insert and update on it to " + session.user() + ".");
        }
    }

    private static void requireRelations(SchemaScript script, Catalog catalog) {
        List<SqlIdentifier> missing = catalog.missing(script.creates());
        if (!missing.isEmpty()) {
            throw new UnusableSchemaException(
                    "What the script " + script + " creates does not exist: " + catalog.names(missing) + ".",
                    "Create it, or let gatekeeper.db.initialize-schema=create do so.");
        }
    }
}
