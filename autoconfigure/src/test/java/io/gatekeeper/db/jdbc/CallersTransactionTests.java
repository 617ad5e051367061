package io.gatekeeper.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import io.gatekeeper.db.testing.TestPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever began the transaction that we are called in ends it, and decides what becomes of what we wrote. */
@ParameterizedClass
@MethodSource("io.gatekeeper.db.jdbc.Callers#onEachPool")
class CallersTransactionTests {

    private final Notes notes;
    private final AbstractPlatformTransactionManager manager;
    private final TransactionTemplate caller;

    CallersTransactionTests(Callers callers, boolean autoCommit) {
        notes = new Notes(autoCommit);
        manager = callers.on(notes.pool);
        caller = new TransactionTemplate(manager);
    }

    @Test
    void whatWeWriteIsSeenByOthersOnlyOnceTheCallerHasCommitted() {
        caller.executeWithoutResult(status -> {
            notes.insert("the caller's");
            notes.write("ours");

            assertThat(notes.stored()).isEmpty();
        });

        assertThat(notes.stored()).containsExactly("ours", "ours too", "the caller's");
    }

    @Test
    void aRollbackUndoesWhatTheCallerAndWeWrote() {
        assertThatIllegalStateException()
                .isThrownBy(() -> caller.executeWithoutResult(status -> {
                    notes.insert("the caller's");
                    notes.write("ours");
                    throw new IllegalStateException();
                }));

        assertThat(notes.stored()).isEmpty();
    }

    @Test
    void aFailureOfOursThatTheCallerCatchesStillPreventsTheCommit() {
        assertThatRuntimeException()
                .isThrownBy(() -> caller.executeWithoutResult(status -> {
                    notes.write("ours");
                    assertThatExceptionOfType(UnsupportedOperationException.class)
                            .isThrownBy(() -> notes.db.transactions().executeWithoutResult(ours -> {
                                throw new UnsupportedOperationException();
                            }));
                }));

        assertThat(notes.stored()).isEmpty();
    }

    @Test
    void ourPartCanAskForARollback() {
        assertThatRuntimeException()
                .isThrownBy(() -> caller.executeWithoutResult(status -> {
                    notes.insert("the caller's");
                    notes.db.transactions().executeWithoutResult(ours -> {
                        assertThat(ours.isNewTransaction()).isFalse();
                        ours.setRollbackOnly();
                    });
                }));

        assertThat(notes.stored()).isEmpty();
    }

    @Test
    void theCallersTransactionIsKnownForAsLongAsItRuns() {
        assertThat(notes.db.inTransaction()).isFalse();

        caller.executeWithoutResult(
                status -> assertThat(notes.db.inTransaction()).isTrue());

        assertThat(notes.db.inTransaction()).isFalse();
    }

    @Test
    void nothingIsRetriedInIt() {
        AtomicInteger attempts = new AtomicInteger();

        assertThatExceptionOfType(ConcurrencyFailureException.class)
                .isThrownBy(() -> caller.executeWithoutResult(status -> notes.db.statement(jdbc -> {
                    attempts.incrementAndGet();
                    return jdbc.sql("do $$ begin raise exception using errcode = '40001'; end $$")
                            .update();
                })));

        assertThat(attempts).hasValue(1);
        assertThat(notes.db.transactionsRetried()).isZero();
    }

    @Test
    void whatWeWriteAfterwardsIsStored() {
        caller.executeWithoutResult(status -> notes.write("within"));

        notes.write("afterwards");

        assertThat(notes.stored()).contains("afterwards", "afterwards too");
    }

    @Test
    void anInnerTransactionOfTheCallerIsJoinedInsteadOfTheOuterOne() {
        caller.executeWithoutResult(outer -> {
            notes.write("outer");
            Callers.requiresNew(manager).executeWithoutResult(inner -> {
                notes.write("inner");
                inner.setRollbackOnly();
            });
            notes.write("outer again");
        });

        assertThat(notes.stored()).containsExactly("outer", "outer again", "outer again too", "outer too");
    }

    @Test
    void whileTheCallerHasSuspendedItsTransactionWeStoreAtOnce() {
        TransactionTemplate without = Callers.template(manager, TransactionDefinition.PROPAGATION_NOT_SUPPORTED);

        caller.executeWithoutResult(status -> {
            without.executeWithoutResult(suspended -> {
                notes.read();
                notes.write("ours");
            });
            assertThat(notes.stored()).hasSize(2);
            status.setRollbackOnly();
        });

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }

    @Test
    void aManagerThatTellsNobodyOfItsTransactionsIsJoinedAlike() {
        manager.setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);

        caller.executeWithoutResult(status -> {
            notes.write("ours");
            status.setRollbackOnly();
        });

        assertThat(notes.stored()).isEmpty();
    }

    @Test
    void aTransactionOnAnotherDatabaseIsNoneOfOurs() {
        TransactionTemplate elsewhere = new TransactionTemplate(
                new JdbcTransactionManager(TestPostgres.newDatabase().dataSource()));

        elsewhere.executeWithoutResult(status -> {
            notes.read();
            notes.write("ours");

            assertThat(notes.stored()).hasSize(2);
            status.setRollbackOnly();
        });

        assertThat(notes.stored()).containsExactly("ours", "ours too");
    }
}
