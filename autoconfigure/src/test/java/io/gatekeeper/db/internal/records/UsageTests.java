package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@OnEveryVariant
class UsageTests extends RepositoryTests {

    private static final LocalDate MONDAY = LocalDate.parse("2026-03-16");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-17");

    UsageTests(Variant variant) {
        super(variant);
    }

    @Test
    void twoDevicesAtOnceCountEachButOnceAsScreenTime() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        clock.set("2026-03-17T10:30:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "youtube"));
        clock.set("2026-03-17T11:30:00Z");
        repository.close(RIKKI, "phone", "youtube");

        DayUsage day = repository.usage(UsageQuery.of(RIKKI, TUESDAY)).days().get(0);

        assertThat(day.screenTime()).isEqualTo(Duration.ofMinutes(90));
        assertThat(day.services().get("youtube"))
                .isEqualTo(new ServiceUsage(
                        Duration.ofHours(2),
                        Duration.ofMinutes(90),
                        2,
                        new TreeMap<>(Map.of("tv", Duration.ofHours(1), "phone", Duration.ofHours(1)))));
    }

    @Test
    void oneDeviceAloneCanBeAskedFor() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "netflix"));
        clock.advance(Duration.ofMinutes(5));

        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, TUESDAY).onDevice("phone"))
                        .byService())
                .containsExactly(Map.entry("netflix", Duration.ofMinutes(5)));
        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, TUESDAY).onDevice("tablet"))
                        .total())
                .isZero();
    }

    @Test
    void closedViewingsAloneCanBeAskedFor() {
        watch("youtube", "2026-03-17T08:00:00Z", "2026-03-17T08:20:00Z");
        repository.append(unlimited("netflix"));
        clock.advance(Duration.ofMinutes(5));

        assertThat(repository.usage(UsageQuery.of(RIKKI, TUESDAY).closedOnly()).byService())
                .containsExactly(Map.entry("youtube", Duration.ofMinutes(20)));
    }

    @Test
    void everyDayIsThereEvenWithoutUsage() {
        Usage usage = repository.usage(UsageQuery.between("nobody", MONDAY, MONDAY.plusDays(6)));

        assertThat(usage.days())
                .extracting(DayUsage::date)
                .containsExactlyElementsOf(MONDAY.datesUntil(MONDAY.plusDays(7)).toList());
        assertThat(usage.days())
                .allMatch(day -> day.screenTime().isZero() && day.services().isEmpty());
        assertThat(usage.total()).isZero();
        assertThat(usage.byService()).isEmpty();
        assertThat(usage.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(usage.asOf()).isEqualTo(clock.instant());
    }

    @Test
    void whatIsLeftOfALimitIsNeverNegative() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        DayUsage day = repository.usage(UsageQuery.of(RIKKI, TUESDAY)).days().get(0);

        assertThat(day.remaining(Duration.ofMinutes(90))).isEqualTo(Duration.ofMinutes(30));
        assertThat(day.remaining(Duration.ofMinutes(60))).isZero();
        assertThat(day.remaining(Duration.ofMinutes(30))).isZero();
    }

    @Test
    void asManyDaysAsAQueryMayHaveAreReported() {
        assertThat(repository
                        .usage(UsageQuery.between(RIKKI, MONDAY, MONDAY.plusDays(3_659)))
                        .days())
                .hasSize(3_660);
    }

    @Test
    void aStartAheadOfTheClockCountsNothingYet() {
        repository.append(unlimited("youtube").startingAt(at("2026-03-17T10:01:00Z")));

        assertThat(youtube(TUESDAY).watched()).isZero();
        assertThat(repository.close(RIKKI, "tv", "youtube"))
                .get()
                .satisfies(closed -> assertThat(closed.watched()).isZero());
        assertThat(youtube(TUESDAY).watched()).isZero();
    }

    @Test
    void whatIsReportedCannotBeModified() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        Usage usage = repository.usage(UsageQuery.of(RIKKI, TUESDAY));

        DayUsage day = usage.days().get(0);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(usage.days()::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(usage.byService()::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(day.services()::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(youtube(day).byDevice()::clear);
    }

    private ServiceUsage youtube(LocalDate day) {
        return youtube(repository.usage(UsageQuery.of(RIKKI, day)).days().get(0));
    }

    private static ServiceUsage youtube(DayUsage day) {
        return Objects.requireNonNull(day.services().get("youtube"));
    }
}
