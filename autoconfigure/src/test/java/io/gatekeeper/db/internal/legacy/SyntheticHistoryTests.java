package io.gatekeeper.db.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.internal.legacy.SyntheticHistory.Entry;
import io.gatekeeper.db.internal.records.TableTests;
import io.gatekeeper.db.internal.records.Variant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An import of many users' histories with every oddity, and the sums afterwards beside those of what was written down. The
 * system properties {@code gatekeeper.test.import.users} and {@code gatekeeper.test.import.viewings} set the size.
 */
class SyntheticHistoryTests extends TableTests {

    private static final Logger log = LoggerFactory.getLogger(SyntheticHistoryTests.class);

    private static final int USERS = Integer.getInteger("gatekeeper.test.import.users", 30);
    private static final int VIEWINGS = Integer.getInteger("gatekeeper.test.import.viewings", 20_000);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Two weeks after the clocks went forward. */
    private static final Instant NOW = Instant.parse("2026-04-12T18:00:00Z");

    private final LegacyImport legacyImport =
            records.store(clock, BERLIN.getId(), "00:00").legacyImport();
    private final ViewRecordRepository household = records.inZone(BERLIN.getId());
    private final PythonTable source = PythonTable.empty(records.jdbc);

    SyntheticHistoryTests() {
        super(Variant.FAST_PATH);
    }

    @Test
    void aLongHistoryWithEveryOddityAddsUpToWhatWasWrittenDownAndAgainOnceAllHasEnded() {
        clock.set(NOW);
        Map<String, SyntheticHistory> histories = write();

        ImportReport first = timed("first", () -> legacyImport.run(PythonTable.NAME));

        assertThat(first.users()).isEqualTo(USERS);
        assertThat(first.imported())
                .isEqualTo(sum(histories, history -> history.entries().size()));
        assertThat(first.alreadyPresent()).isEqualTo(sum(histories, SyntheticHistory::copies));
        assertThat(first.skipped()).isEqualTo(skipped(histories.values()));
        assertThat(first.failedUsers()).isEmpty();
        histories.forEach(this::compare);

        String deleted = histories.keySet().iterator().next();
        repository.deleteUser(deleted);
        histories.remove(deleted);
        long open = sum(histories, SyntheticHistory::openViewings);
        histories.forEach((user, history) -> {
            history.endAll();
            source.replace(user, history.documents());
        });
        ImportReport second = timed("second", () -> legacyImport.run(PythonTable.NAME));

        assertThat(second.imported()).isZero();
        assertThat(second.ended()).isEqualTo(open).isPositive();
        assertThat(second.deletedUsers()).containsExactly(deleted);
        assertThat(repository.findOpen()).isEmpty();
        histories.forEach(this::compare);

        String before = records.rowVersions();
        assertThat(timed("third", () -> legacyImport.run(PythonTable.NAME)).ended())
                .isZero();
        assertThat(records.rowVersions()).isEqualTo(before);
    }

    private static long sum(Map<String, SyntheticHistory> histories, ToLongFunction<SyntheticHistory> count) {
        return histories.values().stream().mapToLong(count).sum();
    }

    private Map<String, SyntheticHistory> write() {
        Random random = new Random(12);
        Map<String, SyntheticHistory> histories = new TreeMap<>();
        for (int n = 0; n < USERS; n++) {
            String user =
                    List.of("user ", "Zoë 😀 ", "x".repeat(250), "\"quoted\\\n").get(n % 4) + n;
            SyntheticHistory history = new SyntheticHistory(VIEWINGS / USERS, NOW, random);
            history.documents().forEach(document -> source.add(user, document));
            histories.put(user, history);
        }
        return histories;
    }

    private void compare(String user, SyntheticHistory history) {
        LocalDate last = LocalDate.ofInstant(NOW, BERLIN).plusDays(2);
        LocalDate first = last.minusDays(2 * VIEWINGS / USERS / 12 + 30);

        List<DayUsage> days =
                household.usage(UsageQuery.between(user, first, last)).days();

        SortedMap<String, Duration> watched = new TreeMap<>();
        SortedMap<String, Duration> screenTime = new TreeMap<>();
        for (DayUsage day : days) {
            day.services().forEach((service, usage) -> put(watched, day.date() + " " + service, usage.watched()));
            put(screenTime, day.date().toString(), day.screenTime());
        }
        assertThat(watched).isEqualTo(watched(history));
        assertThat(screenTime).isEqualTo(perDay(history.entries(), ""));
    }

    /** The sum over devices, by day and service. */
    private static SortedMap<String, Duration> watched(SyntheticHistory history) {
        SortedMap<String, Duration> sums = new TreeMap<>();
        history.entries().stream()
                .collect(Collectors.groupingBy(entry -> List.of(entry.device(), entry.service())))
                .forEach((key, entries) -> perDay(entries, " " + key.get(1))
                        .forEach((cell, time) -> sums.merge(cell, time, Duration::plus)));
        return sums;
    }

    /** How long any of them ran, by day: walks along them by start, and counts what goes beyond all before. */
    private static SortedMap<String, Duration> perDay(Collection<Entry> entries, String suffix) {
        SortedMap<String, Duration> sums = new TreeMap<>();
        Instant covered = Instant.EPOCH;
        for (Entry entry :
                entries.stream().sorted(Comparator.comparing(Entry::start)).toList()) {
            Instant end = entry.end() == null || entry.end().isAfter(NOW) ? NOW : entry.end();
            Instant from = entry.start().isAfter(covered) ? entry.start() : covered;
            while (from.isBefore(end)) {
                LocalDate day = LocalDate.ofInstant(from, BERLIN);
                Instant midnight = day.plusDays(1).atStartOfDay(BERLIN).toInstant();
                Instant to = midnight.isBefore(end) ? midnight : end;
                sums.merge(day + suffix, Duration.between(from, to), Duration::plus);
                from = to;
            }
            covered = end.isAfter(covered) ? end : covered;
        }
        return sums;
    }

    private static void put(SortedMap<String, Duration> sums, String cell, Duration time) {
        if (!time.isZero()) {
            sums.put(cell, time);
        }
    }

    private static SortedMap<String, Long> skipped(Collection<SyntheticHistory> histories) {
        SortedMap<String, Long> skipped = new TreeMap<>();
        histories.forEach(
                history -> history.skipped().forEach((reason, count) -> skipped.merge(reason, count, Long::sum)));
        return skipped;
    }

    private static ImportReport timed(String which, Supplier<ImportReport> run) {
        long start = System.nanoTime();
        ImportReport report = run.get();
        log.info("The {} import took {} ms: {}", which, (System.nanoTime() - start) / 1_000_000, report);
        return report;
    }
}
