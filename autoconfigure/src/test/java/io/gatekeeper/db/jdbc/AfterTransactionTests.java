package io.gatekeeper.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** In Spring's callbacks the transaction is over, though its connection is still bound: what we write there is stored. */
@ParameterizedClass
@MethodSource("io.gatekeeper.db.jdbc.Callers#onEachPool")
class AfterTransactionTests {

    private final Notes notes;
    private final AbstractPlatformTransactionManager manager;
    private final TransactionTemplate caller;

    AfterTransactionTests(Callers callers, boolean autoCommit) {
        notes = new Notes(autoCommit);
        manager = callers.on(notes.pool);
        caller = new TransactionTemplate(manager);
    }

    @Test
    void whatIsWrittenAfterTheCommitIsStoredAtOnce() {
        caller.executeWithoutResult(status -> afterCommit(this::writeAtOnce));

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }

    @Test
    void soItIsWhereWeTookPartInTheTransaction() {
        caller.executeWithoutResult(status -> {
            notes.write("within");
            afterCommit(this::writeAtOnce);
        });

        assertThat(notes.stored()).hasSize(4);
    }

    @Test
    void whatIsWrittenAfterTheCompletionIsStoredAtOnce() {
        caller.executeWithoutResult(status -> afterCompletion(this::writeAtOnce));

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }

    @Test
    void soItIsAfterARollback() {
        caller.executeWithoutResult(status -> {
            notes.write("within");
            afterCompletion(this::writeAtOnce);
            status.setRollbackOnly();
        });

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }

    @Test
    void soItIsAfterAnotherTransactionInTheCallback() {
        caller.executeWithoutResult(status -> afterCompletion(() -> {
            Callers.requiresNew(manager).executeWithoutResult(another -> notes.insert("another"));
            writeAtOnce();
            notes.write("once more");
        }));

        assertThat(notes.stored()).hasSize(5);
    }

    @Test
    void aNewTransactionAfterTheCommitIsJoined() {
        caller.executeWithoutResult(status -> afterCommit(() -> rollBackInNewTransaction(this::afterCommit)));

        assertThat(notes.stored()).isEmpty();
    }

    @Test
    void aNewTransactionAfterTheCompletionIsJoined() {
        caller.executeWithoutResult(status -> afterCompletion(() -> rollBackInNewTransaction(this::afterCompletion)));

        assertThat(notes.stored()).isEmpty();
    }

    /** Spring lets them take part in what is over, and says so in its documentation only. */
    @Test
    void whoTakesPartInTheTransactionAfterItsCommitHasOursStored() {
        caller.executeWithoutResult(
                status -> afterCommit(() -> caller.executeWithoutResult(late -> notes.write("ours"))));

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }

    @Test
    void whoTakesPartInTheTransactionAfterItsCompletionHasOursStored() {
        caller.executeWithoutResult(
                status -> afterCompletion(() -> caller.executeWithoutResult(late -> notes.write("ours"))));

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }

    private void writeAtOnce() {
        assertThat(notes.db.inTransaction()).isFalse();
        notes.write("ours");
        assertThat(notes.stored()).contains("ours", "ours too");
    }

    /** With a callback of the same kind registered, which must not be taken for the one that runs. */
    private void rollBackInNewTransaction(Consumer<Runnable> register) {
        Callers.requiresNew(manager).executeWithoutResult(status -> {
            register.accept(() -> {});
            notes.write("ours");
            status.setRollbackOnly();
        });
    }

    private void afterCommit(Runnable callback) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                callback.run();
            }
        });
    }

    private void afterCompletion(Runnable callback) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                callback.run();
            }
        });
    }
}
