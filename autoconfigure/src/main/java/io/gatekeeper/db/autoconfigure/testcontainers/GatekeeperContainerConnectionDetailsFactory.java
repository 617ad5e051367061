package io.gatekeeper.db.autoconfigure.testcontainers;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import java.util.List;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.util.ClassUtils;
import org.testcontainers.containers.JdbcDatabaseContainer;

/** Connects the gatekeeper to a PostgreSQL container that is annotated with {@code @ServiceConnection}. */
final class GatekeeperContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<JdbcDatabaseContainer<?>, GatekeeperConnectionDetails> {

    /** By name, because the class moved between Testcontainers 1 and 2. */
    private static final List<String> POSTGRES = List.of(
            "org.testcontainers.postgresql.PostgreSQLContainer", "org.testcontainers.containers.PostgreSQLContainer");

    /** Leaves out the containers of other databases, which an application may have for itself. */
    @Override
    protected boolean sourceAccepts(
            ContainerConnectionSource<JdbcDatabaseContainer<?>> source,
            Class<?> requiredContainerType,
            Class<?> requiredConnectionDetailsType) {
        ClassLoader classes = requiredContainerType.getClassLoader();
        return POSTGRES.stream()
                .filter(name -> ClassUtils.isPresent(name, classes))
                .map(name -> ClassUtils.resolveClassName(name, classes))
                .anyMatch(type -> super.sourceAccepts(source, type, requiredConnectionDetailsType));
    }

    @Override
    protected GatekeeperConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
        return new Details(source);
    }

    private static final class Details extends ContainerConnectionDetails<JdbcDatabaseContainer<?>>
            implements GatekeeperConnectionDetails {

        Details(ContainerConnectionSource<JdbcDatabaseContainer<?>> source) {
            super(source);
        }

        @Override
        public String getJdbcUrl() {
            return getContainer().getJdbcUrl();
        }

        @Override
        public String getUsername() {
            return getContainer().getUsername();
        }

        @Override
        public String getPassword() {
            return getContainer().getPassword();
        }
    }
}
