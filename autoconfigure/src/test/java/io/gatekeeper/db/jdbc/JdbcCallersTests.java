package io.gatekeeper.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What only Spring's managers for JDBC do: savepoints, and connections that stay in a transaction after its end. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
class JdbcCallersTests {

    private final Notes notes;
    private final JdbcTransactionManager manager;
    private final TransactionTemplate caller;

    JdbcCallersTests(boolean autoCommit) {
        notes = new Notes(autoCommit);
        manager = new JdbcTransactionManager(notes.pool);
        caller = new TransactionTemplate(manager);
    }

    @Test
    void aNestedTransactionOfTheCallerTakesBackWhatWeWroteInIt() {
        caller.executeWithoutResult(outer -> {
            notes.write("outer");
            Callers.template(manager, TransactionDefinition.PROPAGATION_NESTED).executeWithoutResult(nested -> {
                notes.write("nested");
                nested.setRollbackOnly();
            });
        });

        assertThat(notes.stored()).containsExactly("outer", "outer too");
    }

    @Test
    void whoFailsWhileTakingPartInATransactionThatIsOverHasNothingOfOursStored() {
        assertThatIllegalStateException()
                .isThrownBy(() -> caller.executeWithoutResult(
                        status -> TransactionSynchronizationManager.registerSynchronization(new Failing())));

        assertThat(notes.stored()).isEmpty();
    }

    private final class Failing implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            fail("after the commit");
        }

        @Override
        public void afterCompletion(int status) {
            fail("after the completion");
        }

        private void fail(String text) {
            caller.executeWithoutResult(late -> {
                notes.write(text);
                throw new IllegalStateException();
            });
        }
    }
}
