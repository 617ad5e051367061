package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.autoconfigure.failure.Login;
import io.gatekeeper.db.autoconfigure.failure.UnavailableDatabaseException;
import io.gatekeeper.db.autoconfigure.failure.UnusableDataSourceException;
import io.gatekeeper.db.internal.schema.InitializingDataSource;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.ViewRecordStore;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Auto-configuration of the {@link ViewRecordRepository} and of what it stands on. Comes before Boot's own
 * {@code DataSource}, which steps back where ours is the only one.
 */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration"
        })
@ConditionalOnClass({HikariDataSource.class, JdbcClient.class, Driver.class})
@EnableConfigurationProperties(GatekeeperProperties.class)
@ImportRuntimeHints(GatekeeperRuntimeHints.class)
public final class GatekeeperAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ViewingDays viewingDays(GatekeeperProperties properties, ObjectProvider<Clock> clock) {
        return new ViewingDays(properties.zone(), properties.dayStart(), clock.getIfAvailable(Clock::systemUTC));
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional({OnRecordingCondition.class, OnNoParentCondition.class})
    @Import({
        GatekeeperDataSourceConfiguration.Pool.class,
        SweepScheduleConfiguration.class,
        DatabaseInitializationDependencyConfigurer.class
    })
    static class RecordingOn {

        private static final String SCHEMA_INITIALIZER = "gatekeeperSchemaInitializer";

        /** Before anything is created, so that what is misspelled stands above what is missing for that reason. */
        @Bean
        static BeanFactoryPostProcessor gatekeeperPropertySpelling(Environment environment) {
            return beans -> PropertySpelling.check(environment);
        }

        @Bean
        @Lazy
        GatekeeperSettings gatekeeperSettings(
                GatekeeperProperties properties, ObjectProvider<PropertiesGatekeeperConnectionDetails> connection) {
            PropertiesGatekeeperConnectionDetails parsed = connection.getIfAvailable();
            return parsed == null ? GatekeeperSettings.from(properties) : parsed.settings();
        }

        @Bean
        @ConditionalOnMissingBean
        ViewRecordStore gatekeeperStore(
                @GatekeeperDataSource ObjectProvider<DataSource> marked,
                ObjectProvider<DataSource> applications,
                @Qualifier(GatekeeperDataSourceConfiguration.POOL_CONFIG) ObjectProvider<HikariConfig> ourPool,
                GatekeeperSettings settings,
                ObjectProvider<SchemaScript> scripts,
                ViewingDays days,
                ObjectProvider<Clock> clock,
                ObjectProvider<ObservationRegistry> registry) {
            boolean ours = ourPool.getIfAvailable() != null;
            DataSource dataSource =
                    marked.getIfAvailable(() -> ours ? missing() : ApplicationDataSource.of(applications));
            boolean shared = dataSource == applications.getIfUnique();
            DataSource checked = new InitializingDataSource(dataSource, connection -> {
                if (!ours) {
                    ApplicationDataSource.check(connection);
                }
                if (shared) {
                    SearchPath.warnOf(settings.schema(), connection);
                }
            });
            DataSource explained = new ExplainedDataSource(checked, login(ourPool.getIfAvailable()));
            return ViewRecordStore.on(
                            new GatekeeperDb(explained, settings.schema(), clock.getIfAvailable(Clock::systemUTC)))
                    .table(settings.table().name())
                    .initializeSchema(settings.schemaMode())
                    .scripts(scripts.orderedStream().toList())
                    .days(days)
                    .outageTolerant(settings.outageTolerant())
                    .observations(registry.getIfUnique(() -> ObservationRegistry.NOOP))
                    .build();
        }

        /** Opens the pool, after Flyway and Liquibase, but is no initializer that the application's own beans wait for. */
        @Bean(name = SCHEMA_INITIALIZER)
        @DependsOnDatabaseInitialization
        InitializingBean gatekeeperSchemaInitializer(
                ViewRecordStore store,
                @Qualifier(GatekeeperDataSourceConfiguration.POOL_CONFIG) ObjectProvider<HikariConfig> ourPool) {
            return () -> {
                try {
                    store.initialize();
                } catch (DataAccessResourceFailureException e) {
                    throw new UnavailableDatabaseException(login(ourPool.getIfAvailable()), e);
                }
            };
        }

