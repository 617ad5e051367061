package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;
import java.util.Set;

/** The schema in the database: looks first, creates what is missing if it is asked to, and has checked what is there. */
final class Schema {

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
     * @throws io.gatekeeper.db.UnusableSchemaException if what is there cannot be worked with
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
            db.jdbc().sql(sql.createSchema).update();
        }
        missing().forEach(relation -> db.jdbc().sql(relation.create()).update());
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
