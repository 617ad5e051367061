package io.gatekeeper.db.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.SettableClock;
import io.micrometer.observation.ObservationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Code that was tested without a database does not fail with one: every variant rejects the same, before it connects. */
class ArgumentTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");
    private static final Instant NOW = Instant.parse("2026-03-17T10:00:00Z");
    private static final SettableClock CLOCK = new SettableClock(NOW);

    private final AtomicInteger connections = new AtomicInteger();

    enum Variant {
        PLAIN,
        OBSERVED,
        OUTAGE_TOLERANT,
        RECORDING_OFF
    }

    @ParameterizedTest
    @EnumSource
    void aUserWithoutIdIsRejected(Variant variant) {
        rejects(
                "userId must not be blank",
                variant,
                repository -> repository.close("", "tv", "films"),
                repository -> repository.findLatest("", "films"),
                repository -> repository.findBetween("", NOW, NOW),
                repository -> repository.secondsToday(""),
                repository -> repository.secondsToday("", "tv"),
                repository -> repository.deleteUser(""));
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceWithoutIdIsRejected(Variant variant) {
        rejects(
                "clientId must not be blank",
                variant,
                repository -> repository.close("ann", " ", "films"),
                repository -> repository.closeAll(" "),
                repository -> repository.closeAll(" ", "films"),
                repository -> repository.secondsToday("ann", " "));
    }

    @ParameterizedTest
    @EnumSource
    void aServiceWithoutIdIsRejected(Variant variant) {
        rejects(
                "serviceId must not be blank",
                variant,
                repository -> repository.close("ann", "tv", "\t"),
                repository -> repository.closeAll("tv", "\t"),
                repository -> repository.findLatest("ann", "\t"));
    }

    @ParameterizedTest
    @EnumSource
    void anIntervalThatEndsBeforeItBeginsIsRejected(Variant variant) {
        rejects(
                "from must not be after to: 2026-03-17T10:00:00Z > 1970-01-01T00:00:00Z",
                variant,
                repository -> repository.findBetween("ann", NOW, Instant.EPOCH));
    }

    @ParameterizedTest
    @EnumSource
    void aStartInTheFutureIsRejected(Variant variant) {
        NewViewing late = VIEWING.startingAt(Instant.parse("2100-01-01T00:00:00Z"));

        rejects(
                "startedAt must lie between 1970 and one minute from now, was: 2100-01-01T00:00:00Z",
                variant,
                repository -> repository.append(late),
                repository -> repository.appendAll(List.of(VIEWING, late)));
    }

    private void rejects(String message, Variant variant, Call... calls) {
        ViewRecordRepository repository = repository(variant);

        assertThat(calls)
                .allSatisfy(call -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> call.accept(repository))
                        .withMessage(message));
        assertThat(connections).hasValue(0);
    }

    private ViewRecordRepository repository(Variant variant) {
        ViewRecordStore.Builder builder =
                ViewRecordStore.on(new GatekeeperDb(new Unavailable(), SqlIdentifier.of("gatekeeper"), CLOCK));
        return switch (variant) {
            case PLAIN -> builder.build().repository();
            case OBSERVED ->
                builder.observations(ObservationRegistry.create()).build().repository();
            case OUTAGE_TOLERANT -> builder.outageTolerant(true).build().repository();
            case RECORDING_OFF ->
                ViewRecordStore.recordingOff(new ViewingDays(ZoneId.of("UTC"), LocalTime.MIDNIGHT, CLOCK), CLOCK);
        };
    }

    private interface Call extends Consumer<ViewRecordRepository> {}

    private final class Unavailable extends AbstractDataSource {

        @Override
        public Connection getConnection() throws SQLException {
            connections.incrementAndGet();
            throw new SQLException("unavailable");
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }
    }
}
