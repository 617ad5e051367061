package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.testing.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** What Boot is given by a container, or the like, that stands for a database. */
record ServiceConnection(TestDatabase database) implements JdbcConnectionDetails {

    @Override
    public String getJdbcUrl() {
        return database.url();
    }

    @Override
    public @Nullable String getUsername() {
        return database.username();
    }

    @Override
    public @Nullable String getPassword() {
        return database.password();
    }
}
