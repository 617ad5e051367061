package example.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.GatekeeperTest;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.testcontainers.containers.PostgreSQLContainer;

/** The way a container's address takes, without a Docker engine: this container only says where the database is. */
@GatekeeperTest
@Import(Console.class)
class ServiceConnectionTests {

    private static final TestDatabase DATABASE = TestPostgres.newDatabase();

    @ServiceConnection
    static final RunningPostgres POSTGRES = new RunningPostgres();

    @Autowired
    private Console console;

    @Test
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void viewingsAreRecordedWhereTheContainerIs() {
        console.unblock("ann", "films", Duration.ofHours(1));

        assertThat(DATABASE.client()
                        .sql("select user_id from gatekeeper.viewrecords")
                        .query(String.class)
                        .list())
                .containsExactly("ann");
    }

    @SuppressWarnings("deprecation")
    static class RunningPostgres extends PostgreSQLContainer<RunningPostgres> {

        RunningPostgres() {
            super("postgres");
        }

        @Override
        public void start() {}

        @Override
        public String getDockerImageName() {
            return "postgres";
        }

        @Override
        public String getJdbcUrl() {
            return DATABASE.url();
        }

        @Override
        public String getUsername() {
            return DATABASE.username();
        }

        @Override
        public String getPassword() {
            return DATABASE.password();
        }
    }
}
