package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.internal.document.RecordKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How PostgreSQL runs the statements: 3,000 users with 3 years of history each, a record every tenth day, and 1 open viewing. */
class PlanTests {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-17");
    private static final Map<String, Object> ONE_DAY_OF_ONE_USER = Map.of(
            "user",
            "user42",
            "since",
            TODAY.atStartOfDay().atOffset(ZoneOffset.UTC),
            "day",
            TODAY,
            "firstDay",
            TODAY.minusDays(RecordKey.DAYS_APART),
            "lastDay",
            TODAY.plusDays(RecordKey.DAYS_APART));

    private static TestRecords records;

    @BeforeAll
    static void fill() {
        records = TestRecords.inNewDatabase(Variant.FAST_PATH);
        records.jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        select 'user' || u, cast('2026-03-17' as date) - d,
                               cast(format('{"version":1,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                                 {"unblock_started_at":"%1$sT10:00:00+00:00","requested_duration_minutes":null,
                                  "requested_duration_label":"infinite","unblock_ended_at":%2$s,
                                  "actual_duration_seconds":null}]}}}}',
                                 cast('2026-03-17' as date) - d,
                                 case when d = 40 then 'null' else format('"%sT11:00:00+00:00"', cast('2026-03-17' as date) - d) end)
                               as jsonb),
                               (cast('2026-03-17' as date) - d + time '11:00') at time zone 'UTC'
                          from generate_series(1, 3000) u, generate_series(0, 1094, 10) d
                        """).update();
        records.jdbc.sql("vacuum analyze gatekeeper.viewrecords").update();
        records.clock.set("2026-03-17T12:00:00Z");
    }

    @Test
    void openViewingsAreFoundByTheirIndex() {
        Plan plan = explain(Statements.of(ViewRecordSql.FIND_OPEN), Map.of("user", ""));

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_open_idx");
        assertThat(plan.rowsRead()).isEqualTo(Sweep.BATCH + 1);
    }

    @Test
    void thePlanForOpenViewingsIsNotSoDearThatItWouldBeCompiled() {
        Plan plan = Plan.of(records.jdbc
                .sql("explain (format json) " + Statements.of(ViewRecordSql.FIND_OPEN))
                .param("user", "")
                .query(String.class)
                .single());

        assertThat(plan.root().findValue("Total Cost").asDouble())
                .isLessThan(records.jdbc
                        .sql("select boot_val from pg_settings where name = 'jit_above_cost'")
                        .query(Double.class)
                        .single());
    }

    @Test
    void openViewingsOnADeviceAreFoundByTheirIndex() {
        assertThat(explain(Statements.of(ViewRecordSql.FIND_OPEN_AT), Map.of("path", RecordCondition.openOn("tv")))
                        .all("Index Name"))
                .containsOnly("viewrecords_open_idx");
    }

    @Test
    void theOpenViewingsOfAUserAreLockedByTheirIndex() {
        Plan plan = explain(Statements.of(ViewRecordSql.LOCK_OPEN_OF_USER), Map.of("user", "user42"));

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_open_idx");
        assertThat(plan.rowsRead()).isEqualTo(1);
    }

    @Test
    void theRecordsOfAUserAreLockedByTheirKey() {
        Plan plan = explain(
                Statements.of(ViewRecordSql.LOCK_OF_USER),
                Map.of("user", "user42", "days", new String[] {"2026-03-17", "1999-01-01"}));

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_pkey");
        assertThat(plan.rowsRead()).isEqualTo(1);
    }

    @Test
    void recordsAreLockedByTheirKey() {
        Map<String, Object> keys = Map.of("users", new String[] {"user1", "user2", "user3"}, "days", new String[] {
            "2026-03-17", "2026-03-17", "1999-01-01"
        });

        Plan plan = explain(Statements.of(ViewRecordSql.LOCK), keys);

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_pkey");
        assertThat(plan.rowsRead()).isLessThanOrEqualTo(8);
    }

    @Test
    void manyRecordsAreLockedByTheirKeys() {
        Map<String, Object> keys = Map.of(
                "users",
                IntStream.rangeClosed(1, 3_000).mapToObj(i -> "user" + i).toArray(String[]::new),
                "days",
                Collections.nCopies(3_000, "2026-02-05").toArray(String[]::new));

        Plan plan = explain(Statements.of(ViewRecordSql.LOCK), keys);

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_pkey");
        assertThat(plan.rowsRead()).isEqualTo(3_000);
    }

    @Test
    void aDayIsReadWithoutTheHistoryBeforeIt() {
        Plan plan = explain(Statements.of(ViewRecordSql.FIND_OVERLAPPING), ONE_DAY_OF_ONE_USER);

        assertThat(plan.all("Node Type")).doesNotContain("Seq Scan");
        assertThat(plan.all("Index Name"))
                .containsOnly("viewrecords_pkey", "viewrecords_open_idx", "viewrecords_late_idx");
        // Today's record, and the one with the viewing that has been open for forty days.
        assertThat(plan.rowsRead()).isEqualTo(2);
    }

    @Test
    void whatEndedOnADayIsReadWithoutLookingForOpenViewings() {
        Map<String, Object> ofAnother = new HashMap<>(ONE_DAY_OF_ONE_USER);
        ofAnother.put("user", "user43");

        Plan plan = explain(Statements.of(ViewRecordSql.FIND_ENDED), ofAnother);

        assertThat(plan.all("Node Type")).doesNotContain("Seq Scan");
        assertThat(plan.all("Index Name")).containsOnly("viewrecords_pkey", "viewrecords_late_idx");
        assertThat(plan.rowsRead()).isEqualTo(1);
    }

    @Test
    void aViewingOfFortyDaysIsFoundAfterItEndedWithoutTheHistoryBeforeIt() {
        ViewRecordRepository repository = records.inZone("UTC");
        repository.close("user42", "tv", "youtube");

        Plan plan = explain(Statements.of(ViewRecordSql.FIND_OVERLAPPING), ONE_DAY_OF_ONE_USER);

        assertThat(repository.findBetween("user42", Instant.parse("2026-03-17T11:30:00Z"), records.clock.instant()))
                .extracting(Viewing::startedAt)
                .containsExactly(Instant.parse("2026-02-05T10:00:00Z"));
        assertThat(plan.rowsRead()).isEqualTo(2);
        repository.append(NewViewing.unlimited("user42", "tv", "TV", "youtube")
                .startingAt(Instant.parse("2026-02-05T10:30:00Z")));
    }

    @Test
    void whetherThereIsSomethingToPruneIsSeenAtOneRecord() {
        Plan plan = explain(Statements.of(ViewRecordSql.FIND_OLDEST_DAY), Map.of());

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_day_idx");
        assertThat(plan.rowsRead()).isEqualTo(1);
    }

    /** Of 330,000 records; one step that is too many for each user. */
    @Test
    void whatIsToBePrunedIsFoundAlongTheKeyInShortStatements() {
        Plan plan = explain(
                Statements.of(ViewRecordSql.FIND_KEYS),
                Map.of("user", "", "day", TODAY, "lastDay", TODAY.minusDays(1_090), "most", Sweep.BATCH));

        assertThat(plan.all("Index Name")).containsOnly("viewrecords_pkey");
        assertThat(plan.rowsRead()).isLessThanOrEqualTo(Sweep.BATCH);
    }

    private static Plan explain(String sql, Map<String, Object> parameters) {
        return Plan.of(records.jdbc
                .sql(Plan.EXPLAIN + sql)
                .params(parameters)
                .query(String.class)
                .single());
    }
}
