package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppendTests extends RepositoryTests {

    @Test
    void aViewingStartsAtTheClocksNowToTheMicrosecond() {
        clock.set("2026-03-17T10:00:00.123456789Z");

        Viewing viewing = repository.append(timed("youtube", 30)).orElseThrow();

        assertThat(viewing)
                .isEqualTo(new Viewing(
                        RIKKI,
                        "tv",
                        "Living Room",
                        "youtube",
                        at("2026-03-17T10:00:00.123456Z"),
                        Duration.ofMinutes(30),
                        null,
                        null));
        assertThat(viewing.isOpen()).isTrue();
        assertThat(viewing.dueAt()).contains(at("2026-03-17T10:30:00.123456Z"));
        assertThat(repository.findOpen()).containsExactly(viewing);
    }

    @Test
    void theViewingsOfADayShareOneRecordAndTheNextDayBeginsAnother() {
        clock.set("2026-03-17T00:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T23:59:59.999999Z");
        repository.append(unlimited("netflix"));
        clock.set("2026-03-18T00:00:00Z");
        repository.append(unlimited("youtube"));

        assertThat(records.days(RIKKI)).containsExactly("2026-03-17", "2026-03-18");
        assertThat(repository.findOpen()).hasSize(3);
    }

    @Test
    void aDayBeginsWhereZoneAndDayStartSay() {
        ViewRecordRepository berlin = records.repository(clock, "Europe/Berlin", "04:00");

        clock.set("2026-03-18T02:59:59Z");
        berlin.append(unlimited("youtube"));
        clock.set("2026-03-18T03:00:00Z");
        berlin.append(unlimited("youtube"));

        assertThat(records.days(RIKKI)).containsExactly("2026-03-17", "2026-03-18");
    }

    @Test
    void appendingAgainReturnsTheStoredViewingAndChangesNothing() {
        NewViewing viewing = timed("youtube", 30).startingAt(at("2026-03-17T09:59:00.000001Z"));
        Viewing stored = repository.append(viewing).orElseThrow();
        Viewing closed = repository.close(RIKKI, "tv", "youtube").orElseThrow();
        String before = records.rowVersions();

        Viewing again = repository.append(viewing).orElseThrow();
        Viewing renamed = repository
                .append(NewViewing.unlimited(RIKKI, "tv", "Kitchen", "youtube").startingAt(stored.startedAt()))
                .orElseThrow();

        assertThat(again).isEqualTo(closed);
        assertThat(renamed).isEqualTo(closed);
        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void appendingAgainAfterAChangeOfZoneFindsTheStoredViewing() {
        NewViewing viewing = unlimited("youtube").startingAt(at("2026-03-17T09:30:00Z"));
        Viewing stored = records.inZone("Pacific/Kiritimati").append(viewing).orElseThrow();

        assertThat(records.inZone("Etc/GMT+12").append(viewing)).contains(stored);
        assertThat(records.repository(clock, "Etc/GMT+12", "23:59").append(viewing))
                .contains(stored);
        assertThat(repository.findOpen()).hasSize(1);
    }

    @Test
    void aViewingMayStartInThePast() {
        Viewing viewing = repository
                .append(unlimited("youtube").startingAt(Instant.EPOCH))
                .orElseThrow();

        assertThat(viewing.startedAt()).isEqualTo(Instant.EPOCH);
        assertThat(records.days(RIKKI)).containsExactly("1970-01-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1969-12-31T23:59:59.999999Z", "2026-03-17T10:01:00.000001Z", "+1000000000-12-31T23:59:59Z"})
    void aStartOutOfRangeIsRefused(String start) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.append(unlimited("youtube").startingAt(at(start))))
                .withMessage("startedAt must lie between 1970 and one minute from now, was: " + start);
    }

    @Test
    void aStartWithinAMinuteFromNowIsAccepted() {
        assertThat(repository.append(unlimited("youtube").startingAt(at("2026-03-17T10:01:00Z"))))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59S", "PT1M30S", "PT-1M", "PT1M0.000000001S", "PT2562047788015215H"})
    void aRequestedDurationThatIsNotWholeMinutesIsRefused(Duration requested) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.timed(RIKKI, "tv", "TV", "youtube", requested))
                .withMessageStartingWith("requested must be whole minutes");
    }

    @Test
    void idsThatCannotBeStoredAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited(" ", "tv", "TV", "youtube"))
                .withMessageStartingWith("userId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited(RIKKI, "t\0v", "TV", "youtube"))
                .withMessageStartingWith("clientId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited(RIKKI, "tv", "TV\ud83d", "youtube"))
                .withMessageStartingWith("deviceName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited(RIKKI, "tv", "TV", "y".repeat(256)))
                .withMessageStartingWith("serviceId");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{tab},1",
                "a.b",
                "$.x",
                "'; drop table viewrecords; --",
                "\"",
                "\\",
                "🦊",
                "devices",
                "0",
                "a/b~c"
            })
    void idsOfAnyKindAreStoredLiterally(String id) {
        Viewing viewing =
                repository.append(NewViewing.unlimited(id, id, id, id)).orElseThrow();

        assertThat(repository.findOpen()).containsExactly(viewing);
        assertThat(repository.close(id, id, id)).isPresent();
        assertThat(repository.findLatest(id, id)).extracting(Viewing::clientId).containsExactly(id);
    }

    @Test
    void aDeviceWithoutNameKeepsTheNameOfAnEarlierDay() {
        repository.append(unlimited("youtube"));
        clock.set("2026-03-20T10:00:00Z");

        NewViewing nameless = new NewViewing(RIKKI, "tv", " ", "youtube", null, null);
        NewViewing unknown = new NewViewing(RIKKI, "phone", null, "youtube", null, null);

        assertThat(repository.append(nameless))
                .get()
                .extracting(Viewing::deviceName)
                .isEqualTo("Living Room");
        assertThat(repository.append(unknown))
                .get()
                .extracting(Viewing::deviceName)
                .isEqualTo("phone");
    }

    @Test
    void severalViewingsAreReturnedInTheOrderGiven() {
        List<NewViewing> viewings = IntStream.range(0, 50)
                .mapToObj(i -> NewViewing.unlimited("user" + i % 7, "tv", "TV", "service" + i % 3)
                        .startingAt(at("2026-03-17T09:00:00Z").minus(Duration.ofHours(5L * (49 - i)))))
                .toList();

        List<Viewing> stored = repository.appendAll(viewings);

        assertThat(stored)
                .extracting(Viewing::startedAt)
                .isEqualTo(viewings.stream().map(NewViewing::startedAt).toList());
        assertThat(stored)
                .extracting(Viewing::userId)
                .isEqualTo(viewings.stream().map(NewViewing::userId).toList());
        assertThat(repository.findOpen()).containsExactlyInAnyOrderElementsOf(stored);
        assertThat(repository.appendAll(viewings)).isEqualTo(stored);
        assertThat(repository.findOpen()).hasSize(50);
    }

    @Test
    void oneThatIsGivenTwiceIsStoredOnce() {
        NewViewing viewing = unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z"));

        List<Viewing> stored = repository.appendAll(List.of(viewing, viewing));

        assertThat(stored).hasSize(2);
        assertThat(stored.get(0)).isEqualTo(stored.get(1));
        assertThat(repository.findOpen()).hasSize(1);
    }

    @Test
    void noViewingsAreNothingToDo() {
        assertThat(repository.appendAll(List.of())).isEmpty();
    }

    @Test
    void ifOneOfSeveralCannotBeStoredNoneIs() {
        records.store("Alice", "2026-03-17", "{\"version\":2}");

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> repository.appendAll(
                        List.of(unlimited("youtube"), NewViewing.unlimited("Alice", "tv", "TV", "youtube"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.appendAll(
                        List.of(unlimited("youtube"), unlimited("netflix").startingAt(at("2027-01-01T00:00:00Z")))));

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
    void updatedAtNeverGoesBack() {
        clock.set("2026-03-17T10:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T09:00:00Z");
        repository.append(unlimited("netflix"));

        assertThat(records.jdbc
                        .sql("select updated_at = '2026-03-17T10:00:00Z' from gatekeeper.viewrecords")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }
}
