package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@OnEveryVariant
class CorrectionsTests extends RepositoryTests {

    private final ViewingCorrections corrections;

    CorrectionsTests(Variant variant) {
        super(variant);
        corrections = variant.corrections(repository, clock);
    }

    @Test
    void anEndIsCorrectedAndTheSecondsFollow() {
        Viewing viewing = watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T12:00:00Z");

        Viewing corrected =
                corrections.end(viewing, at("2026-03-17T10:25:30.5Z")).orElseThrow();

        assertThat(corrected.endedAt()).isEqualTo(at("2026-03-17T10:25:30.5Z"));
        assertThat(corrected.watched()).isEqualTo(Duration.ofSeconds(1530));
        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(corrected);
        assertThat(repository.secondsToday(RIKKI)).containsEntry("youtube", 1530L);
    }

    @Test
    void anEndThatMovesToTheNextDayCountsOnBoth() {
        Viewing viewing = watch("youtube", "2026-03-17T22:00:00Z", "2026-03-17T23:00:00Z");
        clock.set("2026-03-19T10:00:00Z");

        corrections.end(viewing, at("2026-03-18T01:30:00Z"));

        assertThat(screenTime("2026-03-17")).isEqualTo(Duration.ofHours(2));
        assertThat(screenTime("2026-03-18")).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void anOpenViewingIsEndedWhereItShouldHaveBeen() {
        Viewing open = repository.append(unlimited("youtube")).orElseThrow();
        clock.set("2026-03-17T20:00:00Z");

        corrections.end(open, at("2026-03-17T10:45:00Z"));

        assertThat(repository.findOpen()).isEmpty();
        assertThat(repository.secondsToday(RIKKI)).containsEntry("youtube", 2700L);
    }

    @Test
    void anEndBeforeTheStartOrAheadOfTheClockIsRefused() {
        Viewing viewing = watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> corrections.end(viewing, at("2026-03-17T09:59:59Z")))
                .withMessageContaining("2026-03-17T09:59:59Z");
        assertThatIllegalArgumentException().isThrownBy(() -> corrections.end(viewing, at("2026-03-17T11:00:01Z")));
        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(viewing);
    }

    @Test
    void whatIsNotStoredIsNeitherEndedNorDeleted() {
        Viewing viewing = watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        repository.deleteUser(RIKKI);

        assertThat(corrections.end(viewing, at("2026-03-17T10:30:00Z"))).isEmpty();
        assertThat(corrections.delete(viewing)).isFalse();
    }

    @Test
    void aViewingIsDeletedAndItsSiblingsStay() {
        Viewing wrong = watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        Viewing right = watch("youtube", "2026-03-17T12:00:00Z", "2026-03-17T12:30:00Z");

        assertThat(corrections.delete(wrong)).isTrue();
        assertThat(corrections.delete(wrong)).isFalse();

        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(right);
    }

    @Test
    void deletingTheOnlyViewingLeavesNoRecord() {
        Viewing viewing = watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        corrections.delete(viewing);

        assertThat(repository.findUsers(null, 10)).isEmpty();
    }

