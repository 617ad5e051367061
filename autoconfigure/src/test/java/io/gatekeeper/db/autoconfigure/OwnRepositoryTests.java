package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.servers.TcpProxy;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A repository that an application builds on our database, beside ours. */
class OwnRepositoryTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = Applications.withJdbc()
            .withPropertyValues(database.properties())
            .withBean(
                    SchemaScript.class, () -> SchemaScript.of(new ClassPathResource("gatekeeper/notes.sql"), "notes"));

    private final ApplicationContextRunner withNotes = application.withBean(Notes.class);

    @Test
    void itFindsItsTableWhenItIsCreated() {
        withNotes.run(
                context -> assertThat(context.getBean(Notes.class).whenCreated).isZero());
    }

    @Test
    void itSharesATransactionOfTheDatabaseWithOurs() {
        withNotes.run(context -> {
            Notes notes = context.getBean(Notes.class);

            context.getBean(GatekeeperDb.class).transactions().executeWithoutResult(status -> {
                notes.write("ann", "one more hour");
                context.getBean(ViewRecordRepository.class)
                        .append(NewViewing.unlimited("ann", "tv", "Television", "films"));
                status.setRollbackOnly();
            });

            assertThat(notes.count()).isZero();
            assertThat(Applications.recordsIn(database, "ann")).isZero();
        });
    }

    @Test
    void itSharesATransactionOfTheApplicationsWhereOursIsTheOnlyDatabase() {
        withNotes.run(context -> {
            Notes notes = context.getBean(Notes.class);

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                notes.write("ann", "one more hour");
                status.setRollbackOnly();
            });

            assertThat(notes.count()).isZero();
        });
    }

    @Test
    void besideADatabaseOfTheApplicationsItWorksOnOurs() {
        TestDatabase another = TestPostgres.newDatabase();

        withNotes.withBean("dataSource", DataSource.class, another::dataSource).run(context -> {
            context.getBean(Notes.class).write("ann", "one more hour");

            assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                    .isEqualTo(another.name());
            assertThat(notesIn(database)).isOne();
        });
    }

    @Test
    void itHasTheClockOfTheApplication() {
        SettableClock clock = new SettableClock("2026-03-17T12:00:00Z");

        application
                .withBean(Clock.class, () -> clock)
                .run(context ->
                        assertThat(context.getBean(GatekeeperDb.class).clock()).isSameAs(clock));
    }

    @Test
    void aDatabaseOfTheApplicationsOwnIsTheOnlyOne() {
        GatekeeperDb own = new GatekeeperDb(database.dataSource(), SqlIdentifier.of("own"), Clock.systemUTC());

        application
                .withBean("own", GatekeeperDb.class, () -> own)
                .run(context -> assertThat(context).getBean(GatekeeperDb.class).isSameAs(own));
    }

    @Test
    void whereRecordingIsOffItIsCreatedAndToldWhyThereIsNoDatabase() {
        application.withPropertyValues("gatekeeper.db.enabled=false").run(context -> {
            GatekeeperDb db = context.getBean(GatekeeperDb.class);

            assertThat(db.table("notes").object()).isEqualTo(SqlIdentifier.of("notes"));
            assertThatExceptionOfType(DataAccessResourceFailureException.class)
                    .isThrownBy(() -> Applications.databaseOf(db.jdbc()))
                    .withStackTraceContaining("gatekeeper.db.enabled is false");
            assertThatExceptionOfType(DataAccessResourceFailureException.class)
                    .isThrownBy(() -> db.transactions().executeWithoutResult(status -> {}))
                    .withStackTraceContaining("gatekeeper.db.enabled is false");
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterAStartDuringAnOutageItsFirstUseCreatesTheTables(boolean withinTransaction) throws IOException {
        try (TcpProxy proxy = new TcpProxy(database.host(), database.port())) {
            proxy.cut();

            application
                    .withPropertyValues(
                            "gatekeeper.db.host=localhost",
                            "gatekeeper.db.port=" + proxy.port(),
                            "gatekeeper.db.connect-timeout=1s",
                            "gatekeeper.db.on-unavailable=empty")
                    .run(context -> {
                        GatekeeperDb db = context.getBean(GatekeeperDb.class);
                        proxy.restore();

                        await().ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class)
                                .until(() -> withinTransaction ? areNotesThereInTransaction(db) : areNotesThere(db));
                    });
        }
    }

    private static boolean areNotesThereInTransaction(GatekeeperDb db) {
        return db.transactions().<Boolean>execute(status -> areNotesThere(db));
    }

    private static boolean areNotesThere(GatekeeperDb db) {
        return db.jdbc()
                .sql("select to_regclass('gatekeeper.notes') is not null")
                .query(Boolean.class)
                .single();
    }

    private static long notesIn(TestDatabase database) {
        return database.client()
                .sql("select count(*) from gatekeeper.notes")
                .query(Long.class)
                .single();
    }

    /** The smallest one. */
    static final class Notes {

        private final GatekeeperDb db;
        private final List<String> sql;
        private final long whenCreated;

        Notes(GatekeeperDb db) {
            this.db = db;
            this.sql = List.of(
                    "select count(*) from " + db.table("notes"),
                    "insert into " + db.table("notes") + " (user_id, note) values (:user, :note)");
            this.whenCreated = count();
        }

        long count() {
            return db.jdbc().sql(sql.get(0)).query(Long.class).single();
        }

        void write(String user, String note) {
            db.jdbc().sql(sql.get(1)).param("user", user).param("note", note).update();
        }
    }
}
