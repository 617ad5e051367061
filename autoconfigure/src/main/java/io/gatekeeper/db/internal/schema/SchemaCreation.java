package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.jdbc.SqlState;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;

/** Creates what is missing, in one transaction, while every other instance that shares the database waits. */
final class SchemaCreation {

    private final GatekeeperDb db;
    private final QualifiedName table;
    private final Catalog catalog;
    private final SchemaSql sql;
    private final List<SchemaScript> scripts;

    /**
     * Prepares the creation.
     *
     * @param further the scripts that run after our own
     */
    SchemaCreation(GatekeeperDb db, QualifiedName table, Catalog catalog, List<SchemaScript> further) {
        this.db = db;
        this.table = table;
        this.catalog = catalog;
        this.sql = new SchemaSql(table);
        this.scripts = Stream.concat(
                        sql.relations.stream()
                                .map(relation -> new SchemaScript(
                                        relation.name().name(), relation.create(), List.of(relation.name()))),
                        further.stream())
                .toList();
    }

    void createMissing() {
        List<SqlIdentifier> all =
                scripts.stream().flatMap(script -> script.creates().stream()).toList();
        if (!catalog.missing(all).isEmpty()) {
            Catalog.Session session = catalog.session();
            db.transactions().executeWithoutResult(status -> createLocked(session));
        }
    }

    private void createLocked(Catalog.Session session) {
        db.jdbc().sql(SchemaSql.LOCK).query().singleRow();
        if (!catalog.schemaExists()) {
            createSchema(session);
        }
        if (catalog.missing(List.of(table.object())).isEmpty()) {
            // Not ours, perhaps; then it gets no index, either.
            new SchemaCheck(db, table).run();
        }
        scripts.forEach(script -> runIfNeeded(script, session));
    }

    private void createSchema(Catalog.Session session) {
        try {
            db.jdbc().sql(sql.createSchema).update();
        } catch (DataAccessException e) {
            throw explained(e, "the schema " + table.schema(), "The schema", session);
        }
    }

    private void runIfNeeded(SchemaScript script, Catalog.Session session) {
        List<SqlIdentifier> missing = catalog.missing(script.creates());
        if (missing.isEmpty()) {
            return;
        }
        try {
            script.runIn(db);
        } catch (DataAccessException e) {
            throw explained(e, catalog.names(missing), "The script " + script, session);
        }
        List<SqlIdentifier> stillMissing = catalog.missing(script.creates());
        if (!stillMissing.isEmpty()) {
            throw new UnusableSchemaException(
                    "The script " + script + " has run, but did not create " + catalog.names(stillMissing) + ".",
                    "Write @@schema@@ before every name in the script, and name what it creates as it does.");
        }
    }

    private DataAccessException explained(
            DataAccessException failure, String what, String source, Catalog.Session session) {
        if (SqlState.of(failure) == SqlState.READ_ONLY_SQL_TRANSACTION) {
            return new UnusableSchemaException(
                    "The server takes no writes, being a standby perhaps, but lacks " + what + ".",
                    "Let an application that writes to the primary create it first, and start this one once the standby"
                            + " has caught up.");
        }
        if (SqlState.of(failure) == SqlState.INSUFFICIENT_PRIVILEGE) {
            return new UnusableSchemaException(
                    "The user " + session.user() + " may not create " + what + ", which is missing in the database "
                            + session.database() + ".",
                    "Start the application once as a user who may, since where nothing is missing no right to create is"
                            + " needed; or grant it: grant create on database "
                            + session.database() + " to " + session.user()
                            + "; for a schema that is there already, grant create on schema "
                            + table.schema() + " to " + session.user() + "; for an index,"
                            + " the user must own the table. To create everything by other means, set"
                            + " gatekeeper.db.initialize-schema to validate.");
        }
        return failure instanceof BadSqlGrammarException
                ? new UnusableSchemaException(
                        source + " cannot be run: "
                                + failure.getMostSpecificCause().getMessage(),
                        "Correct it. Nothing of what it did before remains.")
                : failure;
    }
}
