package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.store.ViewRecordStore;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessResourceFailureException;

/** Opens the pool and initializes the schema when the application starts. */
final class GatekeeperSchemaInitializer implements InitializingBean {

    private final ViewRecordStore store;

    GatekeeperSchemaInitializer(ViewRecordStore store) {
        this.store = store;
    }

    @Override
    public void afterPropertiesSet() {
        try {
            store.initialize();
        } catch (DataAccessResourceFailureException e) {
            throw new UnavailableDatabaseException(e);
        }
    }
}
