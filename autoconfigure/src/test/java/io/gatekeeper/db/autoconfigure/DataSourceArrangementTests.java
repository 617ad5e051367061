package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Who gets which database, for every way in which an application can come by a {@code DataSource}. */
class DataSourceArrangementTests {

    private static final TestDatabase GATEKEEPER = TestPostgres.newDatabase();
    private static final TestDatabase APPLICATION = TestPostgres.newDatabase();
    private static final TestDatabase ANOTHER = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = Applications.withJdbc();

    @ParameterizedTest
    @MethodSource("arrangements")
    void theApplicationsBeansUseTheApplicationsDatabase(
            UnaryOperator<ApplicationContextRunner> arrangement, TestDatabase expected) {
        arrangement.apply(application).run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            DataSource transactional = Objects.requireNonNull(
                    context.getBean(DataSourceTransactionManager.class).getDataSource());

            assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                    .isEqualTo(expected.name());
            assertThat(Applications.databaseOf(JdbcClient.create(template))).isEqualTo(expected.name());
            assertThat(Applications.databaseOf(JdbcClient.create(transactional)))
                    .isEqualTo(expected.name());
            assertThat(Applications.databaseOf(JdbcClient.create(context.getBean(DataSource.class))))
                    .isEqualTo(expected.name());
        });
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void theRepositoryUsesTheGatekeepersDatabase(
            UnaryOperator<ApplicationContextRunner> arrangement, TestDatabase ignored) {
        arrangement.apply(application).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.deleteUser("ann");

            repository.append(NewViewing.unlimited("ann", "tv", "Television", "films"));

            assertThat(Applications.recordsIn(GATEKEEPER, "ann")).isOne();
        });
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void theHealthOfTheDatabaseIsTheOneOfEveryDataSource(
            UnaryOperator<ApplicationContextRunner> arrangement, TestDatabase ignored) {
        arrangement
                .apply(application.withConfiguration(
                        AutoConfigurations.of(DataSourceHealthContributorAutoConfiguration.class)))
                .run(context -> {
                    Set<String> dataSources =
                            context.getBeansOfType(DataSource.class).keySet();

                    Map<String, Health> health =
                            healthByDataSource(context.getBean(HealthContributor.class), dataSources);

                    assertThat(health).containsOnlyKeys(dataSources);
                    assertThat(health.values())
                            .allSatisfy(each -> assertThat(each.getStatus()).isEqualTo(Status.UP))
                            .allSatisfy(each -> assertThat(each.getDetails()).containsEntry("database", "PostgreSQL"));
                });
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void everyPoolIsMeteredByItsName(UnaryOperator<ApplicationContextRunner> arrangement, TestDatabase ignored) {
        arrangement
                .apply(application.withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        DataSourcePoolMetricsAutoConfiguration.class)))
                .run(context -> {
                    MeterRegistry meters = context.getBean(MeterRegistry.class);
                    Map<String, HikariDataSource> pools = context.getBeansOfType(HikariDataSource.class);
                    for (HikariDataSource pool : pools.values()) {
                        pool.getConnection().close();
                    }

                    assertThat(meters.find("hikaricp.connections.max").gauges())
                            .extracting(gauge -> gauge.getId().getTag("pool"))
                            .containsExactlyInAnyOrderElementsOf(pools.values().stream()
                                    .map(HikariDataSource::getPoolName)
                                    .toList());
                    assertThat(pools.containsKey("gatekeeperDataSource"))
                            .isEqualTo(
                                    pools.values().stream().anyMatch(pool -> "gatekeeper".equals(pool.getPoolName())));
                });
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void nothingOfOursStandsInTheApplicationsDatabase(
            UnaryOperator<ApplicationContextRunner> arrangement, TestDatabase expected) {
        arrangement
                .apply(application)
                .run(context -> assertThat(APPLICATION
                                .client()
                                .sql("select nspname from pg_namespace where nspname = 'gatekeeper'")
                                .query(String.class)
                                .list())
                        .isEmpty());
    }

    @Test
    void whereNoneOfTwoDataSourcesIsPrimaryOursDoesNotBecomeTheOne() {
        application
                .withPropertyValues(GATEKEEPER.properties())
                .withBean("first", DataSource.class, APPLICATION::dataSource)
                .withBean("second", DataSource.class, ANOTHER::dataSource)
                .run(context -> {
                    assertThat(context).hasNotFailed().doesNotHaveBean(JdbcClient.class);
                    assertThat(context.getBean(ViewRecordRepository.class).findOpen())
                            .isNotNull();
                });
    }

    @Test
    void aGatekeeperDataSourceOfTheApplicationsOwnNeedsNoHost() {
        application
                .withUserConfiguration(OwnGatekeeperDataSource.class)
                .withPropertyValues("gatekeeper.db.schema=gatekeeper")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("gatekeeperDataSource")
                        .doesNotHaveBean(GatekeeperConnectionDetails.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.hikari.maximum-pool-size=3",
                "spring.datasource.type=com.zaxxer.hikari.HikariDataSource",
                "spring.datasource.username=ann",
                "spring.datasource.url="
            })
    void aPropertyOfSpringDataSourceThatNamesNoneDoesNotMakeBootAskForOne(String stray) {
        application
                .withPropertyValues(GATEKEEPER.properties())
                .withPropertyValues(stray)
                .run(context -> assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                        .isEqualTo(GATEKEEPER.name()));
    }

    @Test
    void aBeanWithTheNameOfOursIsExplainedWhereItIsNotMarked() {
        application
                .withPropertyValues(GATEKEEPER.properties())
                .withBean("gatekeeperDataSource", DataSource.class, GATEKEEPER::dataSource)
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).isEqualTo("""
                            The bean gatekeeperDataSource has the name of the gatekeeper's DataSource, but is not marked \
                            as that.""");
                    assertThat(analysis.getAction()).isEqualTo("""
                            Mark it with @GatekeeperDataSource if it is for the gatekeeper, or give it another name.""");
                });
    }

    private static Stream<Arguments> arrangements() {
        return Stream.of(
                arrangement("only ours", GATEKEEPER, application -> ours(application)),
                arrangement(
                        "only connection details",
                        GATEKEEPER,
                        application -> application
                                .withBean(GatekeeperConnectionDetails.class, GATEKEEPER::connectionDetails)
                                .withPropertyValues("gatekeeper.db.schema=gatekeeper")),
                arrangement(
                        "spring.datasource.*",
                        APPLICATION,
                        application -> ours(application)
                                .withPropertyValues(
                                        "spring.datasource.url=" + APPLICATION.url(),
                                        "spring.datasource.username=" + APPLICATION.username(),
                                        "spring.datasource.password=" + APPLICATION.password())),
                arrangement(
                        "a DataSource of the application server's",
                        APPLICATION,
                        application -> ours(application)
                                .withInitializer(context ->
                                        NamingService.bind("java:comp/env/jdbc/app", APPLICATION.dataSource()))
                                .withSystemProperties("java.naming.factory.initial=" + NamingService.class.getName())
                                .withPropertyValues("spring.datasource.jndi-name=jdbc/app")),
                arrangement(
                        "only ours, lazily",
                        GATEKEEPER,
                        application -> ours(application)
                                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                                        new LazyInitializationBeanFactoryPostProcessor()))),
                arrangement(
                        "only ours, on virtual threads where there are any",
                        GATEKEEPER,
                        application -> ours(application).withPropertyValues("spring.threads.virtual.enabled=true")),
                arrangement(
                        "a service connection",
                        APPLICATION,
                        application -> ours(application)
                                .withBean(JdbcConnectionDetails.class, () -> new ServiceConnection(APPLICATION))),
                arrangement(
                        "a bean",
                        APPLICATION,
                        application ->
                                ours(application).withBean("dataSource", DataSource.class, APPLICATION::dataSource)),
                arrangement(
                        "two beans, one of them primary",
                        APPLICATION,
                        application -> ours(application)
                                .withBean("another", DataSource.class, ANOTHER::dataSource)
                                .withUserConfiguration(PrimaryDataSource.class)),
                arrangement(
                        "a @GatekeeperDataSource bean alone",
                        GATEKEEPER,
                        application -> application
                                .withUserConfiguration(OwnGatekeeperDataSource.class)
                                .withPropertyValues("gatekeeper.db.schema=gatekeeper")),
                arrangement(
                        "a @GatekeeperDataSource bean beside another one",
                        APPLICATION,
                        application -> application
                                .withBean("dataSource", DataSource.class, APPLICATION::dataSource)
                                .withUserConfiguration(OwnGatekeeperDataSourceBesideAnother.class)
                                .withPropertyValues("gatekeeper.db.schema=gatekeeper")),
                arrangement(
                        "a @GatekeeperDataSource bean beside spring.datasource.*",
                        APPLICATION,
                        application -> application
                                .withUserConfiguration(OwnGatekeeperDataSourceBesideAnother.class)
                                .withPropertyValues(
                                        "gatekeeper.db.schema=gatekeeper",
                                        "spring.datasource.url=" + APPLICATION.url(),
                                        "spring.datasource.username=" + APPLICATION.username(),
                                        "spring.datasource.password=" + APPLICATION.password())));
    }

    /** With a single {@code DataSource}, its health is not named after it. */
    static Map<String, Health> healthByDataSource(HealthContributor contributor, Set<String> dataSources) {
        Map<String, Health> health = new TreeMap<>();
        if (contributor instanceof CompositeHealthContributor several) {
            several.stream()
                    .forEach(entry -> health.put(entry.name(), ((HealthIndicator) entry.contributor()).health(true)));
        } else {
            health.put(String.join(",", dataSources), ((HealthIndicator) contributor).health(true));
        }
        return health;
    }

    private static Arguments arrangement(
            String name, TestDatabase expected, UnaryOperator<ApplicationContextRunner> arrangement) {
        return arguments(named(name, arrangement), expected);
    }

    private static ApplicationContextRunner ours(ApplicationContextRunner application) {
        return application.withPropertyValues(GATEKEEPER.properties());
    }

    @Configuration(proxyBeanMethods = false)
    static class PrimaryDataSource {

        @Bean
        @Primary
        DataSource primary() {
            return APPLICATION.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnGatekeeperDataSource {

        @Bean
        @GatekeeperDataSource
        DataSource viewings() {
            return GATEKEEPER.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnGatekeeperDataSourceBesideAnother {

        @Bean(defaultCandidate = false)
        @GatekeeperDataSource
        DataSource viewings() {
            return GATEKEEPER.dataSource();
        }
    }
}
