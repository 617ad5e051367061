package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.autoconfigure.failure.TransparentPoolerException;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.servers.TcpProxy;
import io.gatekeeper.db.servers.TransparentPooler;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** A pooler that lets everything through may lose writes in silence, so somebody has to say which kind it is. */
@ExtendWith(OutputCaptureExtension.class)
class TransparentPoolerTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");
    private static final String DECISION = "gatekeeper.db.hikari.data-source-properties.prepareThreshold=";

    private final TestDatabase database = TestPostgres.newDatabase();

    @SuppressWarnings("NullAway.Init")
    private TcpProxy pooler;

    @BeforeEach
    void standBeforeTheServer() throws IOException {
        pooler = TransparentPooler.before(database);
    }

    @AfterEach
    void leave() {
        pooler.close();
    }

    @ParameterizedTest
    @EnumSource(SchemaMode.class)
    void theStartFailsAndSaysWhatToWrite(SchemaMode mode) {
        application()
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode)
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).isEqualTo("""
                    A pooler such as PgBouncer stands before the gatekeeper's database, and nobody has said whether the \
                    driver may prepare statements there. One that pools transactions and does not know prepared \
                    statements loses writes that were acknowledged.""");
                    assertThat(analysis.getAction()).isEqualTo("""
                    Write in your configuration, if it pools transactions and does not know prepared statements \
                    (PgBouncer before 1.21, or with max_prepared_statements = 0):

                        gatekeeper.db.hikari.data-source-properties.prepareThreshold: 0

                    If it pools sessions, or knows prepared statements (PgBouncer from 1.21 on, with \
                    max_prepared_statements), write the driver's own value:

                        gatekeeper.db.hikari.data-source-properties.prepareThreshold: 5""");
                });
    }

    @Test
    void nothingIsCreatedBeforeSomebodyHasDecided() {
        application().run(context -> assertThat(schemasIn(database)).isZero());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void withADecisionViewingsAreRecorded(int decision) {
        application().withPropertyValues(DECISION + decision).run(this::assertThatViewingsAreRecorded);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void theDecisionMayStandInTheUrlOfConnectionDetails(int decision) {
        TestDatabase behind =
                database.at(pooler.port()).named(database.name() + "?sslmode=disable&prepareThreshold=" + decision);

        Applications.withJdbc()
                .withBean(GatekeeperConnectionDetails.class, behind::connectionDetails)
                .withPropertyValues("gatekeeper.db.schema=gatekeeper", "gatekeeper.db.ssl-mode=disable")
                .run(this::assertThatViewingsAreRecorded);
    }

    @Test
    void withoutAPoolerNothingIsAskedFor(CapturedOutput output) throws IOException {
        try (TcpProxy proxy = new TcpProxy(database.host(), database.port())) {
            application()
                    .withPropertyValues("gatekeeper.db.port=" + proxy.port())
                    .run(this::assertThatViewingsAreRecorded);
        }

        assertThat(output).doesNotContain("pooler");
    }

    @Nested
    class WhereEmptyIsConfigured {

        @Test
        void aPoolerIsNoOutageToFallBackFrom() {
            tolerant()
                    .run(context -> assertThat(context.getStartupFailure())
                            .hasRootCauseInstanceOf(TransparentPoolerException.class));
        }

        @Test
        void afterAnOutageAtTheStartNothingIsRecordedBeforeSomebodyHasDecided() {
            pooler.cut();

            tolerant().run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                assertThat(repository.append(VIEWING)).isEmpty();
                pooler.restore();

                awaitRefusal(() -> repository.append(VIEWING));
                assertThat(schemasIn(database)).isZero();
            });
        }

        @Test
        void norIsAnythingInATransactionOfTheCallersWhichDoesNotEvenBegin() {
            pooler.cut();

            tolerant().run(context -> {
                TransactionTemplate transaction = context.getBean(TransactionTemplate.class);
                pooler.restore();

                await().untilAsserted(() -> assertThatExceptionOfType(CannotCreateTransactionException.class)
                        .isThrownBy(() -> transaction.executeWithoutResult(status -> {}))
                        .havingRootCause()
                        .isInstanceOf(TransparentPoolerException.class));
            });
        }

        @Test
        void norIsAnythingInATransactionOfOurs() {
            pooler.cut();

            tolerant().run(context -> {
                TransactionTemplate transaction =
                        context.getBean(GatekeeperDb.class).transactions();
                pooler.restore();

                awaitRefusal(() -> transaction.executeWithoutResult(status -> {}));
            });
        }

        @Test
        void withADecisionAnOutageAtTheStartPasses() {
            pooler.cut();

            tolerant().withPropertyValues(DECISION + 0).run(context -> {
                pooler.restore();

                await().ignoreExceptions().untilAsserted(() -> assertThatViewingsAreRecorded(context));
            });
        }

        private ApplicationContextRunner tolerant() {
            return application()
                    .withPropertyValues(
                            "gatekeeper.db.on-unavailable=empty",
                            "gatekeeper.db.connect-timeout=1s",
                            "gatekeeper.db.hikari.connection-timeout=300",
                            "gatekeeper.db.hikari.maximum-pool-size=2");
        }

        private void awaitRefusal(Runnable call) {
            await().untilAsserted(() ->
                    assertThatExceptionOfType(TransparentPoolerException.class).isThrownBy(call::run));
        }
    }

    /** Its settings are the application's, so we only warn. */
    @Nested
    class BeforeADataSourceOfTheApplications {

        @Test
        void itIsWarnedOfOnce(CapturedOutput output) {
            with(behindThePooler("")).run(TransparentPoolerTests.this::assertThatViewingsAreRecorded);

            assertThat(output.getOut().lines().filter(line -> line.contains("pooler")))
                    .singleElement()
                    .asString()
                    .contains("WARN", "prepareThreshold=\"5\"", "set prepareThreshold to 0");
        }

        @Test
        void itIsSeenThroughAnotherPool(CapturedOutput output) {
            try (HikariDataSource pool = new HikariDataSource()) {
                pool.setDataSource(behindThePooler(""));

                with(pool).run(context -> assertThat(output).contains("A pooler stands before"));
            }
        }

        @Test
        void whereNothingIsPreparedThereIsNothingToWarnOf(CapturedOutput output) {
            with(behindThePooler("&prepareThreshold=0"))
                    .run(TransparentPoolerTests.this::assertThatViewingsAreRecorded);

            assertThat(output).doesNotContain("pooler");
        }

        @Test
        void withoutAPoolerThereIsNothingToWarnOf(CapturedOutput output) {
            with(database.dataSource()).run(TransparentPoolerTests.this::assertThatViewingsAreRecorded);

            assertThat(output).doesNotContain("pooler");
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void aDataSourceThatDoesNotShowTheDriverIsLeftAlone(boolean failing, CapturedOutput output) {
            with(new Veiled(behindThePooler(""), failing))
                    .run(TransparentPoolerTests.this::assertThatViewingsAreRecorded);

            assertThat(output).doesNotContain("pooler");
        }

        private ApplicationContextRunner with(DataSource dataSource) {
            return Applications.withJdbc()
                    .withBean(Own.class, () -> new Own(dataSource))
                    .withPropertyValues("gatekeeper.db.schema=gatekeeper");
        }

        private DataSource behindThePooler(String parameters) {
            return database.at(pooler.port())
                    .named(database.name() + "?sslmode=disable" + parameters)
                    .dataSource();
        }
    }

    @Test
    void oneConnectionIsLookedAtOnce() throws SQLException {
        try (HikariDataSource pool = new GatekeeperPool(config())) {
            pool.getConnection().close();
            assertThat(isLookedAt()).isTrue();

            JdbcClient.create(pool).sql("select 1").query().singleRow();
            pool.getConnection().close();

            assertThat(isLookedAt()).isFalse();
        }
    }

    @Test
    void withADecisionNoneIs() throws SQLException {
        HikariConfig decided = config();
        decided.addDataSourceProperty("prepareThreshold", "5");

        try (HikariDataSource pool = new GatekeeperPool(decided)) {
            pool.getConnection().close();

            assertThat(isLookedAt()).isFalse();
        }
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(1);
        return config;
    }

    /** Whether the last statement of a connection was the one that looks. */
    private boolean isLookedAt() {
        return database.client()
                .sql("select exists (select from pg_stat_activity where datname = ? and query = ?)")
                .params(database.name(), PoolerSql.BACKEND)
                .query(Boolean.class)
                .single();
    }

    private ApplicationContextRunner application() {
        return Applications.withJdbc()
                .withPropertyValues(database.properties())
                .withPropertyValues("gatekeeper.db.port=" + pooler.port(), "gatekeeper.db.ssl-mode=disable");
    }

    private void assertThatViewingsAreRecorded(ApplicationContext context) {
        assertThat(context.getBean(ViewRecordRepository.class).append(VIEWING)).isPresent();
        assertThat(Applications.recordsIn(database, "ann")).isOne();
    }

    private static long schemasIn(TestDatabase database) {
        return database.client()
                .sql("select count(*) from pg_namespace where nspname = 'gatekeeper'")
                .query(Long.class)
                .single();
    }

    /** Keeps to itself whose connections it gives: says so, or fails when it is asked. */
    private static final class Veiled extends DelegatingDataSource {

        private final boolean failing;

        Veiled(DataSource dataSource, boolean failing) {
            super(dataSource);
            this.failing = failing;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("isWrapperFor")) {
                            return isWrapper();
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getTargetException();
                        }
                    });
        }

        private boolean isWrapper() throws SQLException {
            if (failing) {
                throw new SQLException("Not supported");
            }
            return false;
        }
    }

    @GatekeeperDataSource
    private static final class Own extends DelegatingDataSource {

        Own(DataSource dataSource) {
            super(dataSource);
        }
    }
}
