package example.chores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import io.gatekeeper.db.autoconfigure.GatekeeperDataSource;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** JPA has the application's database, whichever that is, and shares a transaction with the viewings where it is theirs. */
class ArrangementTests {

    private static final TestDatabase GATEKEEPER = TestPostgres.newDatabase();
    private static final TestDatabase APPLICATION = TestPostgres.newDatabase();

    @ParameterizedTest
    @EnumSource
    void aTransactionOfJpasIsCommittedOrRolledBackAsAWhole(Arrangement arrangement) {
        try (ConfigurableApplicationContext context = arrangement.start()) {
            Household household = context.getBean(Household.class);
            arrangement.forget();

            household.reward("ann", () -> arrangement.assertThatOthersSee(0, arrangement.shared ? 0 : 1));
            arrangement.assertThatOthersSee(1, 1);

            assertThatIllegalStateException()
                    .isThrownBy(() -> household.reward("ben", () -> {
                        throw new IllegalStateException();
                    }));
            arrangement.assertThatOthersSee(1, arrangement.shared ? 1 : 2);
            assertThat(context.getBean(ViewRecordRepository.class).findUsers(null, 10))
                    .containsExactlyElementsOf(arrangement.shared ? List.of("ann") : List.of("ann", "ben"));
        }
    }

    enum Arrangement {
        ONLY_OURS(GATEKEEPER, ours()),
        ONLY_OURS_LAZILY(GATEKEEPER, ours(), "spring.main.lazy-initialization=true"),
        ONLY_OURS_ON_VIRTUAL_THREADS(GATEKEEPER, ours(), "spring.threads.virtual.enabled=true"),
        ONLY_CONNECTION_DETAILS(GATEKEEPER, Details.class),
        SPRING_DATASOURCE(APPLICATION, ours(), springDataSource(APPLICATION)),
        A_BEAN(APPLICATION, ours(), ABean.class),
        TWO_BEANS_ONE_OF_THEM_PRIMARY(APPLICATION, ours(), ABean.class, APrimaryBean.class),
        A_MARKED_BEAN_ALONE(GATEKEEPER, Marked.class),
        A_MARKED_BEAN_BESIDE_ANOTHER(APPLICATION, ABean.class, MarkedBesideAnother.class),
        A_MARKED_BEAN_BESIDE_SPRING_DATASOURCE(APPLICATION, springDataSource(APPLICATION), MarkedBesideAnother.class),
        THE_APPLICATIONS(GATEKEEPER, springDataSource(GATEKEEPER), "gatekeeper.db.use=application"),
        THE_APPLICATIONS_BEAN(GATEKEEPER, Shared.class);

        private final TestDatabase jpas;
        private final boolean shared;
        private final List<Class<?>> configurations = new ArrayList<>(List.of(ChoresApplication.class));
        private final List<String> properties = new ArrayList<>();

        Arrangement(TestDatabase jpas, Object... parts) {
            this.jpas = jpas;
            this.shared = jpas.equals(GATEKEEPER);
            for (Object part : parts) {
                if (part instanceof Class<?> configuration) {
                    configurations.add(configuration);
                } else {
                    properties.addAll(part instanceof String[] several ? List.of(several) : List.of((String) part));
                }
            }
        }

        ConfigurableApplicationContext start() {
            return new SpringApplicationBuilder(configurations.toArray(Class<?>[]::new))
                    .properties(properties.toArray(String[]::new))
                    .run();
        }

        void forget() {
            jpas.client().sql("delete from chore").update();
            GATEKEEPER.client().sql("delete from gatekeeper.viewrecords").update();
        }

        void assertThatOthersSee(long chores, long records) {
            assertThat(count(jpas, "chore")).isEqualTo(chores);
            assertThat(count(GATEKEEPER, "gatekeeper.viewrecords")).isEqualTo(records);
        }

        private static long count(TestDatabase database, String table) {
            return database.client()
                    .sql("select count(*) from " + table)
                    .query(Long.class)
                    .single();
        }

        private static String[] ours() {
            return GATEKEEPER.properties();
        }

        private static String[] springDataSource(TestDatabase database) {
            return Stream.of(
                            "url=" + database.url(),
                            "username=" + database.username(),
                            "password=" + database.password())
                    .map(property -> "spring.datasource." + property)
                    .toArray(String[]::new);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Details {

        @Bean
        GatekeeperConnectionDetails details() {
            return GATEKEEPER.connectionDetails();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ABean {

        @Bean
        DataSource another() {
            return APPLICATION.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class APrimaryBean {

        @Bean
        @Primary
        DataSource first() {
            return APPLICATION.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Shared {

        @Bean
        DataSource only() {
            return GATEKEEPER.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Marked {

        @Bean
        @GatekeeperDataSource
        DataSource viewings() {
            return GATEKEEPER.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedBesideAnother {

        @Bean(defaultCandidate = false)
        @GatekeeperDataSource
        DataSource viewings() {
            return GATEKEEPER.dataSource();
        }
    }
}
