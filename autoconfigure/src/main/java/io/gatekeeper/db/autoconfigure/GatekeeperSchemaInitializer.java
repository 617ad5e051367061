package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.jdbc.ViewRecordStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessResourceFailureException;

/** Opens the pool and prepares the schema when the application starts. */
final class GatekeeperSchemaInitializer implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(GatekeeperSchemaInitializer.class);

    private final ViewRecordStore store;
    private final OnUnavailable onUnavailable;

    GatekeeperSchemaInitializer(ViewRecordStore store, OnUnavailable onUnavailable) {
        this.store = store;
        this.onUnavailable = onUnavailable;
    }

    @Override
    public void afterPropertiesSet() {
        try {
            store.prepareSchema();
        } catch (DataAccessResourceFailureException e) {
            if (onUnavailable == OnUnavailable.FAIL) {
                throw e;
            }
            log.warn(
                    "The gatekeeper's database is out of reach at start-up: its schema is prepared once it is back", e);
        }
    }
}
