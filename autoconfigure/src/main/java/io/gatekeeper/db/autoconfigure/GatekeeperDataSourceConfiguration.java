package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The gatekeeper's pool of connections: beside the application's {@code DataSource}, or as the application's. No
 * configuration itself, or its members would be taken in any order.
 */
final class GatekeeperDataSourceConfiguration {

    static final String POOL_CONFIG = "gatekeeperPoolConfig";

    private static final String DATA_SOURCE = "gatekeeperDataSource";
    private static final long VALIDATION_MILLIS = 1_000;

    private GatekeeperDataSourceConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @Conditional({OnMissingGatekeeperDataSourceCondition.class, OnOwnDataSourceCondition.class})
    // In this order: where there is a Secondary, there is no Main.
    @Import({Secondary.class, Main.class})
    static class Pool {

        @Bean
        @ConditionalOnMissingBean(GatekeeperConnectionDetails.class)
        PropertiesGatekeeperConnectionDetails gatekeeperConnectionDetails(GatekeeperProperties properties) {
            return new PropertiesGatekeeperConnectionDetails(properties);
        }

        @Bean(name = POOL_CONFIG, defaultCandidate = false)
        @ConfigurationProperties("gatekeeper.db.hikari")
        HikariConfig gatekeeperPoolConfig(GatekeeperConnectionDetails connectionDetails, GatekeeperSettings settings) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("gatekeeper");
            config.setJdbcUrl(connectionDetails.getJdbcUrl());
            config.setUsername(connectionDetails.getUsername());
            config.setPassword(connectionDetails.getPassword());
            config.setConnectionTimeout(settings.limits().connect().toMillis());
            // The pool's own would come on top of that: five seconds to find that nobody answers on an idle connection.
            config.setValidationTimeout(VALIDATION_MILLIS);
            if (settings.outageTolerant()) {
                // Else every call during an outage at start-up would queue for a pool that fails to open.
                config.setInitializationFailTimeout(-1);
            }
            DriverProperties.of(settings, config.getJdbcUrl()).forEach(config::addDataSourceProperty);
            DriverProperties.warnOfAStranger(settings, config.getJdbcUrl());
            return config;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnApplicationDataSourceCondition.class)
    @ConditionalOnMissingBean(name = DATA_SOURCE)
    static class Secondary {

        @Bean(name = DATA_SOURCE, defaultCandidate = false)
        @GatekeeperDataSource
        HikariDataSource gatekeeperDataSource(
                @Qualifier(POOL_CONFIG) HikariConfig config, GatekeeperSettings settings) {
            DriverProperties.complete(config, settings);
            return new GatekeeperPool(config);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(name = DATA_SOURCE)
    static class Main {

        @Bean(name = DATA_SOURCE)
        @GatekeeperDataSource
        HikariDataSource gatekeeperDataSource(
                @Qualifier(POOL_CONFIG) HikariConfig config, GatekeeperSettings settings) {
            DriverProperties.complete(config, settings);
            return new GatekeeperPool(config);
        }
    }
}
