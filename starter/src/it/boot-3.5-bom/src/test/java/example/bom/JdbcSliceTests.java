package example.bom;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.AutoConfigureGatekeeper;
import io.gatekeeper.db.testing.TestPostgresConfiguration;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase;
import org.springframework.boot.test.autoconfigure.jdbc.AutoConfigureTestDatabase.Replace;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@JdbcTest(properties = "gatekeeper.db.schema=gatekeeper")
@AutoConfigureGatekeeper
@AutoConfigureTestDatabase(replace = Replace.NONE)
@Import(TestPostgresConfiguration.class)
class JdbcSliceTests {

    @Autowired
    private ViewRecordRepository viewings;

    @Autowired
    private JdbcClient jdbc;

    @RepeatedTest(2)
    void theRepositoryAndTheClientShareATransactionThatIsRolledBack() {
        assertThat(viewings.findOpen()).isEmpty();

        viewings.append(NewViewing.unlimited("ann", "tv", "Television", "films"));

        assertThat(jdbc.sql("select count(*) from gatekeeper.viewrecords")
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    static class Application {}
}
