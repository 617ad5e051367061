package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnEveryVariant
class ReadTests extends RepositoryTests {

    ReadTests(Variant variant) {
        super(variant);
    }

    @Test
    void ofNobodyThereIsNothingAndNeverNull() {
        assertThat(repository.findOpen()).isEmpty();
        assertThat(repository.findLatest("nobody", "youtube")).isEmpty();
        assertThat(repository.findBetween("nobody", Instant.MIN, Instant.MAX)).isEmpty();
        assertThat(repository.secondsToday("nobody")).isEmpty();
        assertThat(repository.secondsToday("nobody", "tv")).isEmpty();
        assertThat(repository.deleteUser("nobody")).isFalse();
    }

    @Test
    void collectionsCannotBeModified() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:20:00Z");
        repository.append(unlimited("youtube"));

        for (List<Viewing> viewings : List.of(
                repository.findOpen(),
                repository.findLatest(RIKKI, "youtube"),
                repository.findBetween(RIKKI, Instant.EPOCH, clock.instant()),
                repository.appendAll(List.of(unlimited("netflix"))))) {
            assertThat(viewings).isNotEmpty();
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(viewings::clear);
        }
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(repository.secondsToday(RIKKI)::clear);
    }

    @Test
    void openViewingsAreThoseOfAllUsersOldestFirst() {
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "youtube").startingAt(at("2026-03-17T09:00:00Z")));
        repository.append(NewViewing.unlimited("Zoe", "tv", "TV", "youtube").startingAt(at("2026-03-01T09:00:00Z")));
        repository.append(NewViewing.unlimited("Bob", "tv", "TV", "youtube").startingAt(at("2026-03-17T09:00:00Z")));
        watch("youtube", "2026-03-17T09:30:00Z", "2026-03-17T09:40:00Z");

        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("Zoe", "Alice", "Bob");
    }

    @Test
    void theViewingsOfTheLatestDayWithTheServiceAreFound() {
        watch("youtube", "2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
        Viewing second = watch("youtube", "2026-03-12T10:00:00Z", "2026-03-12T11:00:00Z");
        Viewing first = repository
                .append(NewViewing.unlimited(RIKKI, "phone", "Phone", "youtube").startingAt(at("2026-03-12T09:00:00Z")))
                .orElseThrow();
        watch("netflix", "2026-03-14T10:00:00Z", "2026-03-14T11:00:00Z");

        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(first, second);
    }

    @Test
    void viewingsThatOverlapAnIntervalAreFoundOldestFirst() {
        watch("before", "2026-03-17T08:00:00Z", "2026-03-17T09:00:00Z");
        watch("into", "2026-03-17T08:30:00Z", "2026-03-17T09:30:00Z");
        watch("within", "2026-03-17T09:10:00Z", "2026-03-17T09:20:00Z");
        watch("outOf", "2026-03-17T09:40:00Z", "2026-03-17T10:30:00Z");
        watch("after", "2026-03-17T10:00:00Z", "2026-03-17T10:45:00Z");
        watch("around", "2026-03-16T22:00:00Z", "2026-03-17T11:00:00Z");
        watch("moment", "2026-03-17T09:00:00Z", "2026-03-17T09:00:00Z");
        watch("endMoment", "2026-03-17T10:00:00Z", "2026-03-17T10:00:00Z");

        assertThat(repository.findBetween(RIKKI, at("2026-03-17T09:00:00Z"), at("2026-03-17T10:00:00Z")))
                .extracting(Viewing::serviceId)
                .containsExactly("around", "into", "moment", "within", "outOf");
    }

    @Test
    void anOpenViewingReachesToNowOrToItsDueTime() {
        clock.set("2026-03-17T09:00:00Z");
        repository.append(timed("timed", 30));
        repository.append(unlimited("unlimited"));
        clock.set("2026-03-17T12:00:00Z");

        assertThat(repository.findBetween(RIKKI, at("2026-03-17T09:29:00Z"), at("2026-03-17T09:30:00Z")))
                .extracting(Viewing::serviceId)
                .containsExactly("timed", "unlimited");
        assertThat(repository.findBetween(RIKKI, at("2026-03-17T09:30:00Z"), at("2026-03-17T13:00:00Z")))
                .extracting(Viewing::serviceId)
                .containsExactly("unlimited");
        assertThat(repository.findBetween(RIKKI, at("2026-03-17T12:00:00Z"), at("2026-03-17T13:00:00Z")))
                .isEmpty();
    }

    @Test
    void aViewingOfManyDaysIsFoundOnEachOfThem() {
        watch("youtube", "2026-01-20T10:00:00Z", "2026-03-01T10:00:00Z");

        assertThat(repository.findBetween(RIKKI, at("2026-02-10T00:00:00Z"), at("2026-02-11T00:00:00Z")))
                .hasSize(1);
        assertThat(repository.findBetween(RIKKI, at("2026-03-01T09:59:59Z"), at("2026-03-02T00:00:00Z")))
                .hasSize(1);
        assertThat(repository.findBetween(RIKKI, at("2026-03-01T10:00:00Z"), at("2026-03-02T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void theWholeOfTimeIsAnInterval() {
        watch("youtube", "2026-01-20T10:00:00Z", "2026-03-01T10:00:00Z");

        assertThat(repository.findBetween(RIKKI, Instant.MIN, Instant.MAX)).hasSize(1);
    }

    @Test
    void anIntervalThatEndsBeforeItBeginsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.findBetween(RIKKI, at("2026-03-17T09:00:00Z"), at("2026-03-17T08:59:59Z")))
                .withMessage("from must not be after to: 2026-03-17T09:00:00Z > 2026-03-17T08:59:59Z");
    }

    @Test
    void secondsTodayAreThoseOfViewingsThatEndedToday() {
        watch("yesterday", "2026-03-16T10:00:00Z", "2026-03-16T23:59:59.999999Z");
        watch("overMidnight", "2026-03-16T23:00:00Z", "2026-03-17T00:00:00Z");
        watch("youtube", "2026-03-17T08:00:00Z", "2026-03-17T08:30:00Z");
        watch("youtube", "2026-03-17T09:00:00Z", "2026-03-17T09:00:30.999Z");
        watch("blink", "2026-03-17T09:00:00Z", "2026-03-17T09:00:00.999Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "open"));

        assertThat(repository.secondsToday(RIKKI))
                .containsExactly(Map.entry("overMidnight", 3600L), Map.entry("youtube", 1830L));
        assertThat(repository.secondsToday(RIKKI, "tv")).hasSize(2);
        assertThat(repository.secondsToday(RIKKI, "phone")).isEmpty();
    }

    @Test
    void aViewingOfManyDaysCountsWhereItEnds() {
        watch("youtube", "2026-01-20T10:00:00Z", "2026-03-17T10:00:00Z");

        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 56 * 86_400L));
    }

    @Test
    void aDeletedUserIsGoneAndTheOthersAreNot() {
        watch("youtube", "2026-03-10T10:00:00Z", "2026-03-10T11:00:00Z");
        repository.append(unlimited("youtube"));
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "youtube"));

        assertThat(repository.deleteUser(RIKKI)).isTrue();
        assertThat(repository.deleteUser(RIKKI)).isFalse();
        assertThat(repository.findBetween(RIKKI, Instant.EPOCH, clock.instant()))
                .isEmpty();
        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("Alice");
    }
}
