package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionTemplate;

@OnPostgres
class TransactionTests extends TableTests {

    private static final List<NewViewing> OF_ALICE_AND_BOB = List.of(
            NewViewing.unlimited("Alice", "tv", "TV", "second"), NewViewing.unlimited("Bob", "tv", "TV", "second"));

    private final TransactionTemplate caller = new TransactionTemplate(new JdbcTransactionManager(records.dataSource));

    TransactionTests(Variant variant) {
        super(variant);
    }

    @Test
    void theCallersRollbackUndoesEveryWrite() {
        repository.append(unlimited("stays"));

        caller.executeWithoutResult(status -> {
            repository.append(unlimited("goes"));
            repository.appendAll(List.of(NewViewing.unlimited("Alice", "tv", "TV", "goes")));
            repository.close(RIKKI, "tv", "stays");
            repository.deleteUser(RIKKI);
            status.setRollbackOnly();
        });

        assertThat(repository.findOpen()).extracting(Viewing::serviceId).containsExactly("stays");
    }

    @Test
    void readsInTheCallersTransactionSeeItsWrites() {
        caller.executeWithoutResult(status -> {
            repository.append(unlimited("youtube"));

            assertThat(repository.findOpen()).hasSize(1);
            assertThat(repository.findLatest(RIKKI, "youtube")).hasSize(1);
        });
    }

    @Test
    void aFailureThatTheCallerCatchesStillPreventsItsCommit() {
        records.store("Alice", "2026-03-17", "[]");

        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> caller.executeWithoutResult(status -> {
                    repository.append(unlimited("youtube"));
                    assertThatExceptionOfType(UnsupportedRecordException.class)
                            .isThrownBy(() -> repository.append(NewViewing.unlimited("Alice", "tv", "TV", "youtube")));
                }));

        assertThat(repository.findOpen()).isEmpty();
    }

    @Test
    void whatWaitsTooLongForALockFailsAsSuch() {
        repository.append(unlimited("youtube"));

        caller.executeWithoutResult(status -> {
            lock(RIKKI);

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> CompletableFuture.supplyAsync(
                                    () -> withLockTimeout(() -> repository.close(RIKKI, "tv", "youtube")))
                            .join())
                    .withCauseInstanceOf(CannotAcquireLockException.class);
        });
    }

    @Test
    void aWriteThatFellVictimToADeadlockIsRepeated() {
        List<Viewing> stored = inDeadlock(() -> repository.appendAll(OF_ALICE_AND_BOB));

        assertThat(stored).hasSize(2);
        assertThat(repository.findOpen()).containsAll(stored).hasSize(4);
    }

    @Test
    void inTheCallersTransactionItIsNotRepeatedButReported() {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> inDeadlock(() -> caller.execute(status -> repository.appendAll(OF_ALICE_AND_BOB))))
                .withCauseInstanceOf(PessimisticLockingFailureException.class);

        assertThat(repository.findOpen()).hasSize(2);
    }

    /**
     * Runs a write of Alice and then Bob against a transaction that holds Bob and then wants Alice. That one is patient, so
     * that the write is the victim.
     */
    private <T> T inDeadlock(Supplier<T> write) {
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "first"));
        repository.append(NewViewing.unlimited("Bob", "tv", "TV", "first"));
        CompletableFuture<T> writing = new CompletableFuture<>();
        caller.executeWithoutResult(status -> {
            records.jdbc.sql("set local deadlock_timeout = '1min'").update();
            lock("Bob");
            writing.completeAsync(write);
            await().atMost(Duration.ofMinutes(1)).until(records::someoneWaits);
            lock("Alice");
        });
        return writing.join();
    }

    private void lock(String user) {
        records.jdbc
                .sql("select from gatekeeper.viewrecords where user_id = ? for update")
                .param(user)
                .query()
                .listOfRows();
    }

    private <T> T withLockTimeout(Supplier<T> action) {
        return caller.execute(status -> {
            // Citus hands it on to its workers; to PostgreSQL this is a name like any other.
            records.jdbc.sql("set local citus.propagate_set_commands = 'local'").update();
            records.jdbc.sql("set local lock_timeout = '50ms'").update();
            return action.get();
        });
    }
}
