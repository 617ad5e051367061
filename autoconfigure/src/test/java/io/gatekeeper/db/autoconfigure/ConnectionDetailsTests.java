package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

class ConnectionDetailsTests {

    private final ApplicationContextRunner application = Applications.withJdbc();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            localhost          | 5432 | tv          | jdbc:postgresql://localhost:5432/tv
            db.example.org     | 6543 | tv          | jdbc:postgresql://db.example.org:6543/tv
            db.example.org:7000| 6543 | tv          | jdbc:postgresql://db.example.org:7000/tv
            192.0.2.7          | 5432 | tv          | jdbc:postgresql://192.0.2.7:5432/tv
            2001:db8::7        | 5432 | tv          | jdbc:postgresql://[2001:db8::7]:5432/tv
            ::1                | 6543 | tv          | jdbc:postgresql://[::1]:6543/tv
            [2001:db8::7]      | 5432 | tv          | jdbc:postgresql://[2001:db8::7]:5432/tv
            [2001:db8::7]:7000 | 5432 | tv          | jdbc:postgresql://[2001:db8::7]:7000/tv
            h1,h2:5433         | 5432 | tv          | jdbc:postgresql://h1:5432,h2:5433/tv
            'h1, h2'           | 5432 | tv          | jdbc:postgresql://h1:5432,h2:5432/tv
            localhost          | 5432 | my db?x=1&y | jdbc:postgresql://localhost:5432/my+db%3Fx%3D1%26y
            """)
    void theUrlSaysHostPortAndDatabaseAndNothingElse(String host, int port, String database, String url) {
        details(host, port, database)
                .run(context -> assertThat(context.getBean(GatekeeperConnectionDetails.class)
                                .getJdbcUrl())
                        .isEqualTo(url));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2001:db8::7 | [2001:db8::7] | 5432
            h1,h2:5433  | h1,h2       | 5432,5433
            """)
    void theDriverReadsTheUrlAsItIsMeant(String host, String hosts, String ports) {
        details(host, 5432, "tv").run(context -> {
            Properties read = Driver.parseURL(
                    context.getBean(GatekeeperConnectionDetails.class).getJdbcUrl(), new Properties());

            assertThat(read)
                    .containsEntry("PGHOST", hosts)
                    .containsEntry("PGPORT", ports)
                    .containsEntry("PGDBNAME", "tv");
        });
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"my db?x=1&y", "50% #1/2+3", "it's;a \"name\"", "Zuschauer \u00e4\u20ac"})
    void aDatabaseWithAnOddNameIsConnectedTo(String name) {
        TestDatabase server = TestPostgres.newDatabase();
        String odd = name + " " + server.name();
        server.client()
                .sql("create database \"" + odd.replace("\"", "\"\"") + "\"")
                .update();

        application
                .withPropertyValues(server.properties())
                .withPropertyValues("gatekeeper.db.database=" + odd)
                .run(context -> assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                        .isEqualTo(odd));
    }

    @Test
    void aBeanTakesThePlaceOfHostDatabaseUsernameAndPassword() {
        TestDatabase database = TestPostgres.newDatabase();

        application
                .withBean(GatekeeperConnectionDetails.class, database::connectionDetails)
                .withPropertyValues("gatekeeper.db.schema=gatekeeper")
                .run(context -> {
                    context.getBean(ViewRecordRepository.class)
                            .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

                    assertThat(Applications.recordsIn(database, "ann")).isOne();
                    assertThat(context).doesNotHaveBean(PropertiesGatekeeperConnectionDetails.class);
                });
    }

    @Test
    void besideSuchABeanTheSchemaAloneIsDemanded() {
        application
                .withBean(GatekeeperConnectionDetails.class, TestPostgres.newDatabase()::connectionDetails)
                .run(context -> assertThat(Failures.analysisOf(context.getStartupFailure()))
                        .extracting(FailureAnalysis::getDescription)
                        .isEqualTo("""
                                The gatekeeper's database is not configured properly:
                                    - gatekeeper.db.schema is missing"""));
    }

    @Test
    void suchABeanWinsOverTheProperties() {
        TestDatabase database = TestPostgres.newDatabase();

        application
                .withBean(GatekeeperConnectionDetails.class, database::connectionDetails)
                .withPropertyValues(TestPostgres.newDatabase().properties())
                .run(context -> assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                        .isEqualTo(database.name()));
    }

    private static ApplicationContextRunner details(String host, int port, String database) {
        return new ApplicationContextRunner()
                .withUserConfiguration(DetailsAlone.class)
                .withPropertyValues(
                        "gatekeeper.db.host=" + host,
                        "gatekeeper.db.port=" + port,
                        "gatekeeper.db.database=" + database,
                        "gatekeeper.db.username=ann",
                        "gatekeeper.db.password=secret",
                        "gatekeeper.db.schema=gatekeeper");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(GatekeeperProperties.class)
    @Import(PropertiesGatekeeperConnectionDetails.class)
    static class DetailsAlone {}
}
