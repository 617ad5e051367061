package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The schedule, where something is to be done by it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ScheduleProperties.class)
@Conditional(SweepScheduleConfiguration.OnSomethingToDo.class)
class SweepScheduleConfiguration {

    @Bean
    SweepSchedule gatekeeperSweepSchedule(
            GatekeeperDb db, ViewRecordRepository repository, ScheduleProperties properties) {
        return new SweepSchedule(db, repository, properties.valid(isPoolOfOne(db.dataSource())));
    }

    private static boolean isPoolOfOne(DataSource dataSource) {
        HikariDataSource pool = DataSourceUnwrapper.unwrap(dataSource, HikariDataSource.class);
        return pool != null && pool.getMaximumPoolSize() == 1;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {

        @Bean
        MeterBinder gatekeeperSweepMetrics(SweepSchedule schedule) {
            return registry -> FunctionCounter.builder("gatekeeper.sweeps.failed", schedule, SweepSchedule::failed)
                    .description("Sweeps of the schedule that failed")
                    .register(registry);
        }
    }

    static class OnSomethingToDo extends AnyNestedCondition {

        OnSomethingToDo() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("gatekeeper.db.close-overdue-every")
        static class CloseOverdueEvery {}

        @ConditionalOnProperty("gatekeeper.db.longest-viewing")
        static class LongestViewing {}

        @ConditionalOnProperty("gatekeeper.db.keep-for")
        static class KeepFor {}
    }
}
