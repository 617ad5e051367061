package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.servers.AcknowledgementCutter;
import io.gatekeeper.db.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens to appends that have waited for others, and go together. */
@ParameterizedClass
@EnumSource(names = "GROUPED")
class GroupedAppendsTests extends TableTests {

    /** Whose records somebody else has locked, so that both batches that may be under way are. */
    private static final List<String> HELD = List.of("held1", "held2");

    private final Connection somebodyElse;
    private ViewRecordRepository appending = repository;

    GroupedAppendsTests(Variant variant) throws SQLException {
        super(variant);
        HELD.forEach(user -> repository.append(viewing(user)));
        clock.set("2026-03-17T10:01:00Z");
        somebodyElse = records.database.dataSource().getConnection();
        somebodyElse.setAutoCommit(false);
    }

    @AfterEach
    void leave() throws SQLException {
        somebodyElse.close();
        records.jdbc.sql("drop function if exists public.refuse cascade").update();
    }

    @Test
    void appendsThatWaitForOthersGoInOneTransactionOrTwo() throws Exception {
        List<Caller> callers = waitingCallers(users(20));

        release();

        for (Caller caller : callers) {
            assertThat(caller.result()).isPresent();
        }
        // Both whom they waited for may have called one of them to go on.
        assertThat(transactionsOf("user%")).isBetween(1, 2);
    }

    @Test
    void noMoreThanSomeGoTogether() throws Exception {
        List<Caller> callers = waitingCallers(users(70));

        release();

        for (Caller caller : callers) {
            assertThat(caller.result()).isPresent();
        }
        assertThat(transactionsOf("user%")).isBetween(2, 3);
    }

