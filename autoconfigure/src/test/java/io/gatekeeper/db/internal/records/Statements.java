package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.sql.QualifiedName;

/** The statements as they are sent to the table of records that tests use. */
final class Statements {

    private static final QualifiedName TABLE = QualifiedName.of("gatekeeper", "viewrecords");

    private Statements() {}

    static String of(ViewRecordSql statement) {
        return statement.on(TABLE);
    }
}
