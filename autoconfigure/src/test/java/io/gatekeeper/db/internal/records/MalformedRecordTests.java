package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What another version, or another program, has put into the table: read as far as it goes, and never lost. */
@OnPostgres
class MalformedRecordTests extends TableTests {

    private static final String OF_LATER_VERSION = """
            {"version":2,"devices":{"tv":{"services":{"youtube":[
              {"unblock_started_at":"2026-03-17T08:00:00Z","requested_duration_minutes":1}]}}}}""";
    private static final String BIG = "123456789012345678901234567890";
    private static final String EXACT = "0.10";

    MalformedRecordTests(Variant variant) {
        super(variant);
    }

    @Test
    void ifOneOfSeveralCannotBeStoredNoneIs() {
        records.store("Alice", "2026-03-17", "{\"version\":2}");

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> repository.appendAll(
                        List.of(unlimited("youtube"), NewViewing.unlimited("Alice", "tv", "TV", "youtube"))));

        assertThat(repository.findOpen()).isEmpty();
        assertThat(records.days(RIKKI)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"version\":2,\"devices\":{}}", "[]", "null", "7"})
    void aRecordThatIsNotUnderstoodIsRefusedAndLeftUntouched(String document) {
        records.store(RIKKI, "2026-03-17", document);
        String before = records.rowVersions();

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> repository.append(unlimited("youtube")));

        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void aViewingWithoutReadableStartIsEndedWithoutDuration() {
        records.store(RIKKI, "2026-03-17", """
                {"devices":{"tv":{"services":{"youtube":[{"unblock_started_at":"once upon a time"}]}}}}""");

        Viewing closed = repository.close(RIKKI, "tv", "youtube").orElseThrow();

        assertThat(closed.watched()).isNull();
        assertThat(records.document(RIKKI, "2026-03-17"))
                .contains("\"unblock_ended_at\": \"2026-03-17T10:00:00+00:00\"", "\"actual_duration_seconds\": null");
        assertThat(repository.close(RIKKI, "tv", "youtube")).isEmpty();
    }

    @Test
    void anOpenViewingInARecordOfALaterVersionIsRefusedAndLeftUntouched() {
        records.store(RIKKI, "2026-03-17", OF_LATER_VERSION);
        String before = records.rowVersions();

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> repository.close(RIKKI, "tv", "youtube"));

        assertThat(records.rowVersions()).isEqualTo(before);
        assertThat(repository.close(RIKKI, "tv", "netflix")).isEmpty();
    }

    @Test
    void damageBesideTheViewingIsInTheWayOfNothing() {
        records.store(RIKKI, "2026-03-17", """
                {"devices":{"phone":7,"tablet":{"services":[]},"tv":{"services":{"netflix":"x","youtube":[
                  null, "x", {"unblock_started_at":"2026-03-17T09:00:00Z"}, {"unblock_ended_at":7}]}}}}""");

        assertThat(repository.close(RIKKI, "tv", "youtube"))
                .get()
                .extracting(Viewing::watched)
                .isEqualTo(Duration.ofHours(1));
        assertThat(records.document(RIKKI, "2026-03-17")).contains("\"phone\": 7", "\"netflix\": \"x\"", "null, \"x\"");
    }

    @Test
    void theLatestRecordThatHoldsAViewingOfTheServiceIsFound() {
        Viewing found = watch("youtube", "2026-03-12T10:00:00Z", "2026-03-12T11:00:00Z");
        records.store(RIKKI, "2026-03-15", "{\"devices\":{\"tv\":{\"services\":{\"youtube\":[]}}}}");
        records.store(RIKKI, "2026-03-17", OF_LATER_VERSION);

        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(found);
    }

    @Test
    void damageBesideTheServiceDoesNotHideTheLatestRecord() {
        records.store(RIKKI, "2026-03-17", """
                {"devices":{"phone":{"services":7},"tv":{"services":{"youtube":[null,
                  {"unblock_started_at":"2026-03-17T09:00:00Z"}]}}}}""");

        assertThat(repository.findLatest(RIKKI, "youtube")).hasSize(1);
    }

    @Test
    void anEndBeforeTheStartCountsNothing() {
        records.store(RIKKI, "2026-03-17", """
                {"devices":{"tv":{"services":{"youtube":[{"unblock_started_at":"2026-03-17T10:00:00Z",
                  "unblock_ended_at":"2026-03-17T09:00:00Z","actual_duration_seconds":-3600}]}}}}""");

        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, LocalDate.parse("2026-03-17")))
                        .total())
                .isZero();
        assertThat(repository.secondsToday(RIKKI)).isEmpty();
    }

    @Test
    void aRecordOfALaterVersionDoesNotKeepOthersFromBeingClosed() {
        records.store("Alice", "2026-03-17", OF_LATER_VERSION);
        repository.append(timed("youtube", 30));
        clock.advance(Duration.ofHours(1));

        assertThat(repository.closeOverdue()).extracting(Viewing::userId).containsExactly(RIKKI);
    }

    @Test
    void norFromBeingCutOff() {
        records.store("Alice", "2026-03-17", OF_LATER_VERSION);
        repository.append(unlimited("youtube"));

        assertThat(repository.closeAll("tv")).extracting(Viewing::userId).containsExactly(RIKKI);
        assertThat(records.document("Alice", "2026-03-17")).contains("\"version\": 2");
    }

    @Test
    void pruningKeepsWhatItDoesNotKnow() {
        records.store(RIKKI, "2026-01-01", """
                {"version":1,"note":123456789012345678901234567890,"devices":{"phone":7,"tv":{"color":"red","services":{"youtube":[
                  {"unblock_started_at":"2026-01-01T10:00:00Z","unblock_ended_at":"2026-01-01T11:00:00Z"},
                  {"unblock_started_at":"2026-01-01T10:00:00Z","unblock_ended_at":"x"}, "junk"]}}}}""");
        records.store("Alice", "2026-01-01", "{\"version\":2}");
        records.store("Bob", "2026-01-01", "[]");

        assertThat(repository.prune(at("2026-02-01T00:00:00Z"))).isEqualTo(1);

        assertThat(records.document(RIKKI, "2026-01-01"))
                .contains("123456789012345678901234567890", "\"phone\": 7", "\"color\": \"red\"", "\"junk\"", "\"x\"");
        assertThat(records.days("Alice")).hasSize(1);
        assertThat(records.days("Bob")).hasSize(1);
    }

    @Test
    void unknownKeysAndNumbersOfAnySizeSurviveEveryWrite() {
        records.store(RIKKI, "2026-03-17", """
                {"version":1,"inRoot":%1$s,"devices":{"phone":{"inDevice":%1$s},"tv":{"inDevice":[%1$s,%2$s],"services":{
                  "old":[{"unblock_started_at":"2026-03-17T01:00:00Z","unblock_ended_at":"2026-03-17T02:00:00Z"}],
                  "youtube":[{"unblock_started_at":"2026-03-17T09:00:00Z","inViewing":{"deep":%2$s}},%1$s]}}}}""".formatted(BIG, EXACT));

        repository.append(unlimited("youtube"));
        repository.appendAll(List.of(unlimited("netflix").startingAt(at("2026-03-17T09:30:00Z"))));
        repository.close(RIKKI, "tv", "youtube");
        repository.close(RIKKI, "tv", "youtube");
        repository.closeAll("tv");
        int pruned = repository.prune(at("2026-03-17T03:00:00Z"));

        assertThat(pruned).isEqualTo(1);
        assertThat(records.document(RIKKI, "2026-03-17"))
                .contains("\"inRoot\": " + BIG, "{\"inDevice\": " + BIG + "}", "[" + BIG + ", " + EXACT + "]")
                .contains("\"inViewing\": {\"deep\": " + EXACT + "}", "}, " + BIG + ", {")
                .doesNotContain("old", "\"unblock_ended_at\": null");
    }
}