    @Test
    void aServiceMayHaveTheNameOfAField() {
        Viewing own = watch("device_name", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        repository.append(NewViewing.unlimited("Erika", "tv", "TV", "device_name"));

        assertThat(corrections.moveUser("Erika", RIKKI)).isEqualTo(1);

        assertThat(repository.findLatest(RIKKI, "device_name")).hasSize(2).contains(own);
    }

    @Test
    void anIdThatCannotBeStoredIsRefused() {
        Viewing viewing = new Viewing("a\0b", "tv", "TV", "youtube", at("2026-03-17T10:00:00Z"), null, null, null);

        assertThatIllegalArgumentException().isThrownBy(() -> corrections.delete(viewing));
        assertThatIllegalArgumentException().isThrownBy(() -> corrections.end(viewing, viewing.startedAt()));
        assertThatIllegalArgumentException().isThrownBy(() -> repository.close(viewing));
    }

    @Test
    void aUserIsRenamed() {
        watch("youtube", "2026-03-16T10:00:00Z", "2026-03-16T11:00:00Z");
        watch("netflix", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        assertThat(corrections.moveUser(RIKKI, "Erika")).isEqualTo(2);
        assertThat(corrections.moveUser(RIKKI, "Erika")).isZero();

        assertThat(repository.findUsers(null, 10)).containsExactly("Erika");
        assertThat(repository.secondsToday("Erika")).containsExactlyEntriesOf(Map.of("netflix", 3600L));
        assertThat(repository.findLatest("Erika", "youtube")).hasSize(1);
    }

    @Test
    void userMerged() {
        clock.set("2026-03-17T10:00:00Z");
        for (String user : List.of("mia", "Mia")) {
            repository.append(NewViewing.unlimited(user, "tv", "TV", "youtube").startingAt(at("2026-03-17T09:00:00Z")));
        }
        repository.append(NewViewing.unlimited("mia", "phone", "Phone", "games"));
        repository.append(NewViewing.unlimited("Mia", "tv", "TV", "films"));
        clock.set("2026-03-17T10:30:00Z");
        repository.close("mia", "tv", "youtube");

        int moved = corrections.moveUser("mia", "Mia");

        assertThat(moved).isEqualTo(1);
        assertThat(repository.findUsers(null, 10)).containsExactly("Mia");
        assertThat(repository.findLatest("Mia", "youtube"))
                .singleElement()
                .satisfies(viewing -> assertThat(viewing.watched()).isEqualTo(Duration.ofMinutes(90)));
        assertThat(repository.findOpen()).extracting(Viewing::serviceId).containsExactlyInAnyOrder("games", "films");
        assertThat(repository.findDevices("Mia"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("phone", "Phone", "tv", "TV"));
    }

    @Test
    void deviceMoved() {
        repository.append(NewViewing.unlimited(RIKKI, "192.168.1.20", "Tablet", "youtube")
                .startingAt(at("2026-03-16T09:00:00Z")));
        Viewing open = repository
                .append(NewViewing.unlimited(RIKKI, "192.168.1.20", "Tablet", "films"))
                .orElseThrow();

        assertThat(corrections.moveDevice(RIKKI, "192.168.1.20", "192.168.1.77"))
                .isEqualTo(2);
        assertThat(corrections.moveDevice(RIKKI, "192.168.1.20", "192.168.1.77"))
                .isZero();

        clock.set("2026-03-17T11:00:00Z");
        assertThat(repository.closeAll("192.168.1.77", "films"))
                .singleElement()
                .satisfies(closed -> assertThat(closed.startedAt()).isEqualTo(open.startedAt()));
        assertThat(repository.findDevices(RIKKI)).containsExactlyEntriesOf(Map.of("192.168.1.77", "Tablet"));
    }

    @Test
    void twoEntriesOfOneDeviceBecomeOne() {
        repository.append(
                NewViewing.unlimited(RIKKI, "old", "Tablet", "youtube").startingAt(at("2026-03-17T09:00:00Z")));
        repository.append(
                NewViewing.unlimited(RIKKI, "new", "Kitchen", "youtube").startingAt(at("2026-03-17T09:00:00Z")));
        repository.append(NewViewing.unlimited(RIKKI, "old", "Tablet", "films"));
        clock.set("2026-03-17T10:30:00Z");
        repository.close(RIKKI, "old", "youtube");

        corrections.moveDevice(RIKKI, "old", "new");

        assertThat(repository.findLatest(RIKKI, "youtube")).singleElement().satisfies(viewing -> {
            assertThat(viewing.clientId()).isEqualTo("new");
            assertThat(viewing.isOpen()).isFalse();
        });
        assertThat(repository.findLatest(RIKKI, "films"))
                .extracting(Viewing::clientId)
                .containsExactly("new");
        assertThat(repository.findDevices(RIKKI)).containsExactlyEntriesOf(Map.of("new", "Kitchen"));
    }

    @Test
    void movingToTheSameIdIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> corrections.moveUser(RIKKI, RIKKI));
        assertThatIllegalArgumentException().isThrownBy(() -> corrections.moveDevice(RIKKI, "tv", "tv"));
    }

    private Duration screenTime(String day) {
        return repository.usage(UsageQuery.of(RIKKI, LocalDate.parse(day))).screenTime();
    }
}
