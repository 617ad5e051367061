package io.gatekeeper.db.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.GatekeeperTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Import;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

@GatekeeperTest(properties = "gatekeeper.db.schema=gatekeeper")
@Testcontainers(disabledWithoutDocker = true)
@Import(Television.class)
class ContainerTests {

    @Container
    @ServiceConnection
    static final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18-alpine");

    @Autowired
    private Television television;

    @Test
    void viewingsAreRecordedInTheContainer() {
        television.watch("ann");

        assertThat(television.viewings().findOpen()).hasSize(1);
    }
}
