package io.gatekeeper.db.jdbc;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Who may have begun the transaction that we are called in. */
enum Callers {
    JDBC,
    DATA_SOURCE,
    ORM;

    AbstractPlatformTransactionManager on(DataSource dataSource) {
        return switch (this) {
            case JDBC -> new JdbcTransactionManager(dataSource);
            case DATA_SOURCE -> new DataSourceTransactionManager(dataSource);
            case ORM -> new OrmTransactionManager(dataSource);
        };
    }

    /** Each of them, with and without auto-commit on the connections. */
    static Stream<Arguments> onEachPool() {
        return Stream.of(values())
                .flatMap(callers -> Stream.of(Arguments.of(callers, true), Arguments.of(callers, false)));
    }

    static TransactionTemplate requiresNew(AbstractPlatformTransactionManager manager) {
        return template(manager, TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    static TransactionTemplate template(AbstractPlatformTransactionManager manager, int propagation) {
        TransactionTemplate template = new TransactionTemplate(manager);
        template.setPropagationBehavior(propagation);
        return template;
    }
}
