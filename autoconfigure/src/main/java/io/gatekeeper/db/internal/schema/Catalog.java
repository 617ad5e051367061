package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What exists in the database, as its catalog says; asking that needs no right on the objects themselves. */
final class Catalog {

    private final GatekeeperDb db;
    private final SqlIdentifier schema;

    Catalog(GatekeeperDb db, SqlIdentifier schema) {
        this.db = db;
        this.schema = schema;
    }

    boolean schemaExists() {
        return db.jdbc()
                .sql(SchemaSql.SCHEMA_EXISTS)
                .param("schema", schema.name())
                .query(Boolean.class)
                .single();
    }

    /** Returns those of the tables and indexes that do not exist in the schema. */
    List<SqlIdentifier> missing(List<SqlIdentifier> relations) {
        Set<String> existing = db.jdbc()
                .sql(SchemaSql.EXISTING_RELATIONS)
                .param("schema", schema.name())
                .param("names", relations.stream().map(SqlIdentifier::name).toArray(String[]::new))
                .query(String.class)
                .set();
        return relations.stream()
                .filter(relation -> !existing.contains(relation.name()))
                .toList();
    }

    boolean hasCitus() {
        return db.jdbc().sql(SchemaSql.HAS_CITUS).query(Boolean.class).single();
    }

    /** Whether Citus is there, and the user may have it spread tables over its servers. */
    boolean mayDistribute() {
        return db.jdbc().sql(SchemaSql.MAY_DISTRIBUTE).query(Boolean.class).single();
    }

    /** Returns those of the relations that are plain tables. */
    List<QualifiedName> tables(List<SqlIdentifier> relations) {
        return db
                .jdbc()
                .sql(SchemaSql.TABLES)
                .param("schema", schema.name())
                .param("names", relations.stream().map(SqlIdentifier::name).toArray(String[]::new))
                .query(String.class)
                .list()
                .stream()
                .map(name -> new QualifiedName(schema, SqlIdentifier.of(name)))
                .toList();
    }

    Session session() {
        return db.jdbc()
                .sql(SchemaSql.SESSION)
                .query((row, number) ->
                        new Session(row.getString("username"), row.getString("database"), row.getString("encoding")))
                .single();
    }

    /** Returns the full names of tables and indexes in the schema, for a message. */
    String names(List<SqlIdentifier> relations) {
        return relations.stream()
                .map(relation -> new QualifiedName(schema, relation).quoted())
                .collect(Collectors.joining(", "));
    }

    /**
     * Who is connected to what.
     *
     * @param user its name as it can stand in a statement
     * @param database likewise
     */
    record Session(String user, String database, String encoding) {}
}
