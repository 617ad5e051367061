package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * What is stored, and in which rows, is computed by immutable functions only. Then it is the same on whichever node holds
 * the row, and a distributed engine accepts it: Citus refuses anything else in an upsert.
 *
 * <p>PostgreSQL says which functions that are: it parses a statement as the body of a function, and keeps the tree, in
 * which each function and operator is named and nothing is simplified yet. The statements are those that arrive at the
 * server, with the types that the driver gives to the parameters.
 */
class ImmutableWritesTests {

    private static final String MUTABLE = """
            with body as (
                   select cast(prosqlbody as text) as tree from pg_proc where oid = cast('pg_temp.lint' as regproc)),
                 used (oid) as (
                   select cast(found[1] as oid)
                     from body, regexp_matches(tree, ':(?:funcid|opfuncid|aggfnoid|winfnoid) (\\d+)', 'g') found
                    union
                   -- A conversion by way of text names its type alone: here are those that read the text, and write it.
                   select cast(typinput as oid)
                     from body, regexp_matches(tree, ':resulttype (\\d+) :resultcollid', 'g') found
                     join pg_type on oid = cast(found[1] as oid)
                    union
                   select cast(typoutput as oid)
                     from body, regexp_matches(tree, '\\{COERCEVIAIO :arg \\{[A-Z]+? [^{}]*?type (\\d+) ', 'g') found
                     join pg_type on oid = cast(found[1] as oid))
            select proname from used join pg_proc using (oid) where provolatile <> 'i'
             union all
            -- What depends on the moment, on other rows, or on functions that the tree does not name.
            select found[1]
              from body, regexp_matches(tree, '\\{(SQLVALUEFUNCTION|NEXTVALUEEXPR|SUBLINK|ROWCOMPAREEXPR|JSON[A-Z]+)', 'g') found
             order by 1
            """;

    private static Connection connection;
    private static JdbcTemplate jdbc;
    private static Map<String, Sent> sent;

    @BeforeAll
    static void writeInEveryWay() throws SQLException {
        TestRecords records = new TestRecords(Variant.FAST_PATH);
        connection = records.database.dataSource().getConnection();
        // From its first time on, a statement is kept on the server.
        connection.unwrap(PGConnection.class).setPrepareThreshold(1);
        DataSource dataSource = new SingleConnectionDataSource(connection, true);
        jdbc = new JdbcTemplate(dataSource);
        ViewRecordRepository repository = records.repositoryOn(dataSource);
        Instant now = records.clock.instant();
        NewViewing viewing = NewViewing.unlimited("Rikki", "tv", "TV", "youtube");

        ViewRecordRepository otherInstance = records.repositoryOn(dataSource);
        repository.append(viewing);
        repository.close("Rikki", "tv", "youtube");
        otherInstance.append(viewing.startingAt(now.minus(Duration.ofHours(1))));
        repository.close("Rikki", "tv", "youtube");
        repository.append(viewing.startingAt(now.minus(Duration.ofDays(1))));
        repository.append(new NewViewing("Morty", "tv", null, "youtube", null, null));
        repository.closeAll("tv");
        repository.prune(now.plusSeconds(1));
        repository.deleteUser("Rikki");
        ViewRecordRepository userByUser = records.repositoryOn(dataSource, Variant.USER_BY_USER);
        userByUser.appendAll(List.of(viewing, NewViewing.unlimited("Morty", "tv", "TV", "youtube")));
        userByUser.closeAll("tv");
        userByUser.prune(now.plusSeconds(1));

        sent = jdbc
                .query(
                        "select statement, parameter_types::text[] as types from pg_prepared_statements where not from_sql",
                        (row, number) -> new Sent(row.getString("statement"), types(row)))
                .stream()
                .collect(Collectors.toMap(
                        statement -> statement.text().replaceAll("\\$\\d+", "?"),
                        Function.identity(),
                        (earlier, later) -> later));
    }

    @AfterAll
    static void disconnect() throws SQLException {
        connection.close();
    }

