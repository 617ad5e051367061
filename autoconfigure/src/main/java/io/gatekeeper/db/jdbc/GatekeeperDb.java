package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.time.Clock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The gatekeeper's database as a repository sees it: a {@link JdbcClient}, a {@link TransactionTemplate}, the clock, and
 * the names of tables. Inject the bean of this type into repositories of your own: it is there once the schema is, with
 * every {@link SchemaScript}. Where {@code gatekeeper.db.enabled} is false it gives names and the time, but any
 * statement fails with a {@link org.springframework.dao.DataAccessResourceFailureException} that says why. Thread-safe.
 */
public final class GatekeeperDb {

    private final DataSource dataSource;
    private final SqlIdentifier schema;
    private final Clock clock;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final RetryingTransactionTemplate transactions;

    private GatekeeperDb(GatekeeperDb other, RetryingTransactionTemplate transactions) {
        this.dataSource = other.dataSource;
        this.schema = other.schema;
        this.clock = other.clock;
        this.template = other.template;
        this.jdbc = other.jdbc;
        this.transactions = transactions;
    }

    /**
     * Creates the view of a database.
     *
     * @param dataSource where the connections come from
     * @param schema the schema that holds the gatekeeper's tables
     * @param clock the only source of time
     */
    public GatekeeperDb(DataSource dataSource, SqlIdentifier schema, Clock clock) {
        this.dataSource = dataSource;
        this.schema = schema;
        this.clock = clock;
        this.template = new JdbcTemplate(dataSource);
        this.template.setExceptionTranslator(new PostgresExceptionTranslator());
        this.jdbc = JdbcClient.create(template);
        this.transactions = new RetryingTransactionTemplate(template);
    }

    /**
     * {@return the client to run statements with: in the current transaction on this database if there is one, else each
     * on its own} What writes belongs into {@link #statement} or {@link #transactions()}: only they store it where the
     * connections have no auto-commit, and in a callback after a transaction's end.
     */
    public JdbcClient jdbc() {
        return jdbc;
    }

    /**
     * Runs a single statement that writes: in the current transaction on this database if there is one, else on its own,
     * which saves the round trips of a transaction. On its own it is retried like one.
     *
     * @param statement runs one statement, and no more
     * @param <T> the type of its result
     * @return its result
     */
    public <T> T statement(Function<JdbcClient, T> statement) {
        return transactions.executeAlone(() -> statement.apply(jdbc));
    }

    /**
     * {@return the template that joins the caller's transaction on this database, whichever manager began it, or begins one}
     * One that it began is retried after a deadlock or a serialization failure, in at most 5 attempts, so the action must
     * be idempotent; its failures arrive as {@link org.springframework.dao.DataAccessException}. In a callback after the
     * end of a transaction, it begins one on another connection. All repositories share the template: leave its settings
     * as they are.
     */
    public TransactionTemplate transactions() {
        return transactions;
    }

    /**
     * Returns the same database for a repository that locks the rows it changes, and is right by that alone. Where the server
     * or the role isolates transactions more strictly by default, writers of one row fail instead of waiting for each
     * other; here, what is retried runs at read committed, and waits.
     *
     * @return the database
     */
    public GatekeeperDb retryingAtReadCommitted() {
        return new GatekeeperDb(this, transactions.againAtReadCommitted());
    }

    /** {@return how often a transaction or a statement of ours was tried again since the start} */
    public long transactionsRetried() {
        return transactions.retried();
    }

    /** {@return the only source of time} */
    public Clock clock() {
        return clock;
    }

    /** {@return where the connections come from} */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Returns the full name of a table in the gatekeeper's schema.
     *
     * @param name the table's name
     * @return the qualified name, quoted where it is put into SQL
     * @throws IllegalArgumentException if the name is not a legal identifier
     */
    public QualifiedName table(String name) {
        return new QualifiedName(schema, SqlIdentifier.of(name));
    }

    /** Whether statements join a transaction, whoever began it. */
    boolean inTransaction() {
        return transactions.isActive();
    }

    /** Runs statements as they are, whatever stands in them: nothing is a parameter. */
    void execute(SchemaScript script) {
        template.execute(script.ddlIn(schema));
    }
}
