package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SweepTests extends RepositoryTests {

    private static final String OF_LATER_VERSION = """
            {"version":2,"devices":{"tv":{"services":{"youtube":[
              {"unblock_started_at":"2026-03-17T08:00:00Z","requested_duration_minutes":1}]}}}}""";

    @Test
    void overdueViewingsEndWhenTheyWereDue() {
        repository.append(timed("youtube", 30));
        repository.append(timed("netflix", 60));
        repository.append(unlimited("roblox"));
        clock.set("2026-03-19T10:30:00Z");

        List<Viewing> closed = repository.closeOverdue();

        assertThat(closed).extracting(Viewing::serviceId).containsExactly("netflix", "youtube");
        assertThat(closed)
                .extracting(Viewing::endedAt)
                .containsExactly(at("2026-03-17T11:00:00Z"), at("2026-03-17T10:30:00Z"));
        assertThat(closed).extracting(Viewing::watched).containsExactly(Duration.ofHours(1), Duration.ofMinutes(30));
        assertThat(repository.findOpen()).extracting(Viewing::serviceId).containsExactly("roblox");
        assertThat(repository.closeOverdue()).isEmpty();
    }

    @Test
    void aViewingIsOverdueFromItsDueTimeOn() {
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T10:29:59.999999Z");
        assertThat(repository.closeOverdue()).isEmpty();

        clock.set("2026-03-17T10:30:00Z");
        assertThat(repository.closeOverdue()).hasSize(1);
    }

    @Test
    void whereNothingIsOverdueNothingIsWritten() {
        repository.append(timed("youtube", 30));
        String before = records.rowVersions();

        repository.closeOverdue();
        repository.closeAll("phone");
        repository.closeAll("tv", "netflix");
        repository.prune(at("2026-03-17T00:00:00Z"));

        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void aRecordOfALaterVersionDoesNotKeepOthersFromBeingClosed() {
        records.store("Alice", "2026-03-17", OF_LATER_VERSION);
        repository.append(timed("youtube", 30));
        clock.advance(Duration.ofHours(1));

        assertThat(repository.closeOverdue()).extracting(Viewing::userId).containsExactly(RIKKI);
    }

    @Test
    void twoInstancesCloseEachOverdueViewingOnce() {
        repository.appendAll(IntStream.range(0, 200)
                .mapToObj(i -> NewViewing.timed("user" + i, "tv", "TV", "youtube", Duration.ofMinutes(5)))
                .toList());
        clock.advance(Duration.ofHours(1));

        List<CompletableFuture<List<Viewing>>> instances = Stream.generate(() -> records.inZone("UTC"))
                .limit(4)
                .map(instance -> CompletableFuture.supplyAsync(instance::closeOverdue))
                .toList();

        assertThat(instances.stream().flatMap(closed -> closed.join().stream()))
                .hasSize(200)
                .doesNotHaveDuplicates();
    }

    @Test
    void cuttingADeviceOffEndsWhatAnyoneWatchesOnIt() {
        repository.append(unlimited("youtube").startingAt(at("2026-03-10T10:00:00Z")));
        repository.append(unlimited("netflix"));
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "youtube"));
        repository.append(NewViewing.unlimited("Alice", "phone", "Phone", "youtube"));
        clock.advance(Duration.ofMinutes(10));

        List<Viewing> closed = repository.closeAll("tv");

        assertThat(closed).hasSize(3).allMatch(viewing -> clock.instant().equals(viewing.endedAt()));
        assertThat(closed).extracting(Viewing::userId).containsExactly(RIKKI, "Alice", RIKKI);
        assertThat(repository.findOpen()).extracting(Viewing::clientId).containsExactly("phone");
        assertThat(repository.closeAll("tv")).isEmpty();
    }

    @Test
    void blockingAServiceEndsItWhoeverOpenedIt() {
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "youtube"));
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "netflix"));
        repository.append(unlimited("youtube"));
        repository.append(unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z")));

        assertThat(repository.closeAll("tv", "youtube")).hasSize(3);
        assertThat(repository.findOpen()).extracting(Viewing::serviceId).containsExactly("netflix");
    }

    @Test
    void cuttingOffAllOrNothing() {
        records.store("Alice", "2026-03-17", OF_LATER_VERSION);
        repository.append(unlimited("youtube"));
        String before = records.rowVersions();

        assertThatExceptionOfType(UnsupportedRecordException.class).isThrownBy(() -> repository.closeAll("tv"));

        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void pruningRemovesWhatEndedBeforeAndKeepsTheRest() {
        watch("old", "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z");
        watch("old", "2026-01-01T12:00:00Z", "2026-01-01T13:00:00Z");
        watch("overTheBound", "2026-01-31T23:00:00Z", "2026-02-01T01:00:00Z");
        watch("atTheBound", "2026-01-31T22:00:00Z", "2026-02-01T00:00:00Z");
        watch("young", "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z");
        repository.append(unlimited("open").startingAt(at("2026-01-01T09:00:00Z")));

        assertThat(repository.prune(at("2026-02-01T00:00:00Z"))).isEqualTo(2);
        assertThat(repository.prune(at("2026-02-01T00:00:00Z"))).isZero();

        assertThat(repository.findBetween(RIKKI, Instant.EPOCH, clock.instant()))
                .extracting(Viewing::serviceId)
                .containsExactly("open", "atTheBound", "overTheBound", "young");
        assertThat(records.days(RIKKI)).containsExactly("2026-01-01", "2026-01-31", "2026-03-01");
    }

    @Test
    void pruningDropsEmptyBranchesAndEmptyRecords() {
        watch("old", "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z");
        watch("old", "2026-01-02T10:00:00Z", "2026-01-02T11:00:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "open").startingAt(at("2026-01-02T09:00:00Z")));

        repository.prune(at("2026-02-01T00:00:00Z"));

        assertThat(records.days(RIKKI)).containsExactly("2026-01-02");
        assertThat(records.document(RIKKI, "2026-01-02")).contains("phone").doesNotContain("tv", "old");
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
    void pruningWorksThroughMoreRecordsThanABatchHolds() {
        repository.appendAll(IntStream.range(0, 1_203)
                .mapToObj(i -> NewViewing.timed("user" + i % 10, "tv", "TV", "youtube", Duration.ofMinutes(5))
                        .startingAt(at("2025-01-01T10:00:00Z").minus(Duration.ofDays(i / 10))))
                .toList());
        assertThat(repository.closeOverdue()).hasSize(1_203);

        assertThat(repository.prune(at("2026-01-01T00:00:00Z"))).isEqualTo(1_203);
        assertThat(IntStream.range(0, 10).mapToObj(i -> records.days("user" + i)))
                .allMatch(List::isEmpty);
    }

    @Test
    void pruningBeforeOrAfterAllTimeIsPossible() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        repository.append(unlimited("open"));

        assertThat(repository.prune(Instant.MIN)).isZero();
        assertThat(repository.prune(Instant.MAX)).isEqualTo(1);
        assertThat(repository.findOpen()).hasSize(1);
    }

    @Test
    void idsThatCannotBeStoredAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> repository.closeAll(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.closeAll("tv", "\0"));
    }
}
