package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application that cannot reach its database when it starts says why, and which properties to look at. */
class UnreachableDatabaseTests {

    private static final String DESCRIPTION = "The gatekeeper's database is out of reach:\n\n    ";

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
}
