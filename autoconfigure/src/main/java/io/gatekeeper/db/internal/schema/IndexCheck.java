package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.internal.schema.SchemaDefinition.Index;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether the table has its indexes. Without them everything is right, but slow one day: a warning says so. */
final class IndexCheck {

    private static final Logger log = LoggerFactory.getLogger(IndexCheck.class);

    private final GatekeeperDb db;
    private final QualifiedName table;

    IndexCheck(GatekeeperDb db, QualifiedName table) {
        this.db = db;
        this.table = table;
    }

    void run() {
        List<Found> found = db.jdbc()
                .sql(SchemaSql.INDEXES)
                .param("schema", table.schema().name())
                .param("table", table.object().name())
                .query((row, number) -> new Found(
                        row.getString("name"),
                        row.getBoolean("valid"),
                        row.getString("columns"),
                        row.getString("condition")))
                .list();
        new SchemaDefinition(table).indexes.forEach(index -> check(index, found));
    }

    private void check(Index index, List<Found> found) {
        if (found.stream().anyMatch(each -> each.valid() && each.is(index))) {
            return;
        }
        String wrong = found.stream()
                .filter(each -> each.name().equals(index.name().name()))
                .findFirst()
                .map(named -> named.is(index) ? "is invalid, as a failed build leaves it" : "has another definition")
                .orElse("is missing on the table, or is another table's");
        log.atWarn()
                .addKeyValue("index", index.name().name())
                .log(
                        "The index {} {}: until it is there, sweeps and reads go through all of {}. Drop what has the name, and"
                                + " start with gatekeeper.db.initialize-schema=create, or run io/gatekeeper/db/schema/V1.sql",
                        index.name(),
                        wrong,
                        table);
    }

    /** An index, under whatever name. */
    private record Found(String name, boolean valid, String columns, String condition) {

        boolean is(Index index) {
            return columns.equals(index.columns()) && index.hasCondition(condition);
        }
    }
}
