package example.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** The gatekeeper's database is away, but the application can do without it, and has another one that is there. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "gatekeeper.db.host=localhost",
            "gatekeeper.db.port=1",
            "gatekeeper.db.database=away",
            "gatekeeper.db.username=console",
            "gatekeeper.db.password=secret",
            "gatekeeper.db.connect-timeout=1s",
            "gatekeeper.db.on-unavailable=empty"
        })
class OutageHealthTests {

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void application(DynamicPropertyRegistry properties) {
        TestDatabase database = TestPostgres.newDatabase();
        properties.add("spring.datasource.url", database::url);
        properties.add("spring.datasource.username", database::username);
        properties.add("spring.datasource.password", database::password);
    }

    @Test
    void theApplicationIsUp() {
        String health = RestClient.create("http://localhost:" + port)
                .get()
                .uri("/actuator/health")
                .retrieve()
                .body(String.class);

        assertThat(health).contains("\"unavailableSince\"").doesNotContain("\"DOWN\"");
    }
}
