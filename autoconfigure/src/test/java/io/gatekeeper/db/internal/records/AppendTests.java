package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnEveryVariant
class AppendTests extends RepositoryTests {

    AppendTests(Variant variant) {
        super(variant);
    }

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
    void appendingAgainReturnsTheStoredViewingAndChangesNothing() {
        NewViewing viewing = timed("youtube", 30).startingAt(at("2026-03-17T09:59:00.000001Z"));
        Viewing stored = repository.append(viewing).orElseThrow();
        Viewing closed = repository.close(RIKKI, "tv", "youtube").orElseThrow();

        Viewing again = repository.append(viewing).orElseThrow();
        Viewing renamed = repository
                .append(NewViewing.unlimited(RIKKI, "tv", "Kitchen", "youtube").startingAt(stored.startedAt()))
                .orElseThrow();

        assertThat(again).isEqualTo(closed);
        assertThat(renamed).isEqualTo(closed);
        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(closed);
    }

    @Test
    void aViewingMayStartInThePast() {
        Viewing viewing = repository
                .append(unlimited("youtube").startingAt(Instant.EPOCH))
                .orElseThrow();

        assertThat(viewing.startedAt()).isEqualTo(Instant.EPOCH);
        assertThat(repository.findOpen()).containsExactly(viewing);
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
    @ValueSource(
            strings = {
                "{tab},1",
                "a.b",
                "$.x",
                "*",
                "\"",
                "\\",
                "a\"b\\\"c",
                "'; drop table viewrecords; --",
                "' or true",
                "devices",
                "0",
                "a/b~c",
                "\n\t\u0007",
                "a\u2028b",
                "日本",
                "🦊"
            })
    void idsAndNamesOfAnyKindAreStoredLiterally(String text) {
        Viewing first = repository
                .append(NewViewing.unlimited(text, text + "!", text, text + "?"))
                .orElseThrow();
        Viewing second = repository
                .append(NewViewing.unlimited(text, text + "!", text, text + "?").startingAt(at("2026-03-17T09:00:00Z")))
                .orElseThrow();

        assertThat(repository.findOpen()).containsExactly(second, first);
        assertThat(repository.close(text, text + "!", text + "?")).isPresent();
        assertThat(repository.findLatest(text, text + "?"))
                .extracting(Viewing::deviceName)
                .containsExactly(text, text);
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
    void aNewNameHoldsForAllOfTheDevicesDay() {
        repository.append(unlimited("netflix").startingAt(at("2026-03-16T10:00:00Z")));
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T11:00:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "tv", "Kitchen", "youtube"));

        assertThat(repository.findOpen())
                .extracting(Viewing::deviceName)
                .containsExactly("Living Room", "Kitchen", "Kitchen");
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
    void ifTheStartOfOneOfSeveralIsOutOfRangeNoneIsStored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.appendAll(
                        List.of(unlimited("youtube"), unlimited("netflix").startingAt(at("2027-01-01T00:00:00Z")))));

        assertThat(repository.findOpen()).isEmpty();
    }

    @Test
    void noViewingsAreNothingToDo() {
        assertThat(repository.appendAll(List.of())).isEmpty();
    }
}
