package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.sql.QualifiedName;
import java.util.function.Function;

/** The statements as they are sent to the table of records that tests use. */
final class Statements {

    private static final Function<ViewRecordSql, String> SQL =
            ViewRecordSql.on(QualifiedName.of("gatekeeper", "viewrecords"), () -> false);

    private Statements() {}

    static String of(ViewRecordSql statement) {
        return SQL.apply(statement);
    }
}
