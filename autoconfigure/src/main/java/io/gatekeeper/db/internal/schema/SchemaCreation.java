package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.jdbc.SqlState;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Creates what is missing, in one transaction, while every other instance that shares the database waits. */
final class SchemaCreation {

    private static final Logger log = LoggerFactory.getLogger(SchemaCreation.class);

    private static final int LONGEST_MILLIS = 3_600_000;

    private final GatekeeperDb db;
    private final QualifiedName table;
    private final Catalog catalog;
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
        this.scripts = Stream.concat(Stream.of(new SchemaDefinition(table).script()), further.stream())
                .toList();
    }

    void createMissing() {
        List<SqlIdentifier> all =
                scripts.stream().flatMap(script -> script.creates().stream()).toList();
        if (!catalog.missing(all).isEmpty()) {
            Catalog.Session session = catalog.session();
            db.transactions().executeWithoutResult(status -> withoutHurry(() -> createLocked(session)));
        }
    }

    /** What takes long here is not to be cut off after the time that a call may take. */
    private void withoutHurry(Runnable action) {
        Connection connection = DataSourceUtils.getConnection(db.dataSource());
        try {
            int timeout = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, LONGEST_MILLIS);
            db.jdbc().sql(SchemaSql.WITHOUT_HURRY).query().singleRow();
            action.run();
            connection.setNetworkTimeout(Runnable::run, timeout);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The connection does not take a time limit", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, db.dataSource());
        }
    }

    private void lock() {
        if (db.jdbc().sql(SchemaSql.TRY_LOCK).query(Boolean.class).single()) {
            return;
        }
        log.info(
                "Another instance is creating something in this database; waiting for it a dozen times as long as for any lock");
        try {
            db.jdbc().sql(SchemaSql.LOCK).query().singleRow();
        } catch (DataAccessException e) {
            throw SqlState.of(e) == SqlState.LOCK_NOT_AVAILABLE
                    ? new UnusableSchemaException(
                            "Somebody else has held the lock for creating the schema for a dozen times as long as"
                                    + " gatekeeper.db.lock-timeout.",
                            "Another instance may still be building an index: wait for it. If none is, find who holds the"
                                    + " lock: select pid, usename, state, query from pg_locks join pg_stat_activity using"
                                    + " (pid) where locktype = 'advisory'; and end that session, or let the owner create"
                                    + " what is missing and set gatekeeper.db.initialize-schema to validate.")
                    : e;
        }
    }

    private void createLocked(Catalog.Session session) {
        lock();
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
            String statement = SchemaSql.createSchema(table.schema());
            db.jdbc().sql(statement).update();
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
            throw explained(e, catalog.names(missing.subList(0, 1)), "The script " + script, session);
        }
        List<SqlIdentifier> stillMissing = catalog.missing(script.creates());
        if (!stillMissing.isEmpty()) {
            throw new UnusableSchemaException(
                    "The script " + script + " has run, but did not create " + catalog.names(stillMissing) + ".",
                    "Write @@schema@@ before every name in the script, and name what it creates as it does.");
        }
        SqlIdentifier column = script.distributedBy();
        if (column != null) {
            distribute(missing, column);
        }
    }

    /** Spreads the tables that have just been created; one that was there may hold records, and is its owner's. */
    private void distribute(List<SqlIdentifier> created, SqlIdentifier column) {
        if (catalog.mayDistribute()) {
            catalog.tables(created)
                    .forEach(name -> db.jdbc()
                            .sql(SchemaSql.DISTRIBUTE)
                            .param("table", name.quoted())
                            .param("column", column.name())
                            .query()
                            .singleRow());
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
