package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a transaction of the application means to the repository: on the same database, and on another one. */
class TransactionTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    private final TestDatabase gatekeeper = TestPostgres.newDatabase();
    private final TestDatabase another = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(gatekeeper.properties());

    @Test
    void onTheSameDatabaseARollbackOfTheApplicationUndoesAnAppend() {
        application.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                assertThat(repository.append(VIEWING)).isPresent();
                status.setRollbackOnly();
            });

            assertThat(Applications.recordsIn(gatekeeper, "ann")).isZero();
        });
    }

    @Test
    void onTheSameDatabaseAnAppendIsVisibleToOthersOnlyOnceTheApplicationHasCommitted() {
        application.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                repository.append(VIEWING);

                assertThat(repository.findOpen()).hasSize(1);
                assertThat(Applications.recordsIn(gatekeeper, "ann")).isZero();
            });

            assertThat(Applications.recordsIn(gatekeeper, "ann")).isOne();
        });
    }

    @Test
    void onAnotherDatabaseReadingAndThenWritingWithinATransactionOfTheApplicationWorks() {
        besideAnother().run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            JdbcClient client = context.getBean(JdbcClient.class);

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                client.sql("insert into orders values (1)").update();
                assertThat(repository.findOpen()).isEmpty();
                repository.append(VIEWING);
                assertThat(repository.findOpen()).hasSize(1);
                repository.close("ann", "tv", "films");
            });

            assertThat(Applications.recordsIn(gatekeeper, "ann")).isOne();
            assertThat(orders()).isOne();
        });
    }

    @Test
    void onAnotherDatabaseARollbackOfTheApplicationLeavesTheViewingAlone() {
        besideAnother().run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            JdbcClient client = context.getBean(JdbcClient.class);

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                client.sql("insert into orders values (1)").update();
                repository.findOpen();
                repository.append(VIEWING);
                status.setRollbackOnly();
            });

            assertThat(Applications.recordsIn(gatekeeper, "ann")).isOne();
            assertThat(orders()).isZero();
        });
    }

    @Test
    void onAnotherDatabaseAViewingIsCommittedBeforeTheApplicationCommits() {
        besideAnother()
                .run(context -> context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                    context.getBean(ViewRecordRepository.class).append(VIEWING);

                    assertThat(Applications.recordsIn(gatekeeper, "ann")).isOne();
                }));
    }

    private ApplicationContextRunner besideAnother() {
        another.client().sql("create table orders (id int)").update();
        return application.withBean("dataSource", DataSource.class, another::dataSource);
    }

    private long orders() {
        return another.client()
                .sql("select count(*) from orders")
                .query(Long.class)
                .single();
    }
}
