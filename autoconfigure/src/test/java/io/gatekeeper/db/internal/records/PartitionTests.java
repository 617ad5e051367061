package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Which of 16 partitions PostgreSQL looks into. Each statement is prepared, and run with one and the same value for all
 * parameters of a type: text is the user, and on the day there is no record yet.
 */
class PartitionTests {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z]+)");
    private static final Map<String, String> VALUES = Map.of(
            "text", "'user42'",
            "date", "'2026-03-18'",
            "jsonb", "'{\"devices\":{}}'",
            "timestamp with time zone", "'2026-03-18T10:00:00Z'",
            "bigint", "500",
            "text[]", "'{user42}'",
            "date[]", "'{2026-03-18}'",
            "jsonpath", "'$.devices.tv'",
            "jsonb[]", "'{\"{}\"}'",
            "timestamp with time zone[]", "'{2026-03-18T10:00:00Z}'");

    private static final Set<ViewRecordSql> ABOUT_ALL_USERS = EnumSet.of(
            ViewRecordSql.FIND_OPEN,
            ViewRecordSql.FIND_OPEN_AT,
            ViewRecordSql.FIND_OLDEST_DAY,
            ViewRecordSql.FIND_KEYS,
            ViewRecordSql.FIND_USERS);

    private static TestRecords records;

    @BeforeAll
    static void fill() {
        records = TestRecords.inNewDatabase(Variant.PARTITIONS);
        records.jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        select 'user' || u, cast('2026-03-17' as date) - d, cast(format(
                                 '{"version":1,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                                 {"unblock_started_at":"%1$sT10:00:00+00:00","unblock_ended_at":%2$s}]}}}}',
                                 cast('2026-03-17' as date) - d,
                                 case when d = 40 then 'null' else format('"%sT11:00:00+00:00"', cast('2026-03-17' as date) - d) end)
                               as jsonb),
                               (cast('2026-03-17' as date) - d + time '11:00') at time zone 'UTC'
                          from generate_series(1, 3000) u, generate_series(0, 100, 10) d
                        """).update();
        records.jdbc.sql("vacuum analyze gatekeeper.viewrecords").update();
    }

    @ParameterizedTest
    @MethodSource("aboutOneUser")
    void aStatementAboutOneUserAccessesOnePartition(ViewRecordSql statement, String planning) throws SQLException {
        assertThat(run(statement, planning).accessed()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("aboutAllUsers")
    void aStatementAboutAllUsersAccessesEveryPartition(ViewRecordSql statement, String planning) throws SQLException {
        assertThat(run(statement, planning).accessed()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("scansOfOneUser")
    void theOtherPartitionsAreLeftOutOfThePlan(ViewRecordSql statement) throws SQLException {
        assertThat(run(statement, "force_custom_plan").scans()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("scansOfOneUser")
    void theOtherPartitionsAreLeftOutOfAPlanThatIsKeptOnceTheUserIsKnown(ViewRecordSql statement) throws SQLException {
        Execution execution = run(statement, "force_generic_plan");

        assertThat(execution.scans()).hasSize(1);
        // Where a statement is a union, the union itself leaves out none.
        assertThat(execution.plan().all("Subplans Removed")).contains("15").isSubsetOf("15", "0");
    }

    @ParameterizedTest
    @MethodSource("scansByKeys")
    void forKeysInArraysEveryPartitionIsInThePlanButOneIsScanned(ViewRecordSql statement, String planning)
            throws SQLException {
        Execution execution = run(statement, planning);

        assertThat(execution.scans()).hasSize(16);
        assertThat(execution.scans().values().stream().filter(loops -> loops > 0))
                .hasSize(1);
    }

    private static Stream<Arguments> aboutOneUser() {
        return statementsAboutOneUser().flatMap(PartitionTests::bothPlannings);
    }

    private static Stream<Arguments> aboutAllUsers() {
        return ABOUT_ALL_USERS.stream().flatMap(PartitionTests::bothPlannings);
    }

    private static Stream<ViewRecordSql> scansOfOneUser() {
        return statementsAboutOneUser().filter(name -> isScan(name) && !isByArrays(name));
    }

    private static Stream<Arguments> scansByKeys() {
        return statementsAboutOneUser()
                .filter(name -> isScan(name) && isByArrays(name))
                .flatMap(PartitionTests::bothPlannings);
    }

    private static Stream<Arguments> bothPlannings(ViewRecordSql statement) {
        return Stream.of("force_custom_plan", "force_generic_plan").map(planning -> Arguments.of(statement, planning));
    }

    private static Stream<ViewRecordSql> statementsAboutOneUser() {
        return Stream.of(ViewRecordSql.values()).filter(name -> !ABOUT_ALL_USERS.contains(name));
    }

    /** What inserts finds its partition without looking into any. */
    private static boolean isScan(ViewRecordSql statement) {
        return !Statements.of(statement).startsWith("insert");
    }

    /** PostgreSQL does not look into an array before it runs the statement. */
    private static boolean isByArrays(ViewRecordSql statement) {
        return Statements.of(statement).contains(":users");
    }

    /** Runs a statement in a transaction that is never committed. */
    private static Execution run(ViewRecordSql statement, String planning) throws SQLException {
        try (Connection connection = records.database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            jdbc.sql("set local plan_cache_mode = " + planning).update();
            jdbc.sql("prepare statement as " + numbered(Statements.of(statement)))
                    .update();
            List<String> types = jdbc.sql("select cast(unnest(parameter_types) as text) from pg_prepared_statements")
                    .query(String.class)
                    .list();
            String values = types.stream().map(VALUES::get).collect(Collectors.joining(", "));
            String plan = jdbc.sql(Plan.EXPLAIN + "execute statement" + (types.isEmpty() ? "" : "(" + values + ")"))
                    .query(String.class)
                    .single();
            return new Execution(Plan.of(plan), accessed(jdbc));
        }
    }

    private static String numbered(String statement) {
        List<String> names = new ArrayList<>();
        return PARAMETER.matcher(statement).replaceAll(parameter -> {
            if (!names.contains(parameter.group(1))) {
                names.add(parameter.group(1));
            }
            return "\\$" + (names.indexOf(parameter.group(1)) + 1);
        });
    }

    /** What the server has counted since the connection was opened. */
    private static List<String> accessed(JdbcClient jdbc) {
        return jdbc.sql("""
                        select relname from pg_stat_xact_user_tables
                         where relname like 'viewrecords_p%' and seq_scan + idx_scan + n_tup_ins + n_tup_upd + n_tup_del > 0
                        """).query(String.class).list();
    }

    private record Execution(Plan plan, List<String> accessed) {

        /** The partitions that the plan scans, and how often each was scanned. */
        Map<String, Long> scans() {
            Map<String, Long> scans = new HashMap<>();
            plan.scans().stream()
                    .filter(node -> node.path("Node Type").asText().endsWith("Scan"))
                    .forEach(scan -> scans.merge(
                            scan.path("Relation Name").asText(),
                            scan.path("Actual Loops").asLong(),
                            Long::sum));
            return scans;
        }
    }
}
