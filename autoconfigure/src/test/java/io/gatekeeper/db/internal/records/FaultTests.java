package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever others do to the table: what is acknowledged is stored, and one record harms none of the others. */
@OnPostgres
class FaultTests extends TableTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private final ViewingCorrections corrections =
            records.store(clock, "UTC", "00:00").corrections();
    private final Logger log = (Logger) LoggerFactory.getLogger("io.gatekeeper.db.internal");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    FaultTests(Variant variant) {
        super(variant);
    }

    @BeforeEach
    void listen() {
        events.start();
        log.addAppender(events);
    }

    @AfterEach
    void restore() {
        log.detachAppender(events);
        records.jdbc.sql("drop function if exists public.refuse cascade").update();
        records.jdbc.sql("drop function if exists public.swallow cascade").update();
    }

    @Test
    void aSwallowedInsertIsNotAcknowledged() {
        swallow("insert");

        assertThatExceptionOfType(IncorrectUpdateSemanticsDataAccessException.class)
                .isThrownBy(() -> repository.append(unlimited("youtube")))
                .withMessageContaining("trigger");
        assertThatExceptionOfType(IncorrectUpdateSemanticsDataAccessException.class)
                .isThrownBy(() -> repository.appendAll(List.of(unlimited("youtube"), timed("roblox", 5))));
    }

    @Test
    void aSwallowedUpdateIsNotAcknowledged() {
        Viewing stored = repository.append(unlimited("youtube")).orElseThrow();
        clock.advance(HOUR);
        swallow("update");

        assertNotAcknowledged(() -> repository.append(unlimited("netflix")));
        assertNotAcknowledged(() -> repository.close(RIKKI, "tv", "youtube"));
        assertNotAcknowledged(() -> repository.close(stored));
        assertNotAcknowledged(() -> repository.closeAll("tv"));
        assertNotAcknowledged(() -> repository.closeOverdue(Duration.ofNanos(1)));
        assertNotAcknowledged(() -> corrections.end(stored, clock.instant()));
        assertNotAcknowledged(() -> corrections.moveDevice(RIKKI, "tv", "phone"));
        assertThat(repository.findOpen()).containsExactly(stored);
    }

    @Test
    void aSwallowedDeleteIsNotAcknowledged() {
        Viewing stored = watch("youtube", "2026-03-17T08:00:00Z", "2026-03-17T09:00:00Z");
        swallow("delete");

        assertNotAcknowledged(() -> repository.prune(clock.instant().plus(HOUR)));
        assertNotAcknowledged(() -> corrections.delete(stored));
        assertNotAcknowledged(() -> corrections.moveUser(RIKKI, "Alice"));
        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(stored);
    }

    @Test
    void appendsAndDeletionsOfOneUserAllSucceed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(11);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 11; thread++) {
            int kind = thread;
            running.add(threads.submit(() -> {
                for (int round = 0; round < 60; round++) {
                    switch (kind % 6) {
                        case 0 ->
                            assertThat(repository.append(unlimited("youtube"))).isPresent();
                        case 1 ->
                            assertThat(repository.appendAll(List.of(unlimited("a"), unlimited("b"))))
                                    .hasSize(2);
                        case 2 -> repository.close(RIKKI, "tv", "youtube");
                        case 3 -> repository.closeAll("tv");
                        case 4 -> repository.deleteUser(RIKKI);
                        default -> repository.prune(clock.instant().plus(HOUR));
                    }
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        threads.shutdown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serializable", "repeatable read"})
    void whereTheServerIsolatesMoreSixteenWritersOfOneRecordAllSucceed(String isolation) throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(records.database.dataSource());
            pool.setMaximumPoolSize(16);
            pool.setConnectionInitSql("set default_transaction_isolation to '" + isolation + "'");
            ViewRecordRepository isolated = records.repositoryOn(pool);
            ExecutorService threads = Executors.newFixedThreadPool(16);
            List<Future<Viewing>> running = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                String service = "service" + thread;
                Callable<Viewing> writer = () -> {
                    for (int round = 0; round < 5; round++) {
                        isolated.append(
                                unlimited(service).startingAt(clock.instant().minusSeconds(round)));
                        assertThat(isolated.close(RIKKI, "tv", service)).isPresent();
                    }
                    return isolated.append(unlimited(service)).orElseThrow();
                };
                running.add(threads.submit(writer));
            }
            for (Future<Viewing> each : running) {
                each.get();
            }
            threads.shutdown();
            assertThat(isolated.findBetween(RIKKI, at("2026-03-17T00:00:00Z"), at("2026-03-18T00:00:00Z")))
                    .hasSize(16 * 5);
            assertThat(isolated.findOpen()).isEmpty();
        }
    }

    @Test
    void aKeyOfAnyLengthAndNestingOfAnyDepthAreReadAndKept() {
        String odd = "\"%s\":%s1%s".formatted("k".repeat(60_000), "[".repeat(3_000), "]".repeat(3_000));
        records.store(RIKKI, "2026-03-17", """
                {"version":1,%s,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                  {"unblock_started_at":"2026-03-17T09:00:00+00:00","requested_duration_minutes":null,
                   "requested_duration_label":"infinite","unblock_ended_at":null,"actual_duration_seconds":null}]}}}}""".formatted(odd));

        assertThat(repository.findOpen()).hasSize(1);
        repository.append(unlimited("netflix"));
        repository.append(new NewViewing(RIKKI, "phone", null, "roblox", null, null));

        assertThat(repository.closeAll("tv")).hasSize(2);
        assertThat(repository.closeAll("phone")).hasSize(1);
        assertThat(records.document(RIKKI, "2026-03-17").replace(" ", "")).contains(odd);
    }

    @Test
    void aNumberOfManyDigitsStaysAsItIs() {
        records.store(RIKKI, "2026-03-17", """
                {"version":1,"rates":[%s],"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                  {"unblock_started_at":"2026-03-17T09:00:00+00:00","requested_duration_minutes":1e131071,
                   "requested_duration_label":"infinite","unblock_ended_at":null,"actual_duration_seconds":1e131071}]}}}}""".formatted(String.join(
                ",", IntStream.range(0, 40).mapToObj(i -> "1e131071").toList())));
        String before = rates();

        assertThat(repository.findOpen()).hasSize(1);
        assertThat(repository.closeAll("tv")).hasSize(1);
        repository.append(new NewViewing(RIKKI, "phone", null, "roblox", null, null));

        assertThat(rates()).isEqualTo(before);
    }

    @Test
    void anIdDoesNotForgeALineOfTheLog() {
        records.store("forged\nline", "2026-03-17", "{\"version\":1,\"devices\":[]}");
        repository.append(NewViewing.unlimited("forged\nline", "tv", "TV", "youtube"));

        assertThat(events.list)
                .anySatisfy(event -> assertThat(String.valueOf(event.getKeyValuePairs()))
                        .contains("forged\\u000Aline")
                        .doesNotContain("\n"));
    }

    @Test
    void aLockedRecordStopsNoSweep() throws SQLException {
        IntStream.range(0, 20).forEach(i -> overdue("user%02d".formatted(i)));
        clock.advance(HOUR);

        Connection hanging = lock("user07");
        try {
            assertThat(repository.closeOverdue()).hasSize(19);
            assertThat(repository.prune(clock.instant().plusSeconds(1))).isEqualTo(19);
            assertThat(said("1 that others have locked")).isEqualTo(2);
        } finally {
            hanging.close();
        }
        assertThat(repository.closeOverdue()).extracting(Viewing::userId).containsExactly("user07");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0001", "23514", "22012", "54000", "XX001"})
    void aRecordThatTheServerRefusesToWriteStopsNoSweep(String state) {
        IntStream.range(0, 20).forEach(i -> overdue("user%02d".formatted(i)));
        clock.advance(HOUR);
        refuse(state, "user07", "user13");

        assertThat(repository.closeOverdue())
                .hasSize(18)
                .extracting(Viewing::userId)
                .doesNotContain("user07", "user13");
        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("user07", "user13");
        assertThat(said("its write fails: ERROR: not this one")).isEqualTo(2);
        assertThat(said("2 that cannot be written to")).isEqualTo(1);
    }

    @Test
    void norPruning() {
        IntStream.range(0, 20).forEach(i -> overdue("user%02d".formatted(i)));
        clock.advance(HOUR);
        repository.closeOverdue();
        refuse("P0001", "user07");

        assertThat(repository.prune(clock.instant())).isEqualTo(19);
        assertThat(repository.findUsers(null, 100)).containsExactly("user07");
        assertThat(said("1 that cannot be written to")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"57P01", "53200", "55P03", "42501"})
    void whatTheServerRefusesForAnotherReasonEndsTheSweep(String state) {
        overdue("user07");
        overdue("user08");
        clock.advance(HOUR);
        refuse(state, "user07");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(repository::closeOverdue)
                .withStackTraceContaining("not this one");
    }

    @Test
    void inTheCallersTransactionOneRecordEndsTheSweep() {
        overdue("user07");
        overdue("user08");
        clock.advance(HOUR);
        refuse("P0001", "user07");
        TransactionTemplate callers = new TransactionTemplate(new DataSourceTransactionManager(records.dataSource));

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> callers.execute(status -> repository.closeOverdue()))
                .withStackTraceContaining("not this one");

        assertThat(repository.findOpen()).hasSize(2);
    }

    @Test
    void aRecordOfALaterVersionStopsNothing() {
        records.store("later", "2026-03-17", document(2));
        overdue("user");
        repository.append(NewViewing.unlimited("other", "tv", "TV", "netflix"));
        clock.advance(HOUR);

        assertThat(repository.closeOverdue()).extracting(Viewing::userId).containsExactly("user");
        assertThat(said("1 that cannot be written to")).isEqualTo(1);
        assertThat(repository.closeAll("tv")).extracting(Viewing::userId).containsExactly("other");
        assertThat(said("Left an open viewing in a record that cannot be written to"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"infinity, false", "-infinity, false", "0044-03-15 BC, true", "10000-01-01, true"})
    void aDayOutsideTheCalendarStopsNothing(String day, boolean ends) {
        records.jdbc
                .sql("insert into gatekeeper.viewrecords values ('odd', cast(? as date), cast(? as jsonb), now())")
                .params(day, document(1))
                .update();
        overdue("user");
        repository.append(NewViewing.unlimited("other", "tv", "TV", "netflix"));
        clock.advance(HOUR);

        assertThat(repository.closeOverdue())
                .extracting(Viewing::userId)
                .containsExactlyElementsOf(ends ? List.of("odd", "user") : List.of("user"));
        assertThat(said("1 that cannot be written to")).isEqualTo(ends ? 0 : 1);
        assertThat(repository.closeAll("tv")).extracting(Viewing::userId).containsExactly("other");
        assertThat(repository.prune(clock.instant().plusSeconds(1))).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aSweepOfMoreThanABatchEndsAll() {
        List<NewViewing> viewings = IntStream.range(0, 2 * Sweep.BATCH + 1)
                .mapToObj(i -> NewViewing.timed("user" + i, "tv", "TV", "youtube", Duration.ofMinutes(5)))
                .toList();
        repository.appendAll(viewings);
        assertThat(repository.findOpen()).hasSameSizeAs(viewings);
        List<Viewing> walked = new ArrayList<>();
        repository.forEachOpen(walked::add);
        assertThat(walked).hasSameSizeAs(viewings).doesNotHaveDuplicates();
        clock.advance(HOUR);

        assertThat(repository.closeOverdue()).hasSameSizeAs(viewings);
        assertThat(repository.findOpen()).isEmpty();
        assertThat(repository.prune(clock.instant())).isEqualTo(viewings.size());
    }

    private void assertNotAcknowledged(Runnable write) {
        assertThatExceptionOfType(IncorrectUpdateSemanticsDataAccessException.class)
                .isThrownBy(write::run);
    }

    private void overdue(String user) {
        repository.append(NewViewing.timed(user, "tv", "TV", "youtube", Duration.ofMinutes(5)));
    }

    private long said(String what) {
        return events.list.stream()
                .filter(event -> event.getFormattedMessage().contains(what))
                .count();
    }

    private String rates() {
        return records.jdbc
                .sql("select md5(viewings ->> 'rates') from gatekeeper.viewrecords where user_id = ?")
                .param(RIKKI)
                .query(String.class)
                .single();
    }

    private void swallow(String operation) {
        records.jdbc.sql("""
                        create function public.swallow() returns trigger language plpgsql as 'begin return null; end'
                        """).update();
        records.jdbc
                .sql("create trigger swallow before " + operation
                        + " on gatekeeper.viewrecords for each row execute function public.swallow()")
                .update();
    }

    private void refuse(String state, String... users) {
        records.jdbc.sql("""
                        create function public.refuse() returns trigger language plpgsql as
                        'begin
                           if old.user_id = any(tg_argv[1:]) then
                             raise exception ''not this one'' using errcode = tg_argv[0];
                           end if;
                           return coalesce(new, old);
                         end'
                        """).update();
        records.jdbc
                .sql(
                        "create trigger refuse before update or delete on gatekeeper.viewrecords for each row execute function"
                                + " public.refuse('" + state + "', '" + String.join("', '", users) + "')")
                .update();
    }

    private Connection lock(String user) throws SQLException {
        Connection connection = records.database.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select from gatekeeper.viewrecords where user_id = '" + user + "' for update");
        }
        return connection;
    }

    private static String document(int version) {
        return """
                {"version":%d,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                  {"unblock_started_at":"2026-03-17T09:00:00+00:00","requested_duration_minutes":5,
                   "requested_duration_label":"5 minutes","unblock_ended_at":null,"actual_duration_seconds":null}]}}}}""".formatted(version);
    }
}
