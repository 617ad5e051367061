package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record of which somebody has made a monster: it works, and if not, then it alone fails. */
@ParameterizedClass
@EnumSource(names = "FAST_PATH")
class PoisonedRecordTests extends TableTests {

    /** How much it is in MB; more than JSON libraries read without being asked to. */
    private static final int MEGABYTES = Integer.getInteger("gatekeeper.test.poison", 21);

    PoisonedRecordTests(Variant variant) {
        super(variant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to_jsonb(repeat('x', ? * 1000000))",
                "(select jsonb_object_agg('key' || i, repeat('z', 1000)) from generate_series(1, ? * 1000) i)"
            })
    void aHugeDocumentStopsNothing(String poison) {
        overdue("ann");
        overdue("poisoned");
        overdue("zoe");
        records.jdbc
                .sql("update gatekeeper.viewrecords set viewings = jsonb_set(viewings, '{poison}', " + poison
                        + ") where user_id = 'poisoned'")
                .param(MEGABYTES)
                .update();

        assertThat(repository.findOpen()).hasSize(3);
        repository.append(NewViewing.unlimited("poisoned", "tv", "TV", "netflix"));
        repository.append(NewViewing.unlimited("ann", "tv", "TV", "netflix"));
        clock.advance(Duration.ofHours(1));
        assertThat(repository.closeOverdue()).extracting(Viewing::userId).containsExactly("ann", "poisoned", "zoe");
        assertThat(repository.closeAll("tv")).extracting(Viewing::userId).containsExactly("ann", "poisoned");
        assertThat(repository.findBetween("poisoned", Instant.EPOCH, clock.instant()))
                .hasSize(2);
        assertThat(repository.prune(clock.instant().plusSeconds(1))).isEqualTo(5);
        assertThat(size()).isGreaterThan(MEGABYTES * 1_000_000);
    }

    private void overdue(String user) {
        repository.append(NewViewing.timed(user, "tv", "TV", "youtube", Duration.ofMinutes(5)));
    }

    /** What is left of it is what nobody knows. */
    private int size() {
        return records.jdbc
                .sql("select octet_length(viewings::text) from gatekeeper.viewrecords")
                .query(Integer.class)
                .single();
    }
}
