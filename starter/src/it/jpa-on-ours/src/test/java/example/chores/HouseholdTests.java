package example.chores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatRuntimeException;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.testing.TestPostgresConfiguration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

@SpringBootTest
@Import(TestPostgresConfiguration.class)
class HouseholdTests {

    @Autowired
    private Household household;

    @Autowired
    private ViewRecordRepository viewings;

    @Autowired
    private GatekeeperDb db;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager manager;

    @AfterEach
    void tidyUp() {
        db.statement(jdbc -> jdbc.sql("delete from chore").update());
        db.statement(jdbc -> jdbc.sql("delete from gatekeeper.viewrecords").update());
    }

    @Test
    void transactionsAreThoseOfJpa() {
        assertThat(manager).isInstanceOf(JpaTransactionManager.class);
    }

    @Test
    void whatIsCommittedIsSeenByOthersThenAndNotBefore() {
        household.reward("ann", () -> assertThatOthersSee(0, 0));

        assertThatOthersSee(1, 1);
        assertThat(viewings.findOpen()).hasSize(2);
    }

    @Test
    void aFailureInTheEndLeavesNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> household.reward("ann", () -> {
                    throw new IllegalStateException();
                }));

        assertThatOthersSee(0, 0);
    }

    @Test
    void norDoesOneOfOursThatIsCaught() {
        assertThatRuntimeException()
                .isThrownBy(() -> household.reward(
                        "ann",
                        () -> assertThatIllegalStateException()
                                .isThrownBy(() -> db.transactions().executeWithoutResult(status -> {
                                    throw new IllegalStateException();
                                }))));

        assertThatOthersSee(0, 0);
    }

    @Test
    void whatFollowsATransactionIsStored() {
        household.reward("ann", () -> {});

        viewings.append(Household.on("tv", "ben", "films"));

        assertThatOthersSee(1, 2);
    }

    @Test
    void anInnerTransactionIsOneOfItsOwn() {
        assertThatIllegalStateException()
                .isThrownBy(() -> household.reward("ann", () -> {
                    within(TransactionDefinition.PROPAGATION_REQUIRES_NEW, () -> household.reward("ben", () -> {}));
                    within(
                            TransactionDefinition.PROPAGATION_NOT_SUPPORTED,
                            () -> viewings.append(Household.on("tv", "cleo", "films")));
                    throw new IllegalStateException();
                }));

        assertThatOthersSee(1, 2);
    }

    @Test
    void whatIsWrittenAfterTheCommitIsStored() {
        household.reward("ann", () -> afterCommit(() -> household.unblock(new Household.Rewarded("ben"))));

        assertThatOthersSee(1, 2);
    }

    @Test
    void soIsWhatATransactionalListenerWrites() {
        household.announce("ann");

        assertThatOthersSee(1, 1);
        assertThat(viewings.findOpen()).hasSize(2);
    }

    @Test
    void soIsWhatIsWrittenTakingPartInATransactionThatIsOver() {
        household.reward(
                "ann",
                () -> afterCommit(() -> within(
                        TransactionDefinition.PROPAGATION_REQUIRED,
                        () -> household.unblock(new Household.Rewarded("ben")))));

        assertThatOthersSee(1, 2);
    }

    private void within(int propagation, Runnable action) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setPropagationBehavior(propagation);
        template.executeWithoutResult(status -> action.run());
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    private void assertThatOthersSee(long chores, long records) {
        assertThat(CompletableFuture.supplyAsync(() -> count("chore")).join()).isEqualTo(chores);
        assertThat(CompletableFuture.supplyAsync(() -> count("gatekeeper.viewrecords"))
                        .join())
                .isEqualTo(records);
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
