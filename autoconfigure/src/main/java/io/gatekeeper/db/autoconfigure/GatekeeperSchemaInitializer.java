package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.store.ViewRecordStore;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessResourceFailureException;

/** Opens the pool and prepares the schema when the application starts. */
final class GatekeeperSchemaInitializer implements InitializingBean {

    private final ViewRecordStore store;
    private final OnUnavailable onUnavailable;

    GatekeeperSchemaInitializer(ViewRecordStore store, OnUnavailable onUnavailable) {
        this.store = store;
        this.onUnavailable = onUnavailable;
    }

    @Override
    public void afterPropertiesSet() {
        try {
            switch (onUnavailable) {
                case FAIL -> store.prepareSchema();
                case EMPTY -> store.prepareSchemaOnceReachable();
            }
        } catch (DataAccessResourceFailureException e) {
            throw new UnavailableDatabaseException(e);
        }
    }
}
