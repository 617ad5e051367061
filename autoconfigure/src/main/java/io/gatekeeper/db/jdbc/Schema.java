package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.GatekeeperDb;
import io.gatekeeper.db.UnusableSchemaException;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;

/** The schema in the database: looks first, creates what is missing if it is asked to, and has checked what is there. */
final class Schema {

    private static final String PERMISSION_DENIED = "42501";

    private final GatekeeperDb db;
    private final QualifiedName table;
    private final SchemaMode mode;
    private final SchemaSql sql;
    private volatile boolean prepared;

    Schema(GatekeeperDb db, QualifiedName table, SchemaMode mode) {
        this.db = db;
        this.table = table;
        this.mode = mode;
        this.sql = new SchemaSql(table);
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
                if (!isComplete()) {
                    db.transactions().executeWithoutResult(status -> createMissing());
                }
                new SchemaCheck(db, table).run();
            }
            case VALIDATE -> new SchemaCheck(db, table).run();
            case NEVER -> db.jdbc().sql(SchemaSql.PING).query().singleValue();
        }
        prepared = true;
    }

    private boolean isComplete() {
        return schemaExists() && missing().isEmpty();
    }

    private void createMissing() {
        db.jdbc().sql(SchemaSql.LOCK).query().singleRow();
        if (!schemaExists()) {
            create("the schema " + table.schema(), sql.createSchema);
        }
        List<SchemaSql.Relation> missing = missing();
        if (missing.stream().noneMatch(relation -> relation.name().equals(table.object()))) {
            // Not ours, perhaps; then it gets no index, either.
            new SchemaCheck(db, table).run();
        }
        missing.forEach(
                relation -> create(new QualifiedName(table.schema(), relation.name()).quoted(), relation.create()));
    }

    private void create(String what, String statement) {
        try {
            db.jdbc().sql(statement).update();
        } catch (DataAccessException e) {
            throw isDenied(e)
                    ? new UnusableSchemaException(
                            "The database user may not create " + what + ", which is missing.",
                            "Start the application once as a user who may, since where nothing is missing no right to create is"
                                    + " needed; or grant it: grant create on database <database> to <user>; for a schema that"
                                    + " is there already, grant create on schema " + table.schema()
                                    + " to <user>; for an index,"
                                    + " the user must own the table. To create everything by other means, set"
                                    + " gatekeeper.db.initialize-schema to validate.")
                    : e;
        }
    }

    private static boolean isDenied(DataAccessException e) {
        return e.getMostSpecificCause() instanceof SQLException cause && PERMISSION_DENIED.equals(cause.getSQLState());
    }

    private boolean schemaExists() {
        return db.jdbc()
                .sql(SchemaSql.SCHEMA_EXISTS)
                .param("schema", table.schema().name())
                .query(Boolean.class)
                .single();
    }

    private List<SchemaSql.Relation> missing() {
        Set<String> existing = db.jdbc()
                .sql(SchemaSql.EXISTING_RELATIONS)
                .param("schema", table.schema().name())
                .param(
                        "names",
                        sql.relations.stream()
                                .map(SchemaSql.Relation::name)
                                .map(SqlIdentifier::name)
                                .toArray(String[]::new))
                .query(String.class)
                .set();
        return sql.relations.stream()
                .filter(relation -> !existing.contains(relation.name().name()))
                .toList();
    }
}
