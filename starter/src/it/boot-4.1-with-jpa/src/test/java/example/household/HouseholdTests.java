package example.household;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;

@SpringBootTest
class HouseholdTests {

    @Autowired
    private Children children;

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Flyway flyway;

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    @Transactional
    void aNewChildIsFoundInItsTransaction() {
        children.save(new Child("Ben"));

        assertThat(children.findByName("Ben")).isPresent();
    }

    @Test
    void theHouseholdIsKeptInH2() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
        }
    }

    @Test
    void flywayMigratesH2() {
        assertThat(flyway.info().applied()).hasSize(1);
        assertThat(flyway.getConfiguration().getDataSource()).isSameAs(dataSource);
    }

    @Test
    void transactionsAreThoseOfJpa() {
        assertThat(transactions).isInstanceOf(JpaTransactionManager.class);
    }
}
