package io.gatekeeper.db.store;

import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.legacy.JdbcLegacyImport;
import io.gatekeeper.db.internal.records.JdbcViewRecordRepository;
import io.gatekeeper.db.internal.records.ViewRecordTable;
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

/** The table of records on one database: its schema, and the repository on it. The door to this package. */
public final class ViewRecordStore {

    private final GatekeeperDb db;
    private final Schema schema;
    private final JdbcViewRecordRepository repository;
    private final OutageTolerantRepository outageTolerantRepository;
    private final LegacyImport legacyImport;
    private final ViewRecordTable records;

    /**
     * Creates the store, without touching the database.
     *
     * @param db the database
     * @param table the table of records
     * @param mode what is done about the schema
     * @param scripts what else the schema holds, created after the table of records
     * @param zone the region whose days count
     * @param dayStart when a day begins there
     */
    public ViewRecordStore(
            GatekeeperDb db,
            QualifiedName table,
            SchemaMode mode,
            List<SchemaScript> scripts,
            ZoneId zone,
            LocalTime dayStart) {
        this(db, table, mode, scripts, new ViewingDays(zone, dayStart));
    }

    private ViewRecordStore(
            GatekeeperDb db, QualifiedName table, SchemaMode mode, List<SchemaScript> scripts, ViewingDays days) {
        this(db, table, new ViewRecordTable(db, table), new Schema(db, table, mode, scripts, days), days);
    }

    public ViewRecordStore(
            GatekeeperDb db, QualifiedName table, ViewRecordTable records, Schema schema, ViewingDays days) {
        this.schema = schema;
        this.records = records;
        this.db = db.preparedBy(schema::prepareOutsideOfTransactions);
        this.repository = new JdbcViewRecordRepository(db, records, days);
        this.outageTolerantRepository =
                new OutageTolerantRepository(repository, new RecordingOffRepository(days, db.clock()), db, schema);
        this.legacyImport = new JdbcLegacyImport(db, table, records, days, schema::require);
    }

    /**
     * Does what the mode says about the schema, once.
     *
     * @throws io.gatekeeper.db.jdbc.UnusableSchemaException if what is there cannot be worked with
     * @throws org.springframework.dao.DataAccessResourceFailureException if the database is out of reach
     */
    public void prepareSchema() {
        schema.prepare();
    }

    /**
     * Does the same, but leaves it to the first call after an outage where the database is out of reach.
     *
     * @throws io.gatekeeper.db.jdbc.UnusableSchemaException if what is there cannot be worked with
     * @throws org.springframework.dao.DataAccessResourceFailureException if the server turns us away
     */
    public void prepareSchemaOnceReachable() {
        outageTolerantRepository.prepareSchema();
    }

    /**
     * Returns the database for repositories of the application's own, whose first use prepares the schema where that
     * was left to be done.
     *
     * @return the database
     */
    public GatekeeperDb db() {
        return db;
    }

    /**
     * Returns the repository that reports every failure.
     *
     * @return the repository
     */
    public ViewRecordRepository repository() {
        return repository;
    }

    /**
     * Returns the repository that answers empty while the database is out of reach.
     *
     * @return the repository
     */
    public ViewRecordRepository outageTolerantRepository() {
        return outageTolerantRepository;
    }

    /**
     * Returns the import of the Python service's history into these records.
     *
     * @return the import
     */
    public LegacyImport legacyImport() {
        return legacyImport;
    }

    /**
     * Returns how often the outage-tolerant repository answered without the database.
     *
     * @return the number of calls since the start
     */
    public long answeredEmpty() {
        return outageTolerantRepository.answeredEmpty();
    }

    /**
     * Returns how many documents were written back with a damaged part replaced.
     *
     * @return the number since the start
     */
    public long documentsRepaired() {
        return records.documentsRepaired();
    }

    /**
     * Returns a repository whose calls are observed, by operation.
     *
     * @param repository the repository to call
     * @param registry where the observations go
     * @return the observed repository
     */
    public static ViewRecordRepository observed(ViewRecordRepository repository, ObservationRegistry registry) {
        return new ObservedRepository(repository, registry);
    }

    /**
     * Returns a repository that records nothing and holds nothing.
     *
     * @param clock the only source of time
     * @param zone the region whose days count
     * @param dayStart when a day begins there
     * @return the repository
     */
    public static ViewRecordRepository recordingOff(Clock clock, ZoneId zone, LocalTime dayStart) {
        return new RecordingOffRepository(new ViewingDays(zone, dayStart), clock);
    }
}
