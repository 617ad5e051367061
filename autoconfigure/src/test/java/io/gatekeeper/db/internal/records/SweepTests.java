package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@OnEveryVariant
class SweepTests extends RepositoryTests {

    SweepTests(Variant variant) {
        super(variant);
    }

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
    }

    @Test
    void pruningBeforeOrAfterAllTimeIsPossible() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        repository.append(unlimited("open"));

        assertThat(repository.prune(Instant.MIN)).isZero();
        assertThat(repository.prune(Instant.MAX)).isEqualTo(1);
        assertThat(repository.findOpen()).hasSize(1);
    }
}
