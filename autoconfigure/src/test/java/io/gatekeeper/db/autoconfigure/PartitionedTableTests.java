package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.docs.Page;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The table may have been made before, in partitions, as the documentation says. */
class PartitionedTableTests {

    private static final String COLUMNS = """
            select attname, format_type(atttypid, atttypmod) as type, attnotnull, attstorage, attcompression, attcollation
              from pg_attribute
             where attrelid = cast(? as regclass) and attnum > 0
             order by attnum
            """;

    private static final String OPTIONS = """
            select cast(reloptions as text) as options
              from pg_class c
             where cast(? as regclass) in (c.oid, (select h.oid from pg_class h where h.reltoastrelid = c.oid))
             order by relkind
            """;

    private static final String INDEXES = """
            select substring(pg_get_indexdef(indexrelid) from ' USING .*') as index, indisunique
              from pg_index
             where indrelid = cast(? as regclass)
             order by 1
            """;

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @BeforeEach
    void createInPartitions() {
        database.client().sql(Page.of("docs/scaling.md").code("sql").get(0)).update();
    }

    @Test
    void theIndexesAreCreatedOnEveryPartition() {
        application.run(context -> assertThat(context).hasNotFailed());

        assertThat(partitionsOf("viewrecords")).isEqualTo(16);
        assertThat(partitionsOf("viewrecords_open_idx")).isEqualTo(16);
        assertThat(partitionsOf("viewrecords_late_idx")).isEqualTo(16);
    }

    @Test
    void theSecondStartChangesNothing() {
        application.run(context -> assertThat(context).hasNotFailed());
        List<Map<String, Object>> before = catalog();

        application.run(context -> assertThat(context).hasNotFailed());

        assertThat(catalog()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"VALIDATE", "NEVER"},
            value = SchemaMode.class)
    void itIsUsedAsItIs(SchemaMode mode) {
        List<Map<String, Object>> before = catalog();

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode)
                .run(context -> assertThat(context.getBean(ViewRecordRepository.class)
                                .append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                        .isPresent());

        assertThat(catalog()).isEqualTo(before);
    }

    /** Nobody needs to be given anything on a partition. */
    @Test
    void privilegesOnTheTableAreEnough() {
        application.run(context -> assertThat(context).hasNotFailed());
        TestDatabase worker = Applications.withNewRole(database, "secret");
        String role = Objects.requireNonNull(worker.username());
        database.client().sql("grant usage on schema gatekeeper to " + role).update();
        database.client()
                .sql("grant select, insert, update, delete on gatekeeper.viewrecords to " + role)
                .update();

        application.withPropertyValues(worker.properties()).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

            assertThat(repository.append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                    .isPresent();
            assertThat(repository.close("ann", "tv", "films")).isPresent();
            assertThat(repository.deleteUser("ann")).isTrue();
        });
    }

    /** Fails where the starter's table has got something that the documentation's partitions lack. */
    @ParameterizedTest
    @ValueSource(strings = {COLUMNS, OPTIONS, INDEXES})
    void aPartitionIsWhatTheTableOfTheStarterIs(String aspect) {
        application.run(context -> assertThat(context).hasNotFailed());
        application
                .withPropertyValues("gatekeeper.db.table=whole")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(rows(aspect, "viewrecords_p7")).isNotEmpty().isEqualTo(rows(aspect, "whole"));
    }

    private List<Map<String, Object>> rows(String aspect, String table) {
        return database.client()
                .sql(aspect)
                .param("gatekeeper." + table)
                .query()
                .listOfRows();
    }

    private long partitionsOf(String relation) {
        return database.client()
                .sql("select count(*) from pg_inherits where inhparent = cast(? as regclass)")
                .param("gatekeeper." + relation)
                .query(Long.class)
                .single();
    }

    private List<Map<String, Object>> catalog() {
        return database.client().sql("""
                select relname, relkind, relfilenode, cast(xmin as text)
                  from pg_class
                 where relnamespace = cast('gatekeeper' as regnamespace)
                 order by relname
                """).query().listOfRows();
    }
}
