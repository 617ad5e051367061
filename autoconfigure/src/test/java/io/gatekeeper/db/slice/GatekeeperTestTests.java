package io.gatekeeper.db.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import io.gatekeeper.db.testing.GatekeeperTest;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestPostgresConfiguration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@GatekeeperTest(properties = {"gatekeeper.db.schema=gatekeeper", "gatekeeper.db.host=a-server-that-is-not-there"})
@Import({TestPostgresConfiguration.class, Television.class})
class GatekeeperTestTests {

    @Autowired
    private ApplicationContext application;

    @Autowired
    private Television television;

    @Test
    void whatTheTestImportsRecordsViewingsInTheTestDatabase() {
        television.watch("ann");

        assertThat(television.viewings().findLatest("ann", "films"))
                .extracting(Viewing::startedAt)
                .containsExactly(Instant.parse("2026-03-17T10:00:00Z"));
    }

    @RepeatedTest(2)
    void whatAMethodRecordsIsGoneInTheNext() {
        assertThat(television.viewings().findOpen()).isEmpty();

        television.watch("ann");

        assertThat(television.viewings().findOpen()).hasSize(1);
    }

    @Test
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void aMethodCanDoWithoutATransaction() {
        television.watch("ann");

        assertThat(CompletableFuture.supplyAsync(() -> television.viewings().findOpen())
                        .join())
                .hasSize(1);
        television.viewings().deleteUser("ann");
    }

    @Test
    void componentsThatTheTestDoesNotImportAreNotThere() {
        assertThat(application.getBeansOfType(HouseApplication.class)).hasSize(1);
        assertThat(application.getBeansOfType(Doorbell.class)).isEmpty();
    }

    @Test
    void nothingElseIsConfigured() {
        assertThat(application.getBeansOfType(DataSource.class)).containsOnlyKeys("gatekeeperDataSource");
        assertThat(application.getBeansOfType(GatekeeperConnectionDetails.class))
                .hasSize(1);
        assertThat(application.getBeansOfType(Flyway.class)).isEmpty();
        assertThat(application.getBeansOfType(PlatformTransactionManager.class))
                .containsOnlyKeys("gatekeeperTestTransactionManager");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Time {

        @Bean
        SettableClock clock() {
            return new SettableClock("2026-03-17T10:00:00Z");
        }
    }
}
