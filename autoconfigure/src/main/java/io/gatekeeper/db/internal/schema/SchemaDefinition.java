package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** What our table consists of: the script that creates it, which tools for migrations can run, too, and its indexes. */
final class SchemaDefinition {

    private static final SchemaScript V1 =
            SchemaScript.of(new ClassPathResource("io/gatekeeper/db/schema/V1.sql"), "any");

    private final QualifiedName table;

    /** In the order in which they are created. */
    final List<Index> indexes;

    SchemaDefinition(QualifiedName table) {
        this.table = table;
        this.indexes = List.of(
                Index.of(table, "_open_idx", "user_id", IndexedSql.OPEN),
                Index.of(table, "_late_idx", "user_id, updated_at", IndexedSql.UPDATED_LATE),
                Index.of(table, "_day_idx", "", IndexedSql.DAY));
    }

    /** {@return the script, with the names filled in} */
    SchemaScript script() {
        String ddl = V1.ddl();
        for (Index index : indexes) {
            ddl = ddl.replace(index.placeholder(), index.name().quoted());
        }
        return new SchemaScript(
                        V1.name(),
                        ddl.replace("\"${schema}\"", table.schema().quoted())
                                .replace("\"${table}\"", table.object().quoted()),
                        Stream.concat(
                                        Stream.of(table.object()),
                                        indexes.stream().map(Index::name))
                                .toList())
                .distributedBy("user_id");
    }

    /**
     * An index of the table.
     *
     * @param name its name within the schema
     * @param placeholder its name in the script: the suffix of a long one would be cut off there
     * @param columns the columns in it; none where it has an expression instead
     * @param condition the condition that it has, or that expression
     */
    record Index(SqlIdentifier name, String placeholder, String columns, String condition) {

        static Index of(QualifiedName table, String suffix, String columns, String condition) {
            return new Index(table.object().withSuffix(suffix), "\"${table}" + suffix + '"', columns, condition);
        }

        /** Whether PostgreSQL's spelling of a condition is this one. */
        boolean hasCondition(String spelling) {
            return essence(spelling).equals(essence(condition));
        }

        private static String essence(String condition) {
            return condition
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[\\s\"()]", "")
                    .replaceAll("::[a-z]+|pg_catalog[.]", "");
        }
    }
}
