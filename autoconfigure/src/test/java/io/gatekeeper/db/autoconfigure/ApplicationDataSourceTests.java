package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code gatekeeper.db.use}: one database for the application and the gatekeeper, however the application comes by it. */
class ApplicationDataSourceTests {

    private static final TestDatabase APPLICATION = TestPostgres.newDatabase();
    private static final TestDatabase ANOTHER = TestPostgres.newDatabase();

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues("gatekeeper.db.schema=gatekeeper");

    @ParameterizedTest
    @MethodSource("arrangements")
    void onlyTheSchemaIsRequired(UnaryOperator<ApplicationContextRunner> arrangement) {
        arrangement.apply(application).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.deleteUser("ann");

            repository.append(VIEWING);

            assertThat(Applications.recordsIn(APPLICATION, "ann")).isOne();
        });
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void thereIsNoSecondPool(UnaryOperator<ApplicationContextRunner> arrangement) {
        arrangement
                .apply(application)
                .withPropertyValues("gatekeeper.db.use=application")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean("gatekeeperDataSource")
                        .doesNotHaveBean(GatekeeperConnectionDetails.class));
    }

    @ParameterizedTest
    @MethodSource("arrangements")
    void writesJoinTheApplicationsTransactions(UnaryOperator<ApplicationContextRunner> arrangement) {
        arrangement.apply(application).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.deleteUser("ann");

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                assertThat(repository.append(VIEWING)).isPresent();
                status.setRollbackOnly();
            });

            assertThat(Applications.recordsIn(APPLICATION, "ann")).isZero();
        });
    }

    @Test
    void aHostWinsUnlessTheApplicationsIsAskedFor() {
        ApplicationContextRunner both = withBean(application).withPropertyValues(ANOTHER.properties());

        both.run(context -> assertThat(context).hasBean("gatekeeperDataSource"));
        both.withPropertyValues("gatekeeper.db.use=application")
                .run(context -> assertThat(context).doesNotHaveBean("gatekeeperDataSource"));
    }

    @Test
    void connectionDetailsWinUnlessTheApplicationsIsAskedFor() {
        ApplicationContextRunner both =
                withBean(application).withBean(GatekeeperConnectionDetails.class, ANOTHER::connectionDetails);

        both.run(context -> assertThat(context).hasBean("gatekeeperDataSource"));
        both.withPropertyValues("gatekeeper.db.use=application")
                .run(context -> assertThat(context).doesNotHaveBean("gatekeeperDataSource"));
    }

    @Test
    void oneOfOurOwnThatIsAskedForNeedsAHost() {
        withBean(application)
                .withPropertyValues("gatekeeper.db.use=own")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .contains("gatekeeper.db.host is missing"));
    }

    @Test
    void aMissingSchemaIsAllThatIsNamed() {
        withBean(Applications.withJdbc())
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo("""
                                The gatekeeper's database is not configured properly:
                                    - gatekeeper.db.schema is missing"""));
    }

    @Test
    void ofSeveralOneMustBePrimaryOrMarked() {
        application
                .withBean("first", DataSource.class, APPLICATION::dataSource)
                .withBean("second", DataSource.class, ANOTHER::dataSource)
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).isEqualTo("""
                            The gatekeeper is to use the application's DataSource, but there are several, and none of \
                            them is primary: [first, second].""");
                    assertThat(analysis.getAction()).isEqualTo("""
                            Mark the one that it is to use with @GatekeeperDataSource, or one of them with @Primary. For \
                            a database of the gatekeeper's own, set gatekeeper.db.use to own and gatekeeper.db.host.""");
                });
    }

    /** Where Boot does not give it one; else Boot says that it needs a URL. */
    @Test
    void whereTheApplicationHasNoneThatIsSaid() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(GatekeeperAutoConfiguration.class))
                .withPropertyValues("gatekeeper.db.schema=gatekeeper", "gatekeeper.db.use=application")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo("The gatekeeper is to use the application's DataSource, but there is none."));
    }

    @Test
    void anOutageAtTheStartIsOfTheApplicationsDataSource() {
        application
                .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/app")
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).startsWith("""
                            The application's DataSource, which the gatekeeper uses, gives no connection:

                                Connection to localhost:1 refused.""");
                    assertThat(analysis.getAction())
                            .contains("correct the application's DataSource, for example spring.datasource.url")
                            .doesNotContain("gatekeeper.db.host");
                });
    }

    private static Stream<Arguments> arrangements() {
        return Stream.of(
                arrangement("spring.datasource.*", ApplicationDataSourceTests::withProperties),
                arrangement(
                        "a DataSource of the application server's",
                        application -> application
                                .withInitializer(context ->
                                        NamingService.bind("java:comp/env/jdbc/app", APPLICATION.dataSource()))
                                .withSystemProperties("java.naming.factory.initial=" + NamingService.class.getName())
                                .withPropertyValues("spring.datasource.jndi-name=jdbc/app")),
                arrangement(
                        "spring.datasource.*, lazily",
                        application -> withProperties(application)
                                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                                        new LazyInitializationBeanFactoryPostProcessor()))),
                arrangement(
                        "spring.datasource.*, on virtual threads where there are any",
                        application ->
                                withProperties(application).withPropertyValues("spring.threads.virtual.enabled=true")),
                arrangement(
                        "a service connection",
                        application -> application.withBean(
                                JdbcConnectionDetails.class, () -> new ServiceConnection(APPLICATION))),
                arrangement("a bean", ApplicationDataSourceTests::withBean),
                arrangement(
                        "a bean that connects late",
                        application -> application.withBean(
                                DataSource.class, () -> new LazyConnectionDataSourceProxy(APPLICATION.dataSource()))),
                arrangement(
                        "a bean that knows of transactions",
                        application -> application.withBean(
                                DataSource.class, () -> new TransactionAwareDataSourceProxy(APPLICATION.dataSource()))),
                arrangement(
                        "two beans, one of them primary",
                        application -> application
                                .withBean("another", DataSource.class, ANOTHER::dataSource)
                                .withUserConfiguration(PrimaryDataSource.class)),
                arrangement(
                        "a @GatekeeperDataSource bean alone",
                        application -> application.withUserConfiguration(MarkedDataSource.class)),
                arrangement(
                        "two beans, the primary one of them marked",
                        application -> application
                                .withBean("another", DataSource.class, ANOTHER::dataSource)
                                .withUserConfiguration(MarkedPrimaryDataSource.class)));
    }

    private static Arguments arrangement(String name, UnaryOperator<ApplicationContextRunner> arrangement) {
        return arguments(named(name, arrangement));
    }

    private static ApplicationContextRunner withProperties(ApplicationContextRunner application) {
        return application.withPropertyValues(
                "spring.datasource.url=" + APPLICATION.url(),
                "spring.datasource.username=" + APPLICATION.username(),
                "spring.datasource.password=" + APPLICATION.password());
    }

    private static ApplicationContextRunner withBean(ApplicationContextRunner application) {
        return application.withBean("dataSource", DataSource.class, APPLICATION::dataSource);
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
    static class MarkedDataSource {

        @Bean
        @GatekeeperDataSource
        DataSource marked() {
            return APPLICATION.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedPrimaryDataSource {

        @Bean
        @Primary
        @GatekeeperDataSource
        DataSource marked() {
            return APPLICATION.dataSource();
        }
    }
}
