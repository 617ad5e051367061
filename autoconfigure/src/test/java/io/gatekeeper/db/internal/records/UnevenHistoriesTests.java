package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Most users have watched for some days, and one for thirteen years. The server plans for the many. */
class UnevenHistoriesTests {

    private static TestRecords records;

    @BeforeAll
    static void fill() {
        records = TestRecords.inNewDatabase(Variant.FAST_PATH);
        records.jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        select 'user' || u, cast('2026-03-17' as date) - d, cast('
                                 {"version":1,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                                 {"unblock_started_at":"2026-03-17T10:00:00+00:00",
                                  "unblock_ended_at":"2026-03-17T11:00:00+00:00"}]}}}}' as jsonb),
                               (cast('2026-03-17' as date) - d + time '11:00') at time zone 'UTC'
                          from generate_series(1, 3000) u, generate_series(0, case when u = 1 then 5000 else 2 end) d
                        """).update();
        records.jdbc.sql("vacuum analyze gatekeeper.viewrecords").update();
    }

    @Test
    void aDayIsReadWithoutTheHistoryBeforeItByAPlanThatIsKept() {
        Plan plan = keptPlan(Statements.of(ViewRecordSql.FIND_OVERLAPPING));

        assertThat(plan.all("Index Name"))
                .containsExactlyInAnyOrder("viewrecords_pkey", "viewrecords_late_idx", "viewrecords_open_idx");
        // Today's, and the three before it.
        assertThat(plan.rowsRead()).isEqualTo(4);
    }

    private static Plan keptPlan(String sql) {
        JdbcClient jdbc = records.jdbc;
        return new TransactionTemplate(new JdbcTransactionManager(records.dataSource)).execute(status -> {
            jdbc.sql("set local plan_cache_mode = force_generic_plan").update();
            LocalDate today = LocalDate.parse("2026-03-17");
            return Plan.of(jdbc.sql(Plan.EXPLAIN + sql)
                    .param("user", "user1")
                    .param("day", today)
                    .param("firstDay", today.minusDays(3))
                    .param("lastDay", today.plusDays(3))
                    .param("since", OffsetDateTime.parse("2026-03-17T00:00:00Z"))
                    .query(String.class)
                    .single());
        });
    }
}
