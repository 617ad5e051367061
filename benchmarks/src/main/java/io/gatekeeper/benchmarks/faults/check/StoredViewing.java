package io.gatekeeper.benchmarks.faults.check;

import io.gatekeeper.benchmarks.faults.history.Key;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A viewing as it stands in a document.
 *
 * @param ended null while it is open
 */
record StoredViewing(Key key, @Nullable Instant ended) {

    private static final String ALL = """
            select r.user_id, device.key as client, service.key as service,
                   cast(viewing.value ->> 'unblock_started_at' as timestamptz) as started,
                   cast(viewing.value ->> 'unblock_ended_at' as timestamptz) as ended
              from gatekeeper.viewrecords r
             cross join lateral jsonb_each(r.viewings -> 'devices') device
             cross join lateral jsonb_each(device.value -> 'services') service
             cross join lateral jsonb_array_elements(service.value) viewing
            """;

    /** Reads all there are, by plain SQL: what is to be proven is not relied on. */
    static List<StoredViewing> all(DataSource database) {
        return JdbcClient.create(database).sql(ALL).query(StoredViewing::of).list();
    }

    private static StoredViewing of(ResultSet row, int number) throws SQLException {
        OffsetDateTime ended = row.getObject("ended", OffsetDateTime.class);
        return new StoredViewing(
                new Key(
                        row.getString("user_id"),
                        row.getString("client"),
                        row.getString("service"),
                        row.getObject("started", OffsetDateTime.class).toInstant()),
                ended == null ? null : ended.toInstant());
    }
}
