package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.internal.records.RandomCalls.Call;
import io.gatekeeper.db.internal.records.RandomCalls.Words;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.InMemoryViewRecordRepository;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whatever ids and names are made of, they are only ever text: thousands of calls, and afterwards the table holds what the
 * repository in memory does, to the last field. The system property {@code gatekeeper.test.seed} repeats a run.
 */
@ParameterizedClass
@EnumSource(names = {"FAST_PATH", "LOCKED_PATH"})
class HostileCallsTests extends TableTests {

    private static final Logger log = LoggerFactory.getLogger(HostileCallsTests.class);

    private static final int ROUNDS = 20;
    private static final int CALLS = 1_000;

    private final long seed = Long.getLong("gatekeeper.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final StatementCounter counter = new StatementCounter(records.dataSource);
    private final ViewRecordStore store = records.storeOn(counter);
    private final ViewingCorrections corrections = store.corrections();
    private final InMemoryViewRecordRepository model = new InMemoryViewRecordRepository(clock);
    private final RandomCalls calls = new RandomCalls(random, clock, model);

    HostileCallsTests(Variant variant) {
        super(variant);
    }

    @Test
    void textIsNothingButText() {
        log.warn("Seed of this run: -Dgatekeeper.test.seed={}", seed);
        for (int round = 1; round <= ROUNDS; round++) {
            Words words = new Words(some(10), some(5), some(8), some(5));
            for (int i = 1; i <= CALLS; i++) {
                clock.advance(Duration.ofNanos(random.nextLong(1_500_000_000_000L)));
                Call call = calls.next(random.nextInt(20) == 0 ? withRefused(words) : words);
                compare(call, "call %d of round %d with seed %d".formatted(i, round, seed));
            }
            compareTable("after round %d with seed %d".formatted(round, seed));
        }
    }

    private void compareTable(String description) {
        List<Row> table = table();
        List<Row> expected = expected();
        assertThat(without(expected, table)).as("missing " + description).isEmpty();
        assertThat(without(table, expected))
                .as("stored but unknown " + description)
                .isEmpty();
        assertThat(table).as(description).hasSameSizeAs(expected).isNotEmpty();
        assertThat(records()).as(description).isEqualTo(expectedRecords());
    }

    /** What is refused is refused by both, and never sent. */
    private void compare(Call call, String description) {
        Object expected = RandomCalls.answer(call, model, model);
        counter.reset();
        assertThat(RandomCalls.answer(call, store.repository(), corrections))
                .as(description)
                .isEqualTo(expected);
        if (expected.equals(RandomCalls.REFUSED)) {
            assertThat(counter.statements()).as(description).isZero();
        }
    }

    private static Set<Row> without(List<Row> some, List<Row> others) {
        Set<Row> remaining = new HashSet<>(some);
        remaining.removeAll(Set.copyOf(others));
        return remaining;
    }

    private List<String> some(int number) {
        List<String> shuffled = new ArrayList<>(HostileTexts.STORABLE);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, number);
    }

    private Words withRefused(Words words) {
        return switch (random.nextInt(3)) {
            case 0 -> new Words(HostileTexts.REFUSED, words.devices(), words.names(), words.services());
            case 1 -> new Words(words.users(), HostileTexts.REFUSED, words.names(), words.services());
            default -> new Words(words.users(), words.devices(), words.names(), HostileTexts.REFUSED);
        };
    }

    private List<Row> expected() {
        return viewings().map(Row::of).toList();
    }

    private Stream<Viewing> viewings() {
        return model.findUsers(null, 10_000).stream()
                .flatMap(user -> model.findBetween(user, Instant.EPOCH, Instant.MAX).stream());
    }

    private Set<List<Object>> expectedRecords() {
        Set<List<Object>> keys = new HashSet<>();
        viewings()
                .forEach(viewing ->
                        keys.add(List.of(viewing.userId(), Row.of(viewing).day())));
        return keys;
    }

    private Set<List<Object>> records() {
        return Set.copyOf(records.jdbc
                .sql("select user_id, viewing_day from gatekeeper.viewrecords where viewings -> 'version' = '1'")
                .query((row, number) ->
                        List.<Object>of(row.getString("user_id"), row.getObject("viewing_day", LocalDate.class)))
                .list());
    }

    private List<Row> table() {
        return records.jdbc.sql("""
                        select r.user_id, r.viewing_day, d.key as device, d.value ->> 'device_name' as name, s.key as service,
                               v.value ->> 'unblock_started_at' as started, v.value ->> 'unblock_ended_at' as ended,
                               v.value ->> 'requested_duration_minutes' as minutes,
                               v.value ->> 'requested_duration_label' as label,
                               v.value ->> 'actual_duration_seconds' as seconds
                          from gatekeeper.viewrecords r
                         cross join jsonb_each(r.viewings -> 'devices') d
                         cross join jsonb_each(d.value -> 'services') s
                         cross join jsonb_array_elements(s.value) v
                        """).query((row, number) -> Row.in(row)).list();
    }

    /** A viewing as it is to stand in the table. */
    private record Row(LocalDate day, String label, Viewing viewing) {

        static Row of(Viewing viewing) {
            Duration requested = viewing.requested();
            return new Row(
                    LocalDate.ofInstant(viewing.startedAt(), ZoneOffset.UTC),
                    requested == null ? "infinite" : requested.toMinutes() + " minutes",
                    viewing);
        }

        static Row in(ResultSet row) throws SQLException {
            String minutes = row.getString("minutes");
            String seconds = row.getString("seconds");
            String ended = row.getString("ended");
            return new Row(
                    row.getObject("viewing_day", LocalDate.class),
                    row.getString("label"),
                    new Viewing(
                            row.getString("user_id"),
                            row.getString("device"),
                            row.getString("name"),
                            row.getString("service"),
                            instant(row.getString("started")),
                            minutes == null ? null : Duration.ofMinutes(Long.parseLong(minutes)),
                            ended == null ? null : instant(ended),
                            seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds))));
        }

        private static Instant instant(String text) {
            return OffsetDateTime.parse(text).toInstant();
        }
    }
}
