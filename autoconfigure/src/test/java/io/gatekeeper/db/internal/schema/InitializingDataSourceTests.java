package io.gatekeeper.db.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The pool has one connection, so nothing works that needs two at once. */
class InitializingDataSourceTests {

    private static final TestDatabase DATABASE = TestPostgres.newDatabase();

    private final HikariDataSource pool = new HikariDataSource();
    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeEach
    void open() {
        pool.setJdbcUrl(DATABASE.url());
        pool.setUsername(DATABASE.username());
        pool.setPassword(DATABASE.password());
        pool.setMaximumPoolSize(1);
        pool.setConnectionTimeout(1_000);
        JdbcClient.create(pool).sql("drop table if exists created").update();
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void itInitializesBeforeItsFirstConnectionAndNeverAgain() {
        JdbcClient client = JdbcClient.create(initializing(pool));
        assertThat(attempts).hasValue(0);

        assertThat(rows(client)).isZero();
        assertThat(rows(client)).isZero();

        assertThat(attempts).hasValue(1);
    }

    @Test
    void whatWasInitializedExplicitlyIsInitialized() {
        InitializingDataSource dataSource = initializing(pool);

        dataSource.initialize();
        dataSource.initialize();

        assertThat(rows(JdbcClient.create(dataSource))).isZero();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aFailureIsTheCallersAndTheNextConnectionTriesAgain() {
        JdbcClient client = JdbcClient.create(new InitializingDataSource(pool, connection -> {
            if (attempts.incrementAndGet() == 1) {
                throw new InvalidDataAccessResourceUsageException("unusable");
            }
            create(connection);
        }));

        assertThatExceptionOfType(InvalidDataAccessResourceUsageException.class)
                .isThrownBy(() -> rows(client))
                .withMessage("unusable");

        assertThat(rows(client)).isZero();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aTransactionOfItsOwnBeginsInitialized() {
        InitializingDataSource dataSource = initializing(pool);

        inTransaction(dataSource, () -> insert(dataSource));

        assertThat(rows(JdbcClient.create(pool))).isOne();
    }

    @Test
    void aTransactionBehindItIsJoinedAndInitializesNothing() {
        InitializingDataSource dataSource = initializing(pool);
        create(pool);

        new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult(status -> {
            insert(dataSource);
            status.setRollbackOnly();
        });

        assertThat(attempts).hasValue(0);
        assertThat(rows(JdbcClient.create(pool))).isZero();
    }

    @Test
    void aTransactionBehindAProxyThatIsAwareOfItIsJoined() {
        InitializingDataSource dataSource =
                new InitializingDataSource(new TransactionAwareDataSourceProxy(pool), this::initialize);
        create(pool);

        new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult(status -> {
            inTransaction(dataSource, () -> insert(dataSource));
            status.setRollbackOnly();
        });

        assertThat(rows(JdbcClient.create(pool))).isZero();
    }

    @Test
    void anotherOneAroundItIsJoinedToo() {
        InitializingDataSource outer = new InitializingDataSource(initializing(pool), connection -> {});
        create(pool);

        new TransactionTemplate(new JdbcTransactionManager(pool)).executeWithoutResult(status -> {
            insert(outer);
            status.setRollbackOnly();
        });

        assertThat(rows(JdbcClient.create(pool))).isZero();
    }

    @Test
    void withinATransactionOnAnotherDatabaseItInitializesAndKeepsNoConnection() {
        InitializingDataSource dataSource = initializing(pool);

        inTransaction(TestPostgres.newDatabase().dataSource(), () -> {
            insert(dataSource);
            inTransaction(dataSource, () -> insert(dataSource));
        });

        assertThat(attempts).hasValue(1);
        assertThat(rows(JdbcClient.create(pool))).isEqualTo(2);
    }

    private InitializingDataSource initializing(DataSource target) {
        return new InitializingDataSource(target, this::initialize);
    }

    private void initialize(DataSource connection) {
        attempts.incrementAndGet();
        create(connection);
    }

    private static void create(DataSource connection) {
        JdbcClient.create(connection).sql("create table created (id int)").update();
    }

    private static void insert(DataSource dataSource) {
        JdbcClient.create(dataSource).sql("insert into created values (1)").update();
    }

    private static long rows(JdbcClient client) {
        return client.sql("select count(*) from created").query(Long.class).single();
    }

    private static void inTransaction(DataSource dataSource, Runnable work) {
        new TransactionTemplate(new JdbcTransactionManager(dataSource)).executeWithoutResult(status -> work.run());
    }
}
