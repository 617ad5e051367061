package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The situations in {@code docs/time.md}, row by row. */
@OnEveryVariant
class SituationTests extends RepositoryTests {

    private static final LocalDate FIRST = LocalDate.parse("2026-03-16");
    private static final LocalDate SECOND = FIRST.plusDays(1);

    SituationTests(Variant variant) {
        super(variant);
    }

    @Test
    @DisplayName("Over midnight")
    void overMidnight() {
        watch("youtube", "2026-03-16T23:30:00Z", "2026-03-17T00:30:00Z");

        assertThat(youtube(FIRST).watched()).isEqualTo(Duration.ofMinutes(30));
        assertThat(youtube(SECOND).watched()).isEqualTo(Duration.ofMinutes(30));
        assertThat(youtube(FIRST).viewings()).isEqualTo(1);
        assertThat(youtube(SECOND).viewings()).isZero();
    }

    @Test
    @DisplayName("Until midnight")
    void untilMidnight() {
        watch("youtube", "2026-03-16T23:30:00Z", "2026-03-17T00:00:00Z");

        assertThat(youtube(FIRST).watched()).isEqualTo(Duration.ofMinutes(30));
        assertThat(day(repository, SECOND).services()).isEmpty();
    }

    @Test
    @DisplayName("The clocks go forward")
    void theClocksGoForward() {
        ViewRecordRepository berlin = emptyRepository("Europe/Berlin", "00:00");

        watch(berlin, "youtube", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z");

        assertThat(day(berlin, LocalDate.parse("2026-03-29")).screenTime()).isEqualTo(Duration.ofHours(5));
    }

    @Test
    @DisplayName("The clocks go back")
    void theClocksGoBack() {
        ViewRecordRepository berlin = emptyRepository("Europe/Berlin", "00:00");

        watch(berlin, "youtube", "2026-10-24T22:00:00Z", "2026-10-25T05:00:00Z");

        assertThat(day(berlin, LocalDate.parse("2026-10-25")).screenTime()).isEqualTo(Duration.ofHours(7));
    }

    @Test
    @DisplayName("Midnight does not exist")
    void midnightDoesNotExist() {
        ViewRecordRepository saoPaulo = emptyRepository("America/Sao_Paulo", "00:00");

        watch(saoPaulo, "youtube", "2018-11-03T03:00:00Z", "2018-11-06T02:00:00Z");

        assertThat(saoPaulo.usage(
                                UsageQuery.between(RIKKI, LocalDate.parse("2018-11-03"), LocalDate.parse("2018-11-05")))
                        .days())
                .extracting(DayUsage::screenTime)
                .containsExactly(Duration.ofHours(24), Duration.ofHours(23), Duration.ofHours(24));
    }

    @Test
    @DisplayName("The day starts at four")
    void theDayStartsAtFour() {
        ViewRecordRepository fromFour = emptyRepository("UTC", "04:00");

        watch(fromFour, "youtube", "2026-03-17T01:00:00Z", "2026-03-17T02:00:00Z");

        assertThat(day(fromFour, FIRST).screenTime()).isEqualTo(Duration.ofHours(1));
        assertThat(day(fromFour, SECOND).screenTime()).isZero();
    }

    @Test
    @DisplayName("Parallel services")
    void parallelServices() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        watch("minecraft", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        assertThat(day(repository, SECOND).screenTime()).isEqualTo(Duration.ofHours(1));
        assertThat(day(repository, SECOND).services().values())
                .extracting(ServiceUsage::watched)
                .containsExactly(Duration.ofHours(1), Duration.ofHours(1));
        assertThat(day(repository, SECOND).total()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    @DisplayName("Double start")
    void doubleStart() {
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T10:05:00Z");
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T10:35:00Z");
        repository.closeAll("tv", "youtube");

        assertThat(youtube(SECOND).watched()).isEqualTo(Duration.ofMinutes(35));
        assertThat(youtube(SECOND).viewings()).isEqualTo(2);
    }

    @Test
    @DisplayName("Still running")
    void stillRunning() {
        repository.append(timed("youtube", 60));

        clock.set("2026-03-17T10:50:00Z");
        assertThat(youtube(SECOND).watched()).isEqualTo(Duration.ofMinutes(50));
        clock.set("2026-03-17T11:30:00Z");
        assertThat(youtube(SECOND).watched()).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    @DisplayName("Restart")
    void restart() {
        repository.append(timed("youtube", 30));
        clock.set("2026-03-18T09:00:00Z");

        assertThat(day(repository, SECOND).screenTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(repository.closeOverdue()).hasSize(1);
        assertThat(day(repository, SECOND).screenTime()).isEqualTo(Duration.ofMinutes(30));
        assertThat(day(repository, SECOND.plusDays(1)).screenTime()).isZero();
    }

    @Test
    @DisplayName("Late block")
    void lateBlock() {
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T12:00:00Z");
        repository.close(RIKKI, "tv", "youtube");

        assertThat(youtube(SECOND).watched()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    @DisplayName("Clock set back")
    void clockSetBack() {
        Viewing closed = watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T09:00:00Z");

        assertThat(closed.endedAt()).isEqualTo(closed.startedAt());
        assertThat(youtube(SECOND).watched()).isZero();
        assertThat(repository.secondsToday(RIKKI)).isEmpty();
    }

    @Test
    @DisplayName("Blocked by someone else")
    void blockedBySomeoneElse() {
        repository.append(NewViewing.unlimited("Alice", "tv", "TV", "youtube"));
        clock.set("2026-03-17T11:00:00Z");

        assertThat(repository.close("Bob", "tv", "youtube")).isEmpty();
        assertThat(repository.closeAll("tv", "youtube"))
                .extracting(Viewing::userId)
                .containsExactly("Alice");
        assertThat(repository.usage(UsageQuery.of("Alice", SECOND)).total()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    @DisplayName("Forgotten for weeks")
    void forgottenForWeeks() {
        UsageQuery between = UsageQuery.between(RIKKI, LocalDate.parse("2026-03-02"), LocalDate.parse("2026-04-09"));
        clock.set("2026-03-01T10:00:00Z");
        repository.append(unlimited("youtube"));

        clock.set("2026-04-10T10:00:00Z");
        assertThat(repository.usage(between).days())
                .extracting(DayUsage::screenTime)
                .containsOnly(Duration.ofHours(24));
        repository.close(RIKKI, "tv", "youtube");
        assertThat(repository.usage(between).days())
                .extracting(DayUsage::screenTime)
                .containsOnly(Duration.ofHours(24));
    }

    @Test
    void everyRowOfTheTableIsATest() throws IOException {
        List<String> rows = Pattern.compile("(?m)^\\| (?!Situation)([^|]+?) \\|")
                .matcher(Files.readString(Path.of("../docs/time.md")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(rows)
                .hasSizeGreaterThanOrEqualTo(12)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(SituationTests.class.getDeclaredMethods())
                        .map((Method test) -> test.getAnnotation(DisplayName.class))
                        .filter(Objects::nonNull)
                        .map(DisplayName::value)
                        .toList());
    }

    private ServiceUsage youtube(LocalDate date) {
        return Objects.requireNonNull(day(repository, date).services().get("youtube"));
    }

    private static DayUsage day(ViewRecordRepository repository, LocalDate date) {
        return repository.usage(UsageQuery.of(RIKKI, date)).days().get(0);
    }
}
