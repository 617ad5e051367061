package io.gatekeeper.db.testing;

import io.gatekeeper.db.autoconfigure.GatekeeperAutoConfiguration;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.store.ViewRecordStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Lets a test be rolled back. Boot's own transactions are configured by classes that moved between its lines. */
@AutoConfiguration(after = GatekeeperAutoConfiguration.class)
@EnableTransactionManagement(proxyTargetClass = true)
class TestTransactions {

    @Bean
    @ConditionalOnMissingBean(TransactionManager.class)
    PlatformTransactionManager gatekeeperTestTransactionManager(
            GatekeeperDb db, ObjectProvider<ViewRecordStore> recording) {
        return recording.getIfAvailable() == null
                ? new NothingToRollBack()
                : new JdbcTransactionManager(db.dataSource());
    }

    /** Where recording is switched off, there is no connection to begin a transaction on. */
    private static final class NothingToRollBack extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}
