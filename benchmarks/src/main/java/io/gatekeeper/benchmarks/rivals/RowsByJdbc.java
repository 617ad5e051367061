package io.gatekeeper.benchmarks.rivals;

import io.gatekeeper.benchmarks.contenders.Histories.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** A row for each viewing, by the statements that an application would write, each in a transaction of its own. */
final class RowsByJdbc implements Rival {

    private final JdbcTemplate jdbc;

    RowsByJdbc(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        jdbc.execute(RowsSql.CREATE);
    }

    @Override
    public String name() {
        return "a row per viewing, plain JDBC";
    }

    @Override
    public String table() {
        return "viewing_rows";
    }

    @Override
    public void copy(Collection<String> users) {
        jdbc.update(RowsSql.COPY, (Object) users.toArray(String[]::new));
    }

    @Override
    public void append(String user, Service service, Instant start) {
        jdbc.update(
                RowsSql.APPEND,
                user,
                at(start),
                service.device(),
                service.service(),
                "The " + service.device(),
                OurRecords.REQUESTED.toMinutes());
    }

    @Override
    public boolean close(String user, Service service, Instant end) {
        List<OffsetDateTime> closed = jdbc.queryForList(
                RowsSql.CLOSE, OffsetDateTime.class, at(end), at(end), user, service.device(), service.service());
        return !closed.isEmpty();
    }

    @Override
    public SortedMap<String, Long> secondsOf(String user, LocalDate day) {
        SortedMap<String, Long> seconds = new TreeMap<>();
        jdbc.query(
                RowsSql.SECONDS,
                row -> {
                    seconds.put(row.getString(1), row.getLong(2));
                },
                user,
                startOf(day),
                startOf(day.plusDays(1)));
        return Collections.unmodifiableSortedMap(seconds);
    }

    @Override
    public long usage(String user, LocalDate from, LocalDate to) {
        Watched watched = new Watched(from, to);
        jdbc.query(
                RowsSql.OVERLAPPING,
                row -> {
                    OffsetDateTime end = row.getObject(3, OffsetDateTime.class);
                    watched.add(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant(),
                            end == null ? null : end.toInstant(),
                            row.getObject(4, Integer.class));
                },
                user,
                startOf(from),
                startOf(to.plusDays(1)),
                user,
                startOf(to.plusDays(1)));
        return watched.seconds();
    }

    @Override
    public int open() {
        return jdbc.query(
                        RowsSql.OPEN,
                        (row, number) -> new Open(
                                row.getString(1),
                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                row.getString(3),
                                row.getString(4),
                                row.getString(5),
                                row.getInt(6)))
                .size();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static OffsetDateTime startOf(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private record Open(String user, Instant start, String device, String service, String name, int minutes) {}
}
