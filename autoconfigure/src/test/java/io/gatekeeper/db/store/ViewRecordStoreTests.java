package io.gatekeeper.db.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.BadSqlGrammarException;

/** A store put together by hand. */
class ViewRecordStoreTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    private final TestDatabase database = TestPostgres.newDatabase();
    private final GatekeeperDb db = new GatekeeperDb(
            database.dataSource(), SqlIdentifier.of("home"), new SettableClock("2026-03-17T22:30:00Z"));

    @Test
    void buildingItDoesNotConnect() {
        ViewRecordStore.on(db).build();

        assertThat(tables()).isEmpty();
    }

    @Test
    void theFirstUseCreatesTheTable() {
        ViewRecordStore.on(db).build().repository().append(VIEWING);

        assertThat(tables()).containsExactly("viewrecords");
    }

    @Test
    void theFirstUseByARepositoryOfTheApplicationsCreatesTheTable() {
        GatekeeperDb prepared = ViewRecordStore.on(db).build().db();
        assertThat(tables()).isEmpty();

        assertThat(rows(prepared)).isZero();
    }

    @Test
    void itCreatesWhatIsSaid() {
        SchemaScript notes = new SchemaScript(
                "notes", "create table @@schema@@.notes (note text)", List.of(SqlIdentifier.of("notes")));

        ViewRecordStore.on(db).table("watched").scripts(List.of(notes)).build().initialize();

        assertThat(tables()).containsExactly("notes", "watched");
    }

    @Test
    void withNeverNothingIsCreated() {
        ViewRecordStore store =
                ViewRecordStore.on(db).initializeSchema(SchemaMode.NEVER).build();

        store.initialize();

        assertThatExceptionOfType(BadSqlGrammarException.class).isThrownBy(() -> rows(store.db()));
    }

    @Test
    void aTableThatCannotBeUsedIsNamedByTheFirstUseWithinATransactionToo() {
        ViewRecordStore store =
                ViewRecordStore.on(db).initializeSchema(SchemaMode.VALIDATE).build();

        assertThatExceptionOfType(UnusableSchemaException.class)
                .isThrownBy(() -> store.repository().append(VIEWING));
        assertThatExceptionOfType(UnusableSchemaException.class)
                .isThrownBy(() -> store.repository().appendAll(List.of(VIEWING)));
        assertThatExceptionOfType(UnusableSchemaException.class)
                .isThrownBy(() -> store.db().transactions().executeWithoutResult(status -> {}));
    }

    @Test
    void daysBeginAtMidnightInUtcUnlessSaidOtherwise() {
        ViewingDays berlin = new ViewingDays(ZoneId.of("Europe/Berlin"), LocalTime.MIDNIGHT, db.clock());
        UsageQuery query = UsageQuery.of("ann", berlin.today());

        assertThat(ViewRecordStore.on(db).build().repository().usage(query).zone())
                .isEqualTo(ZoneId.of("UTC"));
        assertThat(ViewRecordStore.on(db)
                        .days(berlin)
                        .build()
                        .repository()
                        .usage(query)
                        .zone())
                .isEqualTo(berlin.zone());
    }

    private static long rows(GatekeeperDb db) {
        return db.jdbc()
                .sql("select count(*) from " + db.table("viewrecords"))
                .query(Long.class)
                .single();
    }

    private List<String> tables() {
        return database.client()
                .sql("select tablename from pg_tables where schemaname = 'home' order by tablename")
                .query(String.class)
                .list();
    }
}
