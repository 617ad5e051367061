package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** Checks, without changing anything, that the table has the columns, the key and the privileges that are needed. */
final class SchemaCheck {

    private static final Map<String, String> TYPES = types();

    private final GatekeeperDb db;
    private final QualifiedName table;
    private final Catalog catalog;

    SchemaCheck(GatekeeperDb db, QualifiedName table) {
        this.db = db;
        this.table = table;
        this.catalog = new Catalog(db, table.schema());
    }

    void run() {
        Map<String, Column> columns = new LinkedHashMap<>();
        onTable(SchemaSql.COLUMNS)
                .query((row, number) ->
                        new Column(row.getString("name"), row.getString("type"), row.getBoolean("demanded")))
                .list()
                .forEach(column -> columns.put(column.name(), column));
        checkPresence(columns);
        TYPES.forEach((name, type) -> checkType(name, type, columns));
        columns.values().forEach(this::checkFillable);
        checkKey();
        checkPrivileges();
    }

    private void checkPresence(Map<String, Column> columns) {
        if (columns.isEmpty() && !catalog.schemaExists()) {
            throw new UnusableSchemaException(
                    "The schema " + table.schema() + " does not exist in the database "
                            + catalog.session().database() + ".",
                    "Create it, correct gatekeeper.db.schema, or let gatekeeper.db.initialize-schema=create do so.");
        }
        if (columns.isEmpty()) {
            onTable(SchemaSql.NO_TABLE).query(String.class).optional().ifPresent(kind -> {
                throw new UnusableSchemaException(
                        "What is named " + table + " is no table: " + kind + ".",
                        "Name another one in gatekeeper.db.table, or drop the " + kind + ".");
            });
            throw new UnusableSchemaException(
                    "The table " + table + " does not exist in the database "
                            + catalog.session().database() + ".",
                    "Create it, or let gatekeeper.db.initialize-schema=create do so.");
        }
        if (columns.containsKey("id") && columns.containsKey("viewings") && !columns.containsKey("viewing_day")) {
            throw new UnusableSchemaException(
                    "The table " + table + " is the Python service's: it holds one growing document per user, not one"
                            + " record per user and day.",
                    "Leave it as it is, name a table of your own in gatekeeper.db.table, and import the history into that"
                            + " with one call of the bean LegacyImport.");
        }
    }

    private void checkType(String name, String type, Map<String, Column> columns) {
        Column column = columns.get(name);
        if (column == null) {
            throw mismatch("has no column " + name + " of type " + type + ".");
        }
        if (!column.type().equals(type)) {
            throw mismatch("has a column " + name + " of type " + column.type() + " instead of " + type + ".");
        }
    }

    private void checkFillable(Column column) {
        if (column.demanded() && !TYPES.containsKey(column.name())) {
            throw mismatch(
                    "has a column " + column.name() + " that demands a value, which the gatekeeper does not have.");
        }
    }

    private void checkKey() {
        if (!onTable(SchemaSql.HAS_KEY).query(Boolean.class).single()) {
            throw mismatch("has no unique key of its columns user_id and viewing_day.");
        }
    }

    private void checkPrivileges() {
        List<String> missing =
                onTable(SchemaSql.MISSING_PRIVILEGES).query(String.class).list();
        if (!missing.isEmpty()) {
            Catalog.Session session = catalog.session();
            throw new UnusableSchemaException(
                    "The user " + session.user() + " of the database " + session.database() + " lacks privileges on "
                            + table + ": " + String.join(", ", missing) + ".",
                    "As the owner, run: grant usage on schema " + table.schema() + " to " + session.user()
                            + "; grant select, insert, update, delete on " + table + " to " + session.user() + ";");
        }
    }

    private StatementSpec onTable(String sql) {
        return db.jdbc()
                .sql(sql)
                .param("schema", table.schema().name())
                .param("table", table.object().name());
    }

    private UnusableSchemaException mismatch(String difference) {
        return new UnusableSchemaException(
                "The table " + table + " " + difference,
                "It was not made by this version of the gatekeeper: name another one in gatekeeper.db.table, or change"
                        + " its columns to those in the documentation.");
    }

    private static Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("user_id", "text");
        types.put("viewing_day", "date");
        types.put("viewings", "jsonb");
        types.put("updated_at", "timestamp with time zone");
        return types;
    }

    private record Column(String name, String type, boolean demanded) {}
}
