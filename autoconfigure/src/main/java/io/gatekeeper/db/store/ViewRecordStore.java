package io.gatekeeper.db.store;

import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.legacy.JdbcLegacyImport;
import io.gatekeeper.db.internal.records.JdbcViewRecordRepository;
import io.gatekeeper.db.internal.records.JdbcViewingCorrections;
import io.gatekeeper.db.internal.records.ViewRecordTable;
import io.gatekeeper.db.internal.schema.InitializingDataSource;
import io.gatekeeper.db.internal.schema.Schema;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.QualifiedName;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.BiFunction;

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

    ViewRecordStore(Builder builder, BiFunction<GatekeeperDb, QualifiedName, ViewRecordTable> tables) {
        QualifiedName table = builder.table;
        ViewingDays days = builder.days;
        Clock clock = builder.db.clock();
        InitializingDataSource dataSource = initializing(builder);
        this.db = new GatekeeperDb(dataSource, table.schema(), clock);
        this.records = tables.apply(db, table);
        JdbcViewRecordRepository jdbc = new JdbcViewRecordRepository(db, records, days);
        this.outageTolerant =
                new OutageTolerantRepository(jdbc, new RecordingOffRepository(days, clock), dataSource, clock);
        this.initialization = builder.outageTolerant ? outageTolerant::initialize : dataSource::initialize;
        this.repository = new ObservedRepository(
                builder.outageTolerant ? outageTolerant : new CheckedRepository(jdbc, clock), builder.observations);
        this.corrections = new CheckedCorrections(new JdbcViewingCorrections(db, records, days), clock);
        Schema schema = new Schema(db, table, builder.mode, builder.scripts, days);
        this.legacyImport = new JdbcLegacyImport(db, table, records, days, schema::require);
    }

    private static InitializingDataSource initializing(Builder builder) {
        QualifiedName table = builder.table;
        SchemaMode mode = builder.mode;
        List<SchemaScript> scripts = builder.scripts;
        ViewingDays days = builder.days;
        Clock clock = builder.db.clock();
        return new InitializingDataSource(builder.db.dataSource(), connection -> {
            GatekeeperDb db = new GatekeeperDb(connection, table.schema(), clock);
            new Schema(db, table, mode, scripts, days).initialize();
        });
    }

    /**
     * Begins to build a store, with the defaults of {@code gatekeeper.db}.
     *
     * @param db the database, and the schema in it
     * @return the builder
     */
    public static Builder on(GatekeeperDb db) {
        return new Builder(db);
    }

    /**
     * Returns a repository that records nothing and holds nothing.
     *
     * @param days the days that usage is asked for
     * @param clock the only source of time
     * @return the repository
     */
    public static ViewRecordRepository recordingOff(ViewingDays days, Clock clock) {
        return new CheckedRepository(new RecordingOffRepository(days, clock), clock);
    }

    /**
     * Returns corrections that find nothing to correct.
     *
     * @param clock the only source of time
     * @return the corrections
     */
    public static ViewingCorrections correctionsOff(Clock clock) {
        return new CheckedCorrections(new RecordingOffCorrections(), clock);
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

    /** {@return how many documents were written back with a malformed part replaced since the start} */
    public long documentsRepaired() {
        return records.documentsRepaired();
    }

    /** What a store is made of: everything but the database has the default of its property. */
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
         * Names the table of records, which is {@code viewrecords} by default.
         *
         * @param name the table's name
         * @return this builder
         * @throws IllegalArgumentException if the name is not a legal identifier
         */
        public Builder table(String name) {
            table = db.table(name);
            return this;
        }

        /**
         * Says what is done about the schema, which is created by default.
         *
         * @param mode what is done
         * @return this builder
         */
        public Builder initializeSchema(SchemaMode mode) {
            this.mode = mode;
            return this;
        }

        /**
         * Adds what else the schema holds, which is nothing by default.
         *
         * @param scripts what is created after the table of records, in this order
         * @return this builder
         */
        public Builder scripts(List<SchemaScript> scripts) {
            this.scripts = List.copyOf(scripts);
            return this;
        }

        /**
         * Says where days begin, which is at midnight in UTC by default.
         *
         * @param days the days that records are for
         * @return this builder
         */
        public Builder days(ViewingDays days) {
            this.days = days;
            return this;
        }

        /**
         * Says whether the repository answers empty while the database is unavailable, instead of failing as it does by
         * default.
         *
         * @param outageTolerant whether it does
         * @return this builder
         */
        public Builder outageTolerant(boolean outageTolerant) {
            this.outageTolerant = outageTolerant;
            return this;
        }

        /**
         * Has the repository's calls observed by operation, which they are not by default.
         *
         * @param registry where the observations go
         * @return this builder
         */
        public Builder observations(ObservationRegistry registry) {
            this.observations = registry;
            return this;
        }

        /**
         * Builds the store, without connecting to the database.
         *
         * @return the store
         */
        public ViewRecordStore build() {
            return new ViewRecordStore(this, ViewRecordTable::new);
        }
    }
}
