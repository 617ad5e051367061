package io.gatekeeper.benchmarks.contenders;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fills tables with what users have watched before. */
public final class Histories {

    public static final int A_DAY = 20;

    private static final int TOWN = 20_000;

    /** Two devices and three services, as in an ordinary family. */
    public static final List<Service> SERVICES = List.of(
            new Service("tv", "youtube"),
            new Service("tv", "films"),
            new Service("tablet", "youtube"),
            new Service("tablet", "games"));

    private static final LocalDate TODAY = LocalDate.ofInstant(ClientClock.START, ZoneOffset.UTC);
    private static final Instant TEMPLATE_DAY = Instant.parse("2000-01-01T00:00:00Z");

    private final JdbcClient jdbc;

    public Histories(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Forgets everything, so that one part of the report does not burden the next one, and puts in a town of users whom
     * nobody asks for: the server's plans depend on how many there are.
     */
    public void clear() {
        jdbc.sql("truncate gatekeeper.viewrecords").update();
        before(IntStream.range(0, TOWN).mapToObj(number -> "neighbour" + number).toList(), A_DAY);
        settle();
    }

    public void settle() {
        jdbc.sql("vacuum analyze gatekeeper.viewrecords").update();
        jdbc.sql("checkpoint").update();
    }

    /** Gives every user a number of ended viewings before today, twenty a day. */
    public void before(Collection<String> users, int viewings) {
        int days = Math.max(1, viewings / A_DAY);
        store(users, document(Math.min(viewings, A_DAY), 0), TODAY.minusDays(days), TODAY.minusDays(1));
    }

    /** Gives every user a number of viewings today; the latest of the television's first service can be open. */
    public void today(Collection<String> users, int viewings, int open) {
        store(users, document(viewings, open), TODAY, TODAY);
    }

    private void store(Collection<String> users, String document, LocalDate from, LocalDate to) {
        jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        select u, d, cast(replace(:document, '2000-01-01', cast(d as text)) as jsonb),
                               (d + time '23:00') at time zone 'UTC'
                          from unnest(:users) u,
                               (select cast(generate_series(:from, :to, interval '1 day') as date) as d) as days""")
                .param("users", users.toArray(String[]::new))
                .param("document", document)
                .param("from", from)
                .param("to", to)
                .update();
    }

    /** A user's document with the whole history in it. */
    void wholeDocument(Collection<String> users, int viewings) {
        jdbc.sql("create table if not exists whole_documents (user_id text primary key, viewings jsonb not null)")
                .update();
        jdbc.sql("""
                        insert into whole_documents (user_id, viewings)
                        select u, cast(:document as jsonb) from unnest(:users) u
                            on conflict (user_id) do update set viewings = excluded.viewings""")
                .param("users", users.toArray(String[]::new))
                .param("document", document(viewings, 0))
                .update();
    }

    private static String document(int viewings, int open) {
        String devices = IntStream.range(0, viewings)
                .boxed()
                .collect(Collectors.groupingBy(
                        number -> SERVICES.get(number % SERVICES.size()).device(), Collectors.toList()))
                .entrySet()
                .stream()
                .map(device -> "\"%s\":{\"device_name\":\"The %s\",\"services\":{%s}}"
                        .formatted(device.getKey(), device.getKey(), services(device.getValue(), viewings, open)))
                .collect(Collectors.joining(","));
        return "{\"version\":1,\"devices\":{%s}}".formatted(devices);
    }

    private static String services(List<Integer> numbers, int viewings, int open) {
        return numbers.stream()
                .collect(Collectors.groupingBy(
                        number -> SERVICES.get(number % SERVICES.size()).service(),
                        Collectors.mapping(
                                number -> viewing(number, viewings, open), Collectors.joining(",", "[", "]"))))
                .entrySet()
                .stream()
                .map(service -> "\"%s\":%s".formatted(service.getKey(), service.getValue()))
                .collect(Collectors.joining(","));
    }

    /** The first one is the one that is open, if any is: the list of its service is short. */
    private static String viewing(int number, int viewings, int open) {
        long gap = ChronoUnit.DAYS.getDuration().toSeconds() / (viewings + 1);
        Instant start = TEMPLATE_DAY.plusSeconds(gap * number).plus(123_456, ChronoUnit.MICROS);
        Instant end = start.plusSeconds(gap - 1);
        return number < open
                ? viewing(start, "null", "null")
                : viewing(start, "\"%s\"".formatted(text(end)), Long.toString(gap - 1));
    }

    private static String viewing(Instant start, String end, String seconds) {
        return """
                {"unblock_started_at":"%s","requested_duration_minutes":30,\
                "requested_duration_label":"30 minutes","unblock_ended_at":%s,"actual_duration_seconds":%s}""".formatted(text(start), end, seconds);
    }

    private static String text(Instant instant) {
        return instant.toString().replace("Z", "+00:00");
    }

    /** A service on a device. */
    public record Service(String device, String service) {}
}