    @Test
    void onlyTheCallerOfOneThatTheServerRefusesIsToldSo() throws Exception {
        records.jdbc
                .sql("create function public.refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'not %', new.user_id; end $$")
                .update();
        records.jdbc
                .sql("create trigger refuse before insert on gatekeeper.viewrecords for each row"
                        + " when (new.user_id = 'user7') execute function public.refuse()")
                .update();
        List<Caller> callers = waitingCallers(users(20));

        release();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> callers.get(7).result())
                .withCauseInstanceOf(DataAccessException.class)
                .withMessageContaining("not user7");
        callers.remove(7);
        for (Caller caller : callers) {
            assertThat(caller.result()).isPresent();
        }
        assertThat(repository.findOpen()).hasSize(2 * HELD.size() + 19);
    }

    /** Whether they are stored nobody knows; a repeated append could be refused for certain, and that would be untrue. */
    @Test
    void whereTheConnectionBreaksEachCallerIsToldThatTheOutcomeIsUnknown() throws Exception {
        try (AcknowledgementCutter cutter =
                new AcknowledgementCutter(records.database.host(), records.database.port()).cutSeveralRows()) {
            appending = records.repositoryOn(records.database.at(cutter.port()).dataSource());
            List<Caller> callers = waitingCallers(users(5));

            release();

            for (Caller caller : callers) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(caller::result)
                        .withCauseInstanceOf(DataAccessResourceFailureException.class);
            }
        }
        assertThat(repository.findOpen())
                .extracting(Viewing::userId)
                .filteredOn(user -> user.startsWith("user"))
                .containsExactlyInAnyOrderElementsOf(users(5));
    }

    @Test
    void oneWhoseRecordIsOutOfTheOrdinaryGoesOnByItself() throws Exception {
        records.store(
                "user3",
                "2026-03-17",
                "{\"version\":1,\"devices\":{\"tv\":{\"device_name\":\"Old name\",\"services\":{}}}}");
        List<Caller> callers = waitingCallers(users(5));

        release();

        for (Caller caller : callers) {
            assertThat(caller.result()).map(Viewing::deviceName).contains("TV");
        }
    }

    @Test
    void thoseOfOneRecordGoAfterEachOther() throws Exception {
        List<Caller> callers = new ArrayList<>(waitingCallers(users(3)));
        callers.addAll(callersOf("ann", "youtube", "netflix", "roblox"));

        release();

        for (Caller caller : callers) {
            assertThat(caller.result()).isPresent();
        }
        assertThat(repository.findOpen())
                .filteredOn(viewing -> viewing.userId().equals("ann"))
                .extracting(Viewing::serviceId)
                .containsExactlyInAnyOrder("youtube", "netflix", "roblox");
    }

    @Test
    void startsOfTheCallersGoWithTheOthersAndAreStoredOnce() throws Exception {
        Instant start = Instant.parse("2026-03-17T00:30:00Z");
        records.store(
                "again",
                "2026-03-16",
                "{\"version\":1,\"devices\":{\"tv\":{\"device_name\":\"TV\",\"services\":{\"youtube\":"
                        + "[{\"unblock_started_at\":\"" + start + "\"}]}}}}");
        List<Caller> callers = new ArrayList<>(waitingCallers(users(3)));
        callers.add(waiting(new Caller(viewing("again").startingAt(start))));
        callers.add(waiting(new Caller(viewing("new").startingAt(start))));

        release();

        for (Caller caller : callers) {
            assertThat(caller.result()).isPresent();
        }
        assertThat(callers.get(3).result()).map(Viewing::startedAt).contains(start);
        assertThat(repository.findOpen()).extracting(Viewing::userId).containsOnlyOnce("again", "new");
    }

    @Test
    void theSameViewingIsStoredOnce() throws Exception {
        List<Caller> callers = waitingCallers(List.of("ann", "ann", "ann"));

        release();

        List<Viewing> answers = new ArrayList<>();
        for (Caller caller : callers) {
            caller.result().ifPresent(answers::add);
        }
        assertThat(answers).hasSize(3).containsOnly(answers.get(0));
        assertThat(repository.findLatest("ann", "youtube")).hasSize(1);
    }

    @Test
    void aCallerWhoIsInterruptedWhileWaitingIsStillAnswered() throws Exception {
        List<Caller> callers = waitingCallers(users(3));
        callers.get(1).interrupt();

        release();

        for (Caller caller : callers) {
            assertThat(caller.result()).isPresent();
        }
    }

    @Test
    void anAppendInACallersTransactionWaitsForNobodyAndIsUndoneWithIt() throws Exception {
        waitingCallers(users(3));

        new TransactionTemplate(new JdbcTransactionManager(records.dataSource)).executeWithoutResult(status -> {
            repository.append(viewing("ann"));
            status.setRollbackOnly();
        });

        release();
        assertThat(repository.findLatest("ann", "youtube")).isEmpty();
    }

    private static NewViewing viewing(String user) {
        return NewViewing.unlimited(user, "tv", "TV", "youtube");
    }

    private static List<String> users(int count) {
        return IntStream.range(0, count).mapToObj(number -> "user" + number).toList();
    }

    /** Has two appends wait for a lock, and the users' wait for those. */
    private List<Caller> waitingCallers(List<String> users) throws SQLException {
        try (var lock = somebodyElse.createStatement()) {
            lock.execute("select from gatekeeper.viewrecords for update");
        }
        HELD.forEach(user -> new Caller(viewing(user)).start());
        await().until(() -> waitingForALock() == HELD.size());
        List<Caller> callers = new ArrayList<>();
        for (String user : users) {
            callers.add(waiting(new Caller(viewing(user))));
        }
        return callers;
    }

    private List<Caller> callersOf(String user, String... services) {
        return Stream.of(services)
                .map(service -> waiting(new Caller(NewViewing.unlimited(user, "tv", "TV", service))))
                .toList();
    }

    private static Caller waiting(Caller caller) {
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        return caller;
    }

    private void release() throws SQLException {
        somebodyElse.rollback();
    }

    private int waitingForALock() {
        return count(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
    }

    private int transactionsOf(String users) {
        return count("select count(distinct cast(xmin as text)) from gatekeeper.viewrecords where user_id like '"
                + users + "'");
    }

    private int count(String query) {
        TestDatabase database = records.database;
        return new JdbcTemplate(database.dataSource()).query(query, row -> row.next() ? row.getInt(1) : 0);
    }

    /** Who appends a viewing in a thread of its own. */
    private final class Caller extends Thread {

        private final FutureTask<Optional<Viewing>> append;

        Caller(NewViewing viewing) {
            this(new FutureTask<>(() -> appending.append(viewing)));
        }

        private Caller(FutureTask<Optional<Viewing>> append) {
            super(append);
            this.append = append;
            setDaemon(true);
        }

        Optional<Viewing> result() throws ExecutionException, InterruptedException {
            return append.get();
        }
    }
}
