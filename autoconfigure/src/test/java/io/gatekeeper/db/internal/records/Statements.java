package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.sql.QualifiedName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** All statements on the table of records, so that none is left out of a test. */
final class Statements {

    private static final ViewRecordSql SQL = new ViewRecordSql(QualifiedName.of("gatekeeper", "viewrecords"));

    private Statements() {}

    /** Returns the statements by name. */
    static SortedMap<String, String> all() {
        SortedMap<String, String> statements = new TreeMap<>();
        for (Field field : ViewRecordSql.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                statements.put(field.getName(), text(field));
            }
        }
        return Collections.unmodifiableSortedMap(statements);
    }

    static String named(String name) {
        return Objects.requireNonNull(all().get(name));
    }

    private static String text(Field field) {
        try {
            return String.valueOf(field.get(SQL));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
