package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.sql.SqlIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * Statements that create tables and indexes in the gatekeeper's schema. As a bean, the script runs at start-up after the
 * gatekeeper's own, in the order of such beans, under the same lock and in the same transaction; but only if one of the
 * relations that it creates is missing, so where nothing is missing no right to create is needed. Where only some of
 * them are missing the whole script runs, so write {@code if not exists}; it must not contain a {@code commit}, nor
 * anything else that PostgreSQL refuses within a transaction. With {@code gatekeeper.db.initialize-schema=validate} no
 * script runs and its relations are demanded; with {@code never} they are not even looked for.
 *
 * @param name what messages call the script
 * @param ddl the statements, separated by semicolons, in which {@code @@schema@@} stands for the schema's quoted name
 * @param creates the tables and indexes that exist once the script has run, at least one
 * @param distributedBy the column by which Citus spreads the tables, or null if they stay on one server
 */
public record SchemaScript(
        String name,
        String ddl,
        List<SqlIdentifier> creates,
        @Nullable SqlIdentifier distributedBy) {

    private static final String SCHEMA = "@@schema@@";

    /**
     * Checks that there is something to look for.
     *
     * @throws IllegalArgumentException if the script creates nothing
     */
    public SchemaScript {
        creates = List.copyOf(creates);
        if (creates.isEmpty()) {
            throw new IllegalArgumentException("The script " + name + " must create at least one table or index");
        }
    }

    /**
     * Creates a script whose tables stay on one server.
     *
     * @throws IllegalArgumentException if the script creates nothing
     */
    public SchemaScript(String name, String ddl, List<SqlIdentifier> creates) {
        this(name, ddl, creates, null);
    }

    /**
     * Reads a script.
     *
     * @param resource the statements, in UTF-8
     * @param creates the names of the tables and indexes that exist once the script has run, at least one
     * @return the script, named like the resource
     * @throws IllegalArgumentException if there is no name, or one that is not a legal identifier
     * @throws UncheckedIOException if the resource cannot be read
     */
    public static SchemaScript of(Resource resource, String... creates) {
        try {
            return new SchemaScript(
                    String.valueOf(resource.getFilename()),
                    resource.getContentAsString(StandardCharsets.UTF_8),
                    Stream.of(creates).map(SqlIdentifier::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("The schema script cannot be read: " + resource.getDescription(), e);
        }
    }

    /**
     * The same script, for tables that Citus spreads over its servers. Where that is not installed, or the user may not call
     * it, nothing of the kind happens; nor to a table that the script finds there.
     *
     * @param column a column of each of its tables, in every unique key of theirs: the user, best, as rows of one user are
     *     then together, beside the gatekeeper's
     * @throws IllegalArgumentException if that is no legal identifier
     */
    public SchemaScript distributedBy(String column) {
        return new SchemaScript(name, ddl, creates, SqlIdentifier.of(column));
    }

    /** {@return the statements, with the schema's quoted name filled in} */
    public String ddlIn(SqlIdentifier schema) {
        return ddl.replace(SCHEMA, schema.quoted());
    }

    /**
     * Runs the statements, whatever exists already: in the current transaction on that database if there is one.
     *
     * @param db the database, whose schema they are for
     * @throws org.springframework.dao.DataAccessException if a statement fails
     */
    public void runIn(GatekeeperDb db) {
        db.execute(this);
    }

    /** Returns the script's name. */
    @Override
    public String toString() {
        return name;
    }
}
