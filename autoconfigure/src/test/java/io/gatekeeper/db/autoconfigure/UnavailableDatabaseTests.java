package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.servers.RejectingServer;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessException;

/** An application that cannot reach its database when it starts says why, and which properties to look at. */
class UnavailableDatabaseTests {

    private static final String DESCRIPTION = "The gatekeeper's database is unavailable:\n\n    ";

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @ParameterizedTest
    @EnumSource(SchemaMode.class)
    void aServerThatIsNotThereIsNamedWithHostAndPort(SchemaMode mode) {
        application
                .withPropertyValues("gatekeeper.db.port=1", "gatekeeper.db.initialize-schema=" + mode)
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .startsWith(DESCRIPTION + "Connection to localhost:1 refused.");
                    assertThat(analysis.getAction()).isEqualTo("""
                            Start the server, or correct gatekeeper.db.host and gatekeeper.db.port.

                            To start without the database, and record nothing until it is there, set \
                            gatekeeper.db.on-unavailable to empty.""");
                });
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        application.withPropertyValues("gatekeeper.db.database=nowhere").run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription()).isEqualTo(DESCRIPTION + "FATAL: database \"nowhere\" does not exist");
            assertThat(analysis.getAction()).startsWith("Create the database, or correct gatekeeper.db.database.");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatekeeper.db.database=nowhere", "gatekeeper.db.username=nobody"})
    void beingTurnedAwayIsNoOutageToBeEndured(String wrongProperty) {
        application
                .withPropertyValues("gatekeeper.db.on-unavailable=empty", wrongProperty)
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .startsWith(DESCRIPTION + "FATAL: "));
    }

    @Test
    void aUserWhoIsNotThereIsNamed() {
        application.withPropertyValues("gatekeeper.db.username=nobody").run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .startsWith(DESCRIPTION + "FATAL: ")
                    .contains("nobody");
            assertThat(analysis.getAction()).startsWith("Check gatekeeper.db.username and gatekeeper.db.password.");
        });
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        application.withPropertyValues("gatekeeper.db.host=nowhere.invalid").run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription()).isEqualTo(DESCRIPTION + "The host nowhere.invalid is not known.");
            assertThat(analysis.getAction()).startsWith("Correct gatekeeper.db.host.\n");
        });
    }

    @Test
    void aWrongPasswordIsSaidToBeOneAndNotRepeated() {
        TestDatabase worker = Applications.withPasswordDemanded(Applications.withNewRole(database, "secret"));

        application
                .withPropertyValues(worker.properties())
                .withPropertyValues("gatekeeper.db.password=wrong-4711")
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .isEqualTo(
                                    DESCRIPTION + "FATAL: password authentication failed for user \"%s\"",
                                    worker.username());
                    assertThat(analysis.getAction())
                            .isEqualTo("Check gatekeeper.db.username and gatekeeper.db.password.");
                });
    }

    @Test
    void aServerThatAsksForNoPasswordNeedsNone() {
        application
                .withPropertyValues("gatekeeper.db.password=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aPasswordThatIsAskedForAndMissingIsSaidToBe() {
        TestDatabase worker = Applications.withPasswordDemanded(Applications.withNewRole(database, "secret"));

        application
                .withPropertyValues(worker.properties())
                .withPropertyValues("gatekeeper.db.password=")
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).contains("no password was provided");
                    assertThat(analysis.getAction())
                            .isEqualTo(
                                    "Set gatekeeper.db.password: the server asks " + worker.username() + " for one.");
                });
    }

    @Test
    void aServerThatDoesNotEncryptIsRefusedWhereEncryptionIsDemanded() {
        application.withPropertyValues("gatekeeper.db.ssl-mode=require").run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription()).isEqualTo(DESCRIPTION + "The server does not support SSL.");
            assertThat(analysis.getAction()).isEqualTo("""
                    Switch encryption on at the server. Where the way to it is private, gatekeeper.db.ssl-mode may be \
                    prefer.""");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unsupported startup parameter: options",
                "unsupported startup parameter in options: lock_timeout"
            })
    void aPoolerThatDoesNotKnowOurOptionsIsRecognised(String refusal) throws IOException {
        try (RejectingServer pooler = new RejectingServer("08P01", refusal)) {
            application
                    .withPropertyValues("gatekeeper.db.host=localhost", "gatekeeper.db.port=" + pooler.port())
                    .run(context -> {
                        var analysis = Failures.analysisOf(context.getStartupFailure());

                        assertThat(analysis.getDescription()).isEqualTo(DESCRIPTION + "FATAL: " + refusal);
                        assertThat(analysis.getAction())
                                .startsWith(
                                        "A pooler such as PgBouncer stands in the way. Set gatekeeper.db.lock-timeout"
                                                + " and gatekeeper.db.statement-timeout to 0")
                                .contains("prepareThreshold to 0");
                    });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fail|false|revoke connect on database %1$s from public|grant connect on database %1$s to ",
                "empty|false|revoke connect on database %1$s from public|grant connect on database %1$s to ",
                "empty|false|alter database %1$s allow_connections false|alter database %1$s allow_connections true",
                "fail|true|revoke connect on database %1$s from public|grant connect on database",
            })
    void whatRefusesAnApplicationThatRunsIsExplainedToo(
            String onUnavailable, boolean theApplications, String refusal, String remedy) {
        TestDatabase owner = TestPostgres.newDatabase();
        TestDatabase worker = Applications.withNewRole(owner, "secret");
        owner.client()
                .sql("grant create on database " + owner.name() + " to " + worker.username())
                .update();

        Applications.withJdbc()
                .withPropertyValues(theApplications ? springProperties(worker) : worker.properties())
                .withPropertyValues("gatekeeper.db.on-unavailable=" + onUnavailable)
                .run(context -> {
                    ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                    repository.findOpen();
                    database.client().sql(refusal.formatted(owner.name())).update();
                    Applications.endSessions(owner, database);

                    // A call may still find out that its connection is gone.
                    await().untilAsserted(() -> assertThatExceptionOfType(DataAccessException.class)
                            .isThrownBy(repository::findOpen)
                            .withStackTraceContaining(remedy.formatted(owner.name())));
                });
    }

    private static String[] springProperties(TestDatabase database) {
        return new String[] {
            "spring.datasource.url=" + database.url(),
            "spring.datasource.username=" + database.username(),
            "spring.datasource.password=" + database.password(),
            "spring.datasource.hikari.connection-timeout=1000",
            "gatekeeper.db.schema=gatekeeper"
        };
    }

    /** That the advice works: without limits of ours, there is no parameter to be refused. */
    @Test
    void withoutLimitsNoOptionsAreSent() {
        application
                .withPropertyValues("gatekeeper.db.lock-timeout=0", "gatekeeper.db.statement-timeout=0")
                .withPropertyValues("gatekeeper.db.hikari.data-source-properties.prepareThreshold=0")
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getDataSourceProperties())
                        .doesNotContainKey("options")
                        .containsEntry("prepareThreshold", "0")
                        .containsKey("ApplicationName"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0A000|What stands before the server refuses settings that a connection begins with.",
                "22023|The server does not accept a setting that the connection begins with",
                "42704|The server does not accept a setting that the connection begins with",
                "42501|Allow it, as the owner of the database: grant connect on database ",
                "55000|Let the database take connections",
            })
    void aRefusalForGoodSaysWhatToChangeAlsoWhereAnOutageWouldBeAnsweredEmpty(String state, String remedy)
            throws IOException {
        try (RejectingServer server = new RejectingServer(state, "refused")) {
            application
                    .withPropertyValues("gatekeeper.db.host=localhost", "gatekeeper.db.port=" + server.port())
                    .withPropertyValues("gatekeeper.db.on-unavailable=empty", "gatekeeper.db.connect-timeout=1s")
                    .run(context -> assertThat(Failures.analysisOf(context.getStartupFailure())
                                    .getAction())
                            .startsWith(remedy));
        }
    }

    @Test
    void aRefusalByAPoolerIsNoOutageToBeEndured() throws IOException {
        try (RejectingServer pooler = new RejectingServer("08P01", "unsupported startup parameter: options")) {
            application
                    .withPropertyValues("gatekeeper.db.host=localhost", "gatekeeper.db.port=" + pooler.port())
                    .withPropertyValues("gatekeeper.db.on-unavailable=empty", "gatekeeper.db.connect-timeout=1s")
                    .run(context -> assertThat(context).hasFailed());
        }
    }
}
