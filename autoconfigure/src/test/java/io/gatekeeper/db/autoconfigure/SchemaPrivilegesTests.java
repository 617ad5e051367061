package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A user with the least privileges works with what another one has created. */
class SchemaPrivilegesTests {

    private static final List<String> NEEDED = List.of("SELECT", "INSERT", "UPDATE", "DELETE", "USAGE");

    private final TestDatabase database = TestPostgres.newDatabase();
    private final TestDatabase worker = Applications.withNewRole(database, "secret");

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(worker.properties());

    @BeforeEach
    void createAsTheOwner() {
        Applications.withJdbc()
                .withPropertyValues(database.properties())
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @EnumSource(SchemaMode.class)
    void usageAndTheFourPrivilegesOnTheTableAreEnough(SchemaMode mode) {
        NEEDED.forEach(this::grant);

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode)
                .run(context -> {
                    ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

                    assertThat(repository.append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                            .isPresent();
                    assertThat(repository.append(NewViewing.unlimited("ann", "pad", "Tablet", "films")))
                            .isPresent();
                    assertThat(repository.findOpen()).hasSize(2);
                    assertThat(repository.close("ann", "tv", "films")).isPresent();
                    assertThat(repository.deleteUser("ann")).isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "INSERT", "UPDATE", "DELETE", "USAGE"})
    void aMissingPrivilegeIsNamedWithTheStatementThatGrantsIt(String missing) {
        NEEDED.stream().filter(privilege -> !privilege.equals(missing)).forEach(this::grant);

        application.run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .isEqualTo(
                            "The user %s of the database %s lacks privileges on \"gatekeeper\".\"viewrecords\": %s.",
                            worker.username(), database.name(), missing);
            assertThat(analysis.getAction()).containsIgnoringCase("grant").containsIgnoringCase(missing);
        });
    }

    private void grant(String privilege) {
        String object = privilege.equals("USAGE") ? "schema gatekeeper" : "gatekeeper.viewrecords";
        database.client()
                .sql("grant " + privilege + " on " + object + " to " + Objects.requireNonNull(worker.username()))
                .update();
    }
}
