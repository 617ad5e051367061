package io.gatekeeper.db.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Properties of the time arithmetic, for random viewings around the days that regions make short, long or nothing. The
 * seed is the test's name, so a failure can be repeated.
 */
class UsageCalculationTests {

    private static final List<Place> PLACES = List.of(
            new Place("UTC", "00:00", "2026-03-17"),
            new Place("Europe/Berlin", "00:00", "2026-03-29"),
            new Place("Europe/Berlin", "02:30", "2026-10-25"),
            new Place("Australia/Lord_Howe", "00:00", "2026-04-05"),
            new Place("America/Sao_Paulo", "00:00", "2018-11-04"),
            new Place("Africa/Cairo", "04:00", "2026-04-24"),
            new Place("Pacific/Apia", "00:00", "2011-12-30"));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theFiguresAreThoseOfCountingMinuteByMinute(long seed) {
        Scenario scenario = Scenario.of(seed);

        for (DayUsage day : scenario.usage().days()) {
            assertThat(day.screenTime()).isEqualTo(scenario.minutes(day.date(), viewing -> true));
            day.services()
                    .forEach((service, usage) -> usage.byDevice()
                            .forEach((device, watched) -> assertThat(watched)
                                    .isEqualTo(scenario.minutes(
                                            day.date(),
                                            viewing -> viewing.serviceId().equals(service)
                                                    && viewing.clientId().equals(device)))));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theDaysTogetherAreTheWhole(long seed) {
        Scenario scenario = Scenario.of(seed);

        for (String service : List.of("youtube", "netflix")) {
            Duration whole = Stream.of("tv", "phone")
                    .map(device -> Interval.union(
                            scenario.intervals(viewing -> viewing.serviceId().equals(service)
                                    && viewing.clientId().equals(device))))
                    .reduce(Duration.ZERO, Duration::plus);

            assertThat(scenario.usage().byService().getOrDefault(service, Duration.ZERO))
                    .isEqualTo(whole);
        }
        assertThat(scenario.usage().days().stream().map(DayUsage::screenTime).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Interval.union(scenario.intervals(viewing -> true)));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noDayExceedsItsOwnLengthAndNoFigureIsNegative(long seed) {
        Scenario scenario = Scenario.of(seed);

        for (DayUsage day : scenario.usage().days()) {
            assertThat(day.screenTime()).isBetween(Duration.ZERO, scenario.length(day.date()));
            assertThat(day.total()).isGreaterThanOrEqualTo(day.screenTime());
            assertThat(day.services().values().stream().map(ServiceUsage::byDevice))
                    .allSatisfy(devices -> assertThat(devices.values())
                            .allMatch(watched ->
                                    !watched.isNegative() && watched.compareTo(scenario.length(day.date())) <= 0));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyViewingIsCountedOnce(long seed) {
        Scenario scenario = Scenario.of(seed);

        assertThat(scenario.usage().days().stream()
                        .flatMap(day -> day.services().values().stream())
                        .mapToInt(ServiceUsage::viewings)
                        .sum())
                .isEqualTo(scenario.viewings().size());
    }

    private record Place(String zone, String dayStart, String oddDay) {}

    private record Scenario(List<Viewing> viewings, ViewingDays days, LocalDate from, LocalDate to, Instant now) {

        static Scenario of(long seed) {
            Random random = new Random(seed);
            Place place = PLACES.get(random.nextInt(PLACES.size()));
            LocalDate oddDay = LocalDate.parse(place.oddDay());
            ViewingDays days =
                    new ViewingDays(ZoneId.of(place.zone()), LocalTime.parse(place.dayStart()), Clock.systemUTC());
            Instant first = days.startOf(oddDay.minusDays(3));
            Instant now = days.startOf(oddDay.plusDays(3));
            List<Viewing> viewings = IntStream.range(0, random.nextInt(12))
                    .mapToObj(i -> viewing(random, first, now))
                    .toList();
            return new Scenario(viewings, days, oddDay.minusDays(4), oddDay.plusDays(4), now);
        }

        private static Viewing viewing(Random random, Instant first, Instant now) {
            long span = Duration.between(first, now).toMinutes();
            Instant start = first.plus(Duration.ofMinutes(random.nextLong(span)));
            Duration length = Duration.ofMinutes(random.nextLong(random.nextBoolean() ? 120 : 3_000));
            boolean open = random.nextInt(4) == 0;
            @Nullable Instant end = open ? null : start.plus(length).isAfter(now) ? now : start.plus(length);
            @Nullable Duration requested = random.nextBoolean() ? Duration.ofMinutes(1 + random.nextInt(90)) : null;
            return new Viewing(
                    "Rikki",
                    random.nextBoolean() ? "tv" : "phone",
                    "device",
                    random.nextBoolean() ? "youtube" : "netflix",
                    start,
                    requested,
                    end,
                    null);
        }

        Usage usage() {
            return UsageCalculation.of(viewings.stream(), from, to, days, now);
        }

        Duration length(LocalDate date) {
            return Duration.between(days.startOf(date), days.startOf(date.plusDays(1)));
        }

        List<Interval> intervals(Predicate<Viewing> wanted) {
            return viewings.stream()
                    .filter(wanted)
                    .map(viewing -> Interval.of(viewing, now))
                    .toList();
        }

        /** The slow and obvious way: looks at each minute of the day, and whether it was watched. */
        Duration minutes(LocalDate date, Predicate<Viewing> wanted) {
            List<Viewing> candidates = viewings.stream().filter(wanted).toList();
            long minutes = Stream.iterate(
                            days.startOf(date),
                            minute -> minute.isBefore(days.startOf(date.plusDays(1))),
                            minute -> minute.plusSeconds(60))
                    .filter(minute -> candidates.stream().anyMatch(viewing -> isWatched(viewing, minute)))
                    .count();
            return Duration.ofMinutes(minutes);
        }

        private boolean isWatched(Viewing viewing, Instant minute) {
            boolean started = !minute.isBefore(viewing.startedAt());
            if (viewing.endedAt() != null) {
                return started && minute.isBefore(viewing.endedAt());
            }
            return started
                    && minute.isBefore(now)
                    && viewing.dueAt().filter(due -> !minute.isBefore(due)).isEmpty();
        }
    }
}
