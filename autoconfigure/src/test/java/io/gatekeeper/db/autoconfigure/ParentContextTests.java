package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Contexts that stand in each other, as with a management port or {@code SpringApplicationBuilder.child}. */
class ParentContextTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @ParameterizedTest
    @ValueSource(
            classes = {
                DataSource.class,
                GatekeeperDb.class,
                ViewRecordRepository.class,
                ViewingCorrections.class,
                LegacyImport.class
            })
    void aChildSharesTheGatekeeperOfItsParent(Class<?> type) {
        application.run(parent -> application
                .withParent(parent)
                .run(child -> assertThat(child.getBean(type)).isSameAs(parent.getBean(type))));
    }

    @Test
    void aChildSharesTheGatekeeperThatStandsBesideTheApplicationsDatabase() {
        ApplicationContextRunner besideAnother = application.withBean(
                DataSource.class, () -> TestPostgres.newDatabase().dataSource());

        besideAnother.run(parent -> application.withParent(parent).run(child -> {
            assertThat(child.getSourceApplicationContext().containsLocalBean("gatekeeperDataSource"))
                    .isFalse();
            assertThat(child.getBean(ViewRecordRepository.class)).isSameAs(parent.getBean(ViewRecordRepository.class));
        }));
    }

    @Test
    void aChildGetsItsOwnWhereTheParentHasNone() {
        new ApplicationContextRunner()
                .run(parent -> application
                        .withParent(parent)
                        .run(child -> assertThat(Applications.databaseOf(child.getBean(JdbcClient.class)))
                                .isEqualTo(database.name())));
    }
}
