package example.household.gatekeeper;

import static org.assertj.core.api.Assertions.assertThat;

import example.household.Child;
import example.household.Children;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.autoconfigure.GatekeeperDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest
class GatekeeperBesideTests {

    @Autowired
    private ViewRecordRepository viewings;

    @Autowired
    private Children children;

    @Autowired
    @GatekeeperDataSource
    private DataSource gatekeeper;

    @Test
    void viewingsAreRecordedBesideTheHousehold() {
        Child ann = children.save(new Child("Ann"));

        viewings.append(NewViewing.unlimited(ann.name(), "tv", "Television", "films"));

        assertThat(viewings.findOpen()).extracting(Viewing::userId).containsExactly("Ann");
    }

    @Test
    void theyAreKeptInPostgres() throws SQLException {
        try (Connection connection = gatekeeper.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("PostgreSQL");
        }
    }
}
