package example.chores;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The same, the other way round: the application's database is that of the gatekeeper. */
@TestPropertySource(properties = "gatekeeper.db.use=application")
class ApplicationDataSourceTests extends HouseholdTests {

    @Autowired
    private Map<String, DataSource> dataSources;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        TestDatabase database = TestPostgres.newDatabase();
        properties.add("spring.datasource.url", database::url);
        properties.add("spring.datasource.username", database::username);
        properties.add("spring.datasource.password", database::password);
    }

    @Test
    void thereIsOnePool() {
        assertThat(dataSources).containsOnlyKeys("dataSource");
    }
}
