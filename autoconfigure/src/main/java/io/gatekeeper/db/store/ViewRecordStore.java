package io.gatekeeper.db.store;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.legacy.JdbcLegacyImport;
import io.gatekeeper.db.internal.records.JdbcViewRecordRepository;
import io.gatekeeper.db.internal.records.JdbcViewingCorrections;
import io.gatekeeper.db.internal.records.ViewRecordTable;
import io.gatekeeper.db.internal.schema.Distribution;
import io.gatekeeper.db.internal.schema.InitializingDataSource;
import io.gatekeeper.db.internal.schema.Schema;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.QualifiedName;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The table of records on one database: its schema, and what stands on it. The first use initializes the schema, unless
 * {@link #initialize()} has done so. The door to this package.
 */
public final class ViewRecordStore {

    private final GatekeeperDb db;
    private final ViewRecordTable records;
    private final OutageTolerantRepository outageTolerant;
    private final Runnable initialization;
    private final ViewRecordRepository repository;
    private final ViewingCorrections corrections;
    private final LegacyImport legacyImport;

    ViewRecordStore(Builder builder, Tables tables) {
        QualifiedName table = builder.table;
        ViewingDays days = builder.days;
        Clock clock = builder.db.clock();
        Schema schema = new Schema(table, builder.mode, builder.scripts, days);
        Distribution distribution = new Distribution(table);
        InitializingDataSource dataSource = new InitializingDataSource(builder.db.dataSource(), connection -> {
            GatekeeperDb first = new GatekeeperDb(connection, table.schema(), clock);
            schema.initialize(first);
            distribution.ask(first);
        });
        this.db = new GatekeeperDb(dataSource, table.schema(), clock);
        GatekeeperDb locking = db.retryingAtReadCommitted();
        this.records = tables.on(locking, table, () -> distribution.isDistributed(locking));
        JdbcViewRecordRepository jdbc = new JdbcViewRecordRepository(locking, records, days);
        this.outageTolerant = new OutageTolerantRepository(jdbc, locking, dataSource, days, clock);
        this.initialization = builder.outageTolerant ? outageTolerant::initialize : dataSource::initialize;
        this.repository = new ObservedRepository(
                builder.outageTolerant ? outageTolerant : jdbc, days, clock, builder.observations);
        this.corrections = new CheckedCorrections(new JdbcViewingCorrections(locking, records, days), clock);
        this.legacyImport = new JdbcLegacyImport(locking, table, records, days, script -> schema.require(db, script));
    }

    /** {@return a builder of a store on that schema of that database, with the defaults of {@code gatekeeper.db}} */
    public static Builder on(GatekeeperDb db) {
        return new Builder(db);
    }

    /** {@return a repository that records nothing and holds nothing, whose usage is of those days} */
    public static ViewRecordRepository recordingOff(ViewingDays days, Clock clock) {
        return new RecordingOffRepository(days, clock);
    }

    /** {@return corrections that find nothing to correct} */
    public static ViewingCorrections correctionsOff(Clock clock) {
        return new CheckedCorrections(new RecordingOffCorrections(), clock);
    }

    /** {@return an import that reads nothing, and reports that} */
    public static LegacyImport importOff() {
        return (source, removed) -> new ImportReport(0, 0, 0, 0, Collections.emptySortedMap());
    }

    /**
     * Initializes the schema as the mode says, once. Where the store is outage-tolerant and the database is unavailable,
     * that is left to the first use after the outage.
     *
     * @throws io.gatekeeper.db.jdbc.UnusableSchemaException if what is there cannot be worked with
     * @throws org.springframework.dao.DataAccessResourceFailureException if the database is unavailable, or rejects the
     *     connection
     */
    public void initialize() {
        initialization.run();
    }

    /** {@return the database for repositories of the application's own} */
    public GatekeeperDb db() {
        return db;
    }

    /** {@return the repository} */
    public ViewRecordRepository repository() {
        return repository;
    }

    /** {@return what puts right what was recorded wrongly} */
    public ViewingCorrections corrections() {
        return corrections;
    }

    /** {@return the import of the Python service's history into these records} */
    public LegacyImport legacyImport() {
        return legacyImport;
    }

    /** {@return how many calls were answered without the database since the start} */
    public long answeredEmpty() {
        return outageTolerant.answeredEmpty();
    }

    /**
     * {@return since when calls are answered without the database, empty while it answers} Tells "nothing was watched"
     * from "unknown", where the store is outage-tolerant: ask it after an answer that is empty.
     */
    public Optional<Instant> unavailableSince() {
        return outageTolerant.unavailableSince();
    }

    /** {@return the same; asks the database where no call has found out yet} Empty, too, where the server refuses. */
    public Optional<Instant> findOutage() {
        return outageTolerant.findOutage();
    }

    /** {@return how many documents were written back with a malformed part replaced since the start} */
    public long documentsRepaired() {
        return records.documentsRepaired();
    }

    /** Makes what speaks to the table. */
    @FunctionalInterface
    interface Tables {

        ViewRecordTable on(GatekeeperDb db, QualifiedName table, BooleanSupplier distributed);
    }

    /** What a store is made of; what is not said has the default of its property. */
    public static final class Builder {

        private final GatekeeperDb db;
        private QualifiedName table;
        private SchemaMode mode = SchemaMode.CREATE;
        private List<SchemaScript> scripts = List.of();
        private ViewingDays days;
        private boolean outageTolerant;
        private ObservationRegistry observations = ObservationRegistry.NOOP;

        private Builder(GatekeeperDb db) {
            this.db = db;
            this.table = db.table("viewrecords");
            this.days = new ViewingDays(ZoneId.of("UTC"), LocalTime.MIDNIGHT, db.clock());
        }

        /**
         * The table of records.
         *
         * @throws IllegalArgumentException if the name is not a legal identifier
         */
        public Builder table(String name) {
            table = db.table(name);
            return this;
        }

        /** What is done about the schema. */
        public Builder initializeSchema(SchemaMode mode) {
            this.mode = mode;
            return this;
        }

        /** What is created after the table of records, in this order. */
        public Builder scripts(List<SchemaScript> scripts) {
            this.scripts = List.copyOf(scripts);
            return this;
        }

        /** Where days begin. */
        public Builder days(ViewingDays days) {
            this.days = days;
            return this;
        }

        /** Whether the repository answers empty, instead of failing, while the database is unavailable. */
        public Builder outageTolerant(boolean outageTolerant) {
            this.outageTolerant = outageTolerant;
            return this;
        }

        /** Where the repository's calls are observed, by operation. */
        public Builder observations(ObservationRegistry registry) {
            this.observations = registry;
            return this;
        }

        /** {@return the store, which has not connected to the database yet} */
        public ViewRecordStore build() {
            return new ViewRecordStore(this, ViewRecordTable::new);
        }
    }
}
