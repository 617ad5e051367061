package io.gatekeeper.db.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.TestPostgres;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call has one present, whichever decorators it passes: what is checked and what is stored cannot lie apart. */
class OneClockReadingTests {

    private static final Instant NOW = Instant.parse("2026-03-17T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-17");
    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    private final AtomicInteger readings = new AtomicInteger();
    private final Clock clock = clockOf(this::read);

    @ParameterizedTest
    @MethodSource("calls")
    void theClockIsReadOnce(BiConsumer<ViewRecordStore, Viewing> call) {
        ViewRecordStore store = ViewRecordStore.on(
                        new GatekeeperDb(TestPostgres.newDatabase().dataSource(), SqlIdentifier.of("home"), clock))
                .days(new ViewingDays(ZoneId.of("UTC"), LocalTime.MIDNIGHT, clock))
                .outageTolerant(true)
                .observations(ObservationRegistry.create())
                .build();
        Viewing stored = store.repository().append(VIEWING).orElseThrow();
        readings.set(0);

        call.accept(store, stored);

        assertThat(readings).hasValue(1);
    }

    private Instant read() {
        readings.incrementAndGet();
        return NOW;
    }

    private static Clock clockOf(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }

    private static Stream<Arguments> calls() {
        return Stream.of(
                call("append", (store, stored) -> store.repository().append(VIEWING)),
                call(
                        "append with a start",
                        (store, stored) -> store.repository().append(earlierBy(60))),
                call(
                        "appendAll",
                        (store, stored) -> store.repository().appendAll(List.of(earlierBy(60), earlierBy(90)))),
                call("close", (store, stored) -> store.repository().close("ann", "tv", "films")),
                call("close of one", (store, stored) -> store.repository().close(stored)),
                call(
                        "extend",
                        (store, stored) -> store.repository().extend("ann", "tv", "films", Duration.ofMinutes(1))),
                call("closeAll", (store, stored) -> store.repository().closeAll("tv")),
                call("closeOverdue", (store, stored) -> store.repository().closeOverdue(Duration.ofHours(1))),
                call("findLatest", (store, stored) -> store.repository().findLatest("ann", "films")),
                call("findBetween", (store, stored) -> store.repository().findBetween("ann", NOW, NOW)),
                call("secondsToday", (store, stored) -> store.repository().secondsToday("ann")),
                call("usage", (store, stored) -> store.repository().usage(UsageQuery.of("ann", TODAY))),
                call("prune", (store, stored) -> store.repository().prune(NOW)),
                call("end", (store, stored) -> store.corrections().end(stored, NOW)));
    }

    private static Arguments call(String name, BiConsumer<ViewRecordStore, Viewing> call) {
        return arguments(named(name, call));
    }

    private static NewViewing earlierBy(int seconds) {
        return VIEWING.startingAt(NOW.minusSeconds(seconds));
    }
}