        private static Login login(@Nullable HikariConfig pool) {
            return pool == null
                    ? Login.ofTheApplication()
                    : new Login(true, String.valueOf(pool.getUsername()), databaseIn(pool.getJdbcUrl()));
        }

        private static String databaseIn(String url) {
            return Optional.ofNullable(Driver.parseURL(url, new Properties()))
                    .map(PGProperty.PG_DBNAME::getOrDefault)
                    .orElse("<database>");
        }

        private static DataSource missing() {
            throw new UnusableDataSourceException(
                    "The bean gatekeeperDataSource has the name of the gatekeeper's DataSource, but is not marked as that.",
                    "Mark it with @GatekeeperDataSource if it is for the gatekeeper, or give it another name.");
        }

        @Bean
        @ConditionalOnMissingBean
        @DependsOn(SCHEMA_INITIALIZER)
        GatekeeperDb gatekeeperDb(ViewRecordStore store) {
            return store.db();
        }

        @Bean
        @ConditionalOnMissingBean
        @DependsOn(SCHEMA_INITIALIZER)
        ViewRecordRepository viewRecordRepository(ViewRecordStore store) {
            return store.repository();
        }

        @Bean
        @ConditionalOnMissingBean
        @DependsOn(SCHEMA_INITIALIZER)
        LegacyImport legacyImport(ViewRecordStore store) {
            return store.legacyImport();
        }

        @Bean
        @ConditionalOnMissingBean
        @DependsOn(SCHEMA_INITIALIZER)
        ViewingCorrections viewingCorrections(ViewRecordStore store) {
            return store.corrections();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnRecordingCondition.Off.class)
    static class RecordingOff {

        @Bean
        @ConditionalOnMissingBean
        ViewRecordRepository viewRecordRepository(ViewingDays days, ObjectProvider<Clock> clock) {
            return ViewRecordStore.recordingOff(days, clock.getIfAvailable(Clock::systemUTC));
        }

        @Bean
        @ConditionalOnMissingBean
        ViewingCorrections viewingCorrections(ObjectProvider<Clock> clock) {
            return ViewRecordStore.correctionsOff(clock.getIfAvailable(Clock::systemUTC));
        }

        @Bean
        @ConditionalOnMissingBean
        LegacyImport legacyImport() {
            return ViewRecordStore.importOff();
        }

        /** Lets repositories of the application's own be created, and tells them why there is nothing when they ask. */
        @Bean
        @ConditionalOnMissingBean
        GatekeeperDb gatekeeperDb(ObjectProvider<Clock> clock) {
            return new GatekeeperDb(
                    new RecordingOffDataSource(),
                    SqlIdentifier.of("recording_off"),
                    clock.getIfAvailable(Clock::systemUTC));
        }

        @Bean
        @GatekeeperDataSource
        @Conditional({OnMissingGatekeeperDataSourceCondition.class, OnNoApplicationDataSourceCondition.class})
        DataSource gatekeeperDataSource() {
            return new RecordingOffDataSource();
        }
    }

    /** Without it, the actuator shows the password to whom it may show values. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SanitizingFunction.class)
    static class Sanitizing {

        @Bean
        SanitizingFunction gatekeeperPasswordSanitizer(Environment environment) {
            return new PasswordSanitizer(environment);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {

        @Bean
        MeterBinder gatekeeperMetrics(ObjectProvider<ViewRecordStore> store) {
            return registry -> store.ifAvailable(counted -> {
                FunctionCounter.builder("gatekeeper.answered.empty", counted, ViewRecordStore::answeredEmpty)
                        .description("Calls answered without the database while it was unavailable")
                        .register(registry);
                FunctionCounter.builder("gatekeeper.documents.repaired", counted, ViewRecordStore::documentsRepaired)
                        .description("Documents written back with a malformed part replaced")
                        .register(registry);
                FunctionCounter.builder(
                                "gatekeeper.transactions.retried",
                                counted,
                                each -> each.db().transactionsRetried())
                        .description("Transactions and statements tried again after a deadlock or the like")
                        .register(registry);
            });
        }
    }

    static class OnNoApplicationDataSourceCondition extends NoneNestedConditions {

        OnNoApplicationDataSourceCondition() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @Conditional(OnApplicationDataSourceCondition.class)
        static class ApplicationDataSource {}
    }
}
