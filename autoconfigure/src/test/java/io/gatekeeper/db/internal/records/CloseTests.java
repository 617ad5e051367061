package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@OnEveryVariant
class CloseTests extends RepositoryTests {

    CloseTests(Variant variant) {
        super(variant);
    }

    @Test
    void theViewingEndsAtTheClocksNow() {
        Viewing open = repository.append(timed("youtube", 30)).orElseThrow();
        clock.set("2026-03-17T10:20:00.9Z");

        Viewing closed = repository.close(RIKKI, "tv", "youtube").orElseThrow();

        assertThat(closed)
                .isEqualTo(new Viewing(
                        RIKKI,
                        "tv",
                        "Living Room",
                        "youtube",
                        open.startedAt(),
                        Duration.ofMinutes(30),
                        at("2026-03-17T10:20:00.9Z"),
                        Duration.ofMinutes(20)));
        assertThat(closed.isOpen()).isFalse();
        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(closed);
        assertThat(repository.findOpen()).isEmpty();
    }

    @Test
    void whereNothingIsOpenNothingIsClosed() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:20:00Z");
        Viewing open = repository.append(unlimited("netflix")).orElseThrow();

        assertThat(repository.close(RIKKI, "tv", "youtube")).isEmpty();
        assertThat(repository.close(RIKKI, "phone", "netflix")).isEmpty();
        assertThat(repository.close("nobody", "tv", "netflix")).isEmpty();

        assertThat(repository.findOpen()).containsExactly(open);
    }

    @Test
    void anotherUsersViewingStaysOpen() {
        repository.append(unlimited("youtube"));
        Viewing alices = repository
                .append(NewViewing.unlimited("Alice", "tv", "Living Room", "youtube"))
                .orElseThrow();

        repository.close(RIKKI, "tv", "youtube");

        assertThat(repository.findOpen()).containsExactly(alices);
    }

    @Test
    void ofSeveralOpenOnesTheLatestStartedIsClosedInWhicheverRecordItStands() {
        repository.append(unlimited("youtube").startingAt(at("2026-03-10T10:00:00Z")));
        repository.append(unlimited("youtube").startingAt(at("2026-03-16T10:00:00Z")));
        repository.append(unlimited("youtube").startingAt(at("2026-03-16T09:00:00Z")));

        assertThat(repository.close(RIKKI, "tv", "youtube"))
                .get()
                .extracting(Viewing::startedAt)
                .isEqualTo(at("2026-03-16T10:00:00Z"));
        assertThat(repository.close(RIKKI, "tv", "youtube"))
                .get()
                .extracting(Viewing::startedAt)
                .isEqualTo(at("2026-03-16T09:00:00Z"));
        assertThat(repository.close(RIKKI, "tv", "youtube"))
                .get()
                .extracting(Viewing::watched)
                .isEqualTo(Duration.ofDays(7));
        assertThat(repository.close(RIKKI, "tv", "youtube")).isEmpty();
    }
}
