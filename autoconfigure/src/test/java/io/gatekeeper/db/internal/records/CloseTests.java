package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CloseTests extends RepositoryTests {

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
    void whereNothingIsOpenNothingIsWritten() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:20:00Z");
        repository.append(unlimited("netflix"));
        String before = records.rowVersions();

        assertThat(repository.close(RIKKI, "tv", "youtube")).isEmpty();
        assertThat(repository.close(RIKKI, "phone", "netflix")).isEmpty();
        assertThat(repository.close("nobody", "tv", "netflix")).isEmpty();

        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void anotherUsersViewingIsNotTouched() {
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

    @Test
    void withAClockThatWasSetBackTheViewingEndsWhereItStarted() {
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T08:00:00Z");

        Viewing closed = repository.close(RIKKI, "tv", "youtube").orElseThrow();

        assertThat(closed.endedAt()).isEqualTo(closed.startedAt());
        assertThat(closed.watched()).isZero();
        assertThat(repository.secondsToday(RIKKI)).isEmpty();
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
        records.store(RIKKI, "2026-03-17", """
                {"version":2,"devices":{"tv":{"services":{"youtube":[{"unblock_started_at":"2026-03-17T09:00:00Z"}]}}}}""");
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
    void idsThatCannotBeStoredAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> repository.close("", "tv", "youtube"));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.close(RIKKI, " ", "youtube"));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.close(RIKKI, "tv", "\0"));
    }
}
