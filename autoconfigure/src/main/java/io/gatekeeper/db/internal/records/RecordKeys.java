package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;

/** Keys of records and moments on their way into statements, and back from rows. */
final class RecordKeys {

    /** No document holds a viewing before or after these, and PostgreSQL's calendar reaches further. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private RecordKeys() {}

    /** The record of the day on which something started. */
    static RecordKey of(String userId, Instant start, ViewingDays days) {
        return new RecordKey(userId, days.dayOf(withinCalendar(start)));
    }

    static RecordKey in(ResultSet row) throws SQLException {
        return new RecordKey(row.getString("user_id"), row.getObject("viewing_day", LocalDate.class));
    }

    static ViewingDocument document(ResultSet row, int number) throws SQLException {
        return ViewingDocument.of(in(row), row.getString("viewings"));
    }

    static String[] users(Collection<RecordKey> keys) {
        return texts(keys, RecordKey::userId);
    }

    static String[] days(Collection<RecordKey> keys) {
        return texts(keys, key -> CalendarText.of(key.day()));
    }

    static String[] documents(Collection<ChangedRecord> records) {
        return texts(records, record -> record.document().toJson());
    }

    static String[] updates(Collection<ChangedRecord> records) {
        return texts(records, record -> CalendarText.of(record.updatedAt()));
    }

    static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    static Instant withinCalendar(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
