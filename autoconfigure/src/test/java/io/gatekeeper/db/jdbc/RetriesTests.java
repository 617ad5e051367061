package io.gatekeeper.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

class RetriesTests {

    private final JdbcClient jdbc = new Notes(true).db.jdbc();
    private final List<Integer> pauses = new ArrayList<>();
    private final Retries retries = new Retries(pauses::add);
    private final AtomicInteger attempts = new AtomicInteger();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(Retries.class);

    @BeforeEach
    void listen() {
        log.setLevel(Level.DEBUG);
        events.start();
        log.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(events);
        log.setLevel(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void whatPostgresAsksToRetryIsRetriedUntilItSucceeds(String state) {
        assertThat(run(() -> failing(3, state))).isEqualTo("done");

        assertThat(attempts).hasValue(4);
        assertThat(retries.retried()).isEqualTo(3);
        assertThat(pauses).containsExactly(1, 2, 3);
    }

    @Test
    void eachRetryIsALineForWhoLooksClosely() {
        run(() -> failing(2, "40001"));

        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("Attempt 1 of 5 failed, retrying: ")
                                .contains("40001"),
                        second -> assertThat(second).startsWith("Attempt 2 of 5 failed, retrying: "));
    }

    @Test
    void theLastFailureCarriesTheEarlierOnes() {
        assertThatExceptionOfType(PessimisticLockingFailureException.class)
                .isThrownBy(() -> run(() -> failing(Integer.MAX_VALUE, "40P01")))
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .hasSize(Retries.MAX_ATTEMPTS - 1)
                        .allSatisfy(earlier -> assertThat(SqlState.of(earlier)).isEqualTo(SqlState.DEADLOCK_DETECTED)));
        assertThat(attempts).hasValue(Retries.MAX_ATTEMPTS);
    }

    @Test
    void soDoesAFailureOfAnotherKind() {
        assertThatIllegalStateException()
                .isThrownBy(() -> run(() -> {
                    failing(2, "40001");
                    throw new IllegalStateException();
                }))
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));
    }

    @Test
    void nothingElseIsRetried() {
        assertThatExceptionOfType(CannotAcquireLockException.class).isThrownBy(() -> run(() -> failing(1, "55P03")));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> run(() -> failing(2, "23505")));

        assertThat(retries.retried()).isZero();
    }

    @Test
    void whoIsInterruptedLearnsOfTheFailureAndStaysInterrupted() {
        assertThatExceptionOfType(PessimisticLockingFailureException.class)
                .isThrownBy(() -> run(new Retries(), () -> {
                    try {
                        return failing(Integer.MAX_VALUE, "40P01");
                    } finally {
                        Thread.currentThread().interrupt();
                    }
                }));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(attempts).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../docs/storage.md",
                "../docs/build-your-own.md",
                "src/main/java/io/gatekeeper/db/ViewRecordRepository.java",
                "src/main/java/io/gatekeeper/db/jdbc/GatekeeperDb.java"
            })
    void theDocumentationSaysHowManyAttemptsThereAre(String page) throws IOException {
        assertThat(Files.readString(Path.of(page))).contains("at most " + Retries.MAX_ATTEMPTS + " attempts");
    }

    private String run(Supplier<String> work) {
        return run(retries, work);
    }

    private static String run(Retries retries, Supplier<String> work) {
        return retries.run(work, work);
    }

    private String failing(int times, String state) {
        if (attempts.incrementAndGet() <= times) {
            jdbc.sql("do $$ begin raise exception using errcode = '" + state + "', message = '" + state + "'; end $$")
                    .update();
        }
        return "done";
    }
}
