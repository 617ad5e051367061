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

    private final SqlIdentifier schema;
    private final Clock clock;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final RetryingTransactionTemplate transactions;
    private final Runnable preparation;

    /**
     * Creates the view of a database.
     *
     * @param dataSource where the connections come from
     * @param schema the schema that holds the gatekeeper's tables
     * @param clock the only source of time
     */
    public GatekeeperDb(DataSource dataSource, SqlIdentifier schema, Clock clock) {
        this.schema = schema;
        this.clock = clock;
        this.template = new JdbcTemplate(dataSource);
        this.template.setExceptionTranslator(new PostgresExceptionTranslator());
        this.jdbc = JdbcClient.create(template);
        this.transactions = new RetryingTransactionTemplate(template);
        this.preparation = () -> {};
    }

    private GatekeeperDb(GatekeeperDb db, Runnable preparation) {
        this.schema = db.schema;
        this.clock = db.clock;
        this.template = db.template;
        this.jdbc = db.jdbc;
        this.transactions = db.transactions;
        this.preparation = () -> {
            db.preparation.run();
            preparation.run();
        };
    }

    /**
     * Returns the same database for those who can be the first to use it.
     *
     * @param preparation what to do before each use, after what is done there already; returns at once where nothing is
     *     to be done
     * @return the database, prepared before each use
     */
    public GatekeeperDb preparedBy(Runnable preparation) {
        return new GatekeeperDb(this, preparation);
    }

    /**
     * Returns the client to run statements with: in the current transaction on this database if there is one, else each
     * on its own. What writes belongs into {@link #statement} or {@link #transactions()}: only they store it where the
     * connections have no auto-commit, and in a callback after a transaction's end.
     *
     * @return the client
     */
    public JdbcClient jdbc() {
        preparation.run();
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
        preparation.run();
        return transactions.executeAlone(() -> statement.apply(jdbc));
    }

    /**
     * Runs a script's statements, whatever exists already: in the current transaction on this database if there is one.
     *
     * @param script the script
     * @throws org.springframework.dao.DataAccessException if a statement fails
     */
    public void run(SchemaScript script) {
        preparation.run();
        template.execute(script.ddlIn(schema));
    }

    /**
     * Whether the current thread is in a transaction on this database.
     *
     * @return whether statements join a transaction
     */
    public boolean inTransaction() {
        return transactions.isActive();
    }

    /**
     * Returns the template that joins the caller's transaction on this database, whichever manager began it, or begins one.
     * One that it began is retried after a deadlock or a serialization failure, in at most 5 attempts, so the action must be
     * idempotent; its failures arrive as {@link org.springframework.dao.DataAccessException}. In a callback after the end
     * of a transaction, it begins one on another connection. All repositories share the template: leave its settings as
     * they are.
     *
     * @return the transaction template
     */
    public TransactionTemplate transactions() {
        preparation.run();
        return transactions;
    }

    /**
     * Returns how often a transaction or a statement of ours was tried again.
     *
     * @return the number since the start
     */
    public long transactionsRetried() {
        return transactions.retried();
    }

    /**
     * Returns the only source of time.
     *
     * @return the clock
     */
    public Clock clock() {
        return clock;
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
}