    /** With the types that PostgreSQL would infer, no parameter is converted: that is done once, whatever the row. */
    @ParameterizedTest
    @MethodSource("writes")
    void aWriteUsesNothingMutable(ViewRecordSql name) {
        Sent statement = sent(name);

        assertThat(mutable(new Sent(statement.text(), inferredTypes(statement.text()))))
                .isEmpty();
    }

    /** A distributed engine looks at an upsert as it is sent: not even a parameter may be converted there. */
    @ParameterizedTest
    @MethodSource("writesOfOneRecord")
    void aWriteOfOneRecordUsesNothingMutableEvenForItsParameters(ViewRecordSql name) {
        assertThat(mutable(sent(name))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"APPEND_ONCE", "REPLACE_ONLY"})
    void whatDependsOnOtherRecordsOnlyLooksAtThemBesides(ViewRecordSql name) {
        assertThat(mutable(sent(name))).containsExactly("SUBLINK");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update gatekeeper.viewrecords set updated_at = now()                                          | now
            update gatekeeper.viewrecords set updated_at = clock_timestamp()                              | clock_timestamp
            update gatekeeper.viewrecords set updated_at = current_timestamp                              | SQLVALUEFUNCTION
            update gatekeeper.viewrecords set viewings = to_jsonb(updated_at)                             | to_jsonb
            update gatekeeper.viewrecords set viewings = jsonb_build_object('x', user_id)                 | jsonb_build_object
            update gatekeeper.viewrecords set updated_at = cast(viewings ->> 'x' as timestamptz)          | timestamptz_in
            update gatekeeper.viewrecords set user_id = cast(viewing_day as text)                         | date_out
            update gatekeeper.viewrecords set updated_at = viewing_day                                    | timestamptz
            update gatekeeper.viewrecords set updated_at = cast($1 as timestamptz)                        | timestamptz_in
            update gatekeeper.viewrecords set user_id = (select max(user_id) from gatekeeper.viewrecords) | SUBLINK
            delete from gatekeeper.viewrecords where updated_at < viewing_day                             | timestamptz_lt_date
            delete from gatekeeper.viewrecords where viewing_day < current_date                           | SQLVALUEFUNCTION
            insert into gatekeeper.viewrecords as r values ('', '2026-03-17', '{}', $1::timestamptz) \
              on conflict (user_id, viewing_day) do update set viewings = r.viewings where r.updated_at < now() | now, timestamptz_in
            """)
    void whatIsMutableIsFound(String statement, String mutable) {
        assertThat(mutable(new Sent(statement, List.of("text")))).containsExactly(mutable.split(", "));
    }

    private static Stream<ViewRecordSql> writes() {
        return Stream.of(ViewRecordSql.values())
                .filter(statement -> Statements.of(statement).matches("(?s)(insert|update|delete) .*"))
                .filter(statement -> !EnumSet.of(ViewRecordSql.APPEND_ONCE, ViewRecordSql.REPLACE_ONLY)
                        .contains(statement));
    }

    private static Stream<ViewRecordSql> writesOfOneRecord() {
        return writes().filter(statement -> !Statements.of(statement).contains(":days"));
    }

    private static Sent sent(ViewRecordSql statement) {
        return Objects.requireNonNull(
                sent.get(Statements.of(statement).replaceAll("(?<!:):[a-zA-Z]+", "?")), "not sent: " + statement);
    }

    private static List<String> inferredTypes(String statement) {
        jdbc.execute("prepare inferring as " + statement);
        try {
            return jdbc.query(
                            "select parameter_types::text[] as types from pg_prepared_statements where name = 'inferring'",
                            (row, number) -> types(row))
                    .get(0);
        } finally {
            jdbc.execute("deallocate inferring");
        }
    }

    private static List<String> mutable(Sent statement) {
        jdbc.execute("create function pg_temp.lint(%s) returns void language sql begin atomic %s; end"
                .formatted(String.join(", ", statement.types()), statement.text()));
        try {
            return jdbc.queryForList(MUTABLE, String.class);
        } finally {
            jdbc.execute("drop function pg_temp.lint");
        }
    }

    private static List<String> types(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("types").getArray());
    }

    /**
     * A statement as the server sees it.
     *
     * @param text with numbered parameters
     * @param types the types of the parameters
     */
    private record Sent(String text, List<String> types) {}
}
