package io.gatekeeper.db.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.internal.records.OnPostgres;
import io.gatekeeper.db.internal.records.TableTests;
import io.gatekeeper.db.internal.records.Variant;
import io.gatekeeper.db.store.ViewRecordStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever may create something in {@code public} puts functions and operators there that fit better than PostgreSQL's own:
 * each answers what suits an attacker, and here says that it was called.
 */
@OnPostgres
class SearchPathTests extends TableTests {

    private static final String SHADOWS = """
            do $do$
            declare
              types text[] := array['text', 'varchar', 'name', 'jsonb', 'jsonpath', 'date', 'timestamptz', 'bigint', 'int',
                                    'text[]', 'varchar[]', 'bigint[]', 'date[]', 'name[]'];
              operators text[] := array['=', '<>', '<', '>', '<=', '>=', '||', '->', '->>', '#>', '#>>', '@@', '+', '-'];
              signatures text[] := array['jsonb_path_exists(jsonb, text)', 'jsonb_path_exists(jsonb, jsonpath)',
                                         'jsonb_path_exists(jsonb, jsonpath, jsonb)', 'jsonb_path_query(jsonb, jsonpath)',
                                         'jsonb_path_query(jsonb, text)', 'jsonb_path_query_array(jsonb, text)',
                                         'jsonb_path_query_array(jsonb, jsonpath)', 'jsonb_exists(jsonb, varchar)',
                                         'jsonb_set(jsonb, text[], jsonb)', 'jsonb_set(jsonb, varchar[], jsonb)',
                                         'jsonb_typeof(text)', 'jsonb_build_object(text, text)', 'unnest(text[])',
                                         'unnest(date[])', 'unnest(jsonb[])', 'array_cat(bigint[], bigint[])',
                                         'timezone(text, text)', 'pg_advisory_xact_lock(int)', 'string_agg(name, text)'];
              l text; r text; o text; body text := ' language plpgsql as $f$ begin raise ''shadowed''; end $f$';
            begin
              foreach o in array signatures loop
                execute 'create function public.' || o || ' returns boolean' || body;
              end loop;
              foreach l in array types loop
                foreach r in array types loop
                  execute format('create function public.shadow(%s, %s) returns boolean' || body, l, r);
                  foreach o in array operators loop
                    execute format('create operator public.%s (leftarg = %s, rightarg = %s, function = public.shadow)', o, l, r);
                  end loop;
                end loop;
              end loop;
            end $do$
            """;

    private static final String DROP_SHADOWS = """
            do $do$
            declare f regprocedure;
            begin
              for f in select oid from pg_catalog.pg_proc where prosrc = ' begin raise ''shadowed''; end ' loop
                execute 'drop function ' || f || ' cascade';
              end loop;
            end $do$
            """;

    private final ViewRecordStore store = records.store(clock, "UTC", "00:00");

    SearchPathTests(Variant variant) {
        super(variant);
    }

    @BeforeEach
    void shadow() {
        records.jdbc.sql(SHADOWS).update();
    }

    @AfterEach
    void unshadow() {
        records.jdbc.sql(DROP_SHADOWS).update();
    }

    @Test
    void theShadowsAreThere() {
        assertThat(records.jdbc
                        .sql("select count(*) from pg_operator where oprnamespace = cast('public' as regnamespace)")
                        .query(Long.class)
                        .single())
                .isEqualTo(14 * 14 * 14L);
    }

    @Test
    void noReadOrWriteCallsThem() {
        store.initialize();
        Viewing viewing = repository.append(unlimited("youtube")).orElseThrow();
        repository.append(unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z")));
        repository.append(new NewViewing("Alice", "phone", null, "netflix", null, null));
        repository.appendAll(List.of(timed("roblox", 30), timed("disney+", 30)));
        repository.extend(RIKKI, "tv", "roblox", Duration.ofMinutes(5));

        assertThat(repository.close("nobody", "tv", "youtube")).isEmpty();
        assertThat(repository.deleteUser("nobody")).isFalse();
        assertThat(repository.findOpen()).hasSize(5);
        assertThat(repository.findUsers(null, 10)).containsExactly("Alice", RIKKI);
        assertThat(repository.findDevices(RIKKI)).containsOnlyKeys("tv");
        assertThat(repository.findLatest(RIKKI, "youtube")).hasSize(2);

        clock.advance(Duration.ofHours(1));
        assertThat(repository.close(RIKKI, "tv", "youtube")).isPresent();
        assertThat(repository.close(viewing)).isPresent();
        assertThat(repository.closeOverdue()).hasSize(2);
        assertThat(repository.closeOverdue(Duration.ofMinutes(90))).hasSize(1);
        assertThat(repository.closeAll("phone", "netflix")).hasSize(1);
        assertThat(repository.closeAll("phone")).isEmpty();
        assertThat(repository.secondsToday(RIKKI)).hasSize(3);
        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, LocalDate.of(2026, 3, 17)))
                        .total())
                .isPositive();
        assertThat(repository.findBetween(RIKKI, at("2026-03-17T00:00:00Z"), clock.instant()))
                .hasSize(4);

        ViewingCorrections corrections = store.corrections();
        assertThat(corrections.end(viewing, clock.instant())).isPresent();
        assertThat(corrections.moveDevice(RIKKI, "tv", "television")).isEqualTo(4);
        assertThat(corrections.moveUser("Alice", RIKKI)).isEqualTo(1);
        assertThat(corrections.delete(viewing)).isFalse();
        assertThat(repository.prune(clock.instant().plusSeconds(1))).isEqualTo(5);
        assertThat(repository.deleteUser(RIKKI)).isFalse();
    }

    @Test
    void neitherDoesTheImport() {
        PythonTable source = PythonTable.empty(records.jdbc);
        source.add("Alice", PythonTable.youtube(PythonTable.viewing("\"2026-03-16T10:00:00+00:00\"")));

        assertThat(store.legacyImport().run(PythonTable.NAME).imported()).isEqualTo(1);
        assertThat(store.legacyImport().run(PythonTable.NAME).imported()).isZero();
    }
}
