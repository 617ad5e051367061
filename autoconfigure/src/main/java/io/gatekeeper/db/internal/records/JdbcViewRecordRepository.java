package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingOrder;
import io.gatekeeper.db.internal.time.Interval;
import io.gatekeeper.db.internal.time.RecordedTimes;
import io.gatekeeper.db.internal.time.UsageCalculation;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the present once per call, and leaves the rest to the table and the documents. Arguments are checked before. */
public final class JdbcViewRecordRepository implements ViewRecordRepository {

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final ViewingDays days;
    private final RecentAppends recent = new RecentAppends();
    private final FastAppend fastAppend;

    public JdbcViewRecordRepository(GatekeeperDb db, ViewRecordTable table, ViewingDays days) {
        this.db = db;
        this.table = table;
        this.days = days;
        this.fastAppend = new FastAppend(table, days, recent);
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        Instant now = now();
        RecordedTimes.check(viewing, now);
        return fastAppend
                .append(viewing, now)
                .or(() -> appendAll(List.of(viewing), now).stream().findFirst());
    }

    @Override
    public List<Viewing> appendAll(List<NewViewing> viewings) {
        Instant now = now();
        viewings.forEach(viewing -> RecordedTimes.check(viewing, now));
        return viewings.isEmpty() ? List.of() : appendAll(viewings, now);
    }

    @Override
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        Closing closing = closing();
        return recent.take(userId, clientId, serviceId)
                .flatMap(closing::closeRemembered)
                .or(() -> closing.closeLatest(userId, clientId, serviceId));
    }

    @Override
    public Optional<Viewing> close(Viewing viewing) {
        return closing().close(viewing, RecordKeys.of(viewing.userId(), viewing.startedAt(), days));
    }

    @Override
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return closing().extendLatest(userId, clientId, serviceId, by);
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        return closing().closeOnDevice(clientId);
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        return closing().closeOnDevice(clientId, serviceId);
    }

    @Override
    public List<Viewing> closeOverdue() {
        return closing().closeOverdue(null);
    }

    @Override
    public List<Viewing> closeOverdue(Duration longest) {
        return closing().closeOverdue(longest);
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        Instant now = now();
        Optional<Excerpt> record =
                table.queries().findLatest(userId, serviceId, days.dayOf(now).plusDays(RecordKey.DAYS_APART));
        while (record.isPresent()) {
            List<Viewing> viewings = values(
                    record.get().viewings().stream(),
                    viewing -> !viewing.startedAt().isAfter(now.plus(NewViewing.CLOCK_TOLERANCE)));
            if (!viewings.isEmpty()) {
                return viewings;
            }
            record = table.queries()
                    .findLatest(userId, serviceId, record.get().key().day().minusDays(1));
        }
        return List.of();
    }

    @Override
    public List<Viewing> findOpen() {
        List<Viewing> open = new ArrayList<>();
        forEachOpen(open::add);
        open.sort(ViewingOrder.OLDEST_FIRST);
        return Collections.unmodifiableList(open);
    }

    @Override
    public void forEachOpen(Consumer<Viewing> action) {
        List<Excerpt> page = table.queries().findOpenAfter("");
        while (!page.isEmpty()) {
            Stream<StoredViewing> open =
                    page.stream().filter(Excerpt::supported).flatMap(record -> record.viewings().stream());
            values(open, Viewing::isOpen).forEach(action);
            page = page.size() < Sweep.BATCH
                    ? List.of()
                    : table.queries()
                            .findOpenAfter(page.get(page.size() - 1).key().userId());
        }
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        Instant now = now();
        Interval asked = new Interval(from, to);
        return values(
                table.queries().findOverlapping(userId, asked, days).stream().flatMap(ViewingDocument::viewings),
                viewing -> Interval.of(viewing, now).overlaps(asked));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId) {
        return secondsToday(userId, viewing -> true);
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return secondsToday(userId, viewing -> viewing.clientId().equals(clientId));
    }

    @Override
    public Usage usage(UsageQuery query) {
        Instant now = now();
        Interval asked =
                new Interval(days.startOf(query.from()), days.startOf(query.to().plusDays(1)));
        Stream<Viewing> viewings = table.queries().findOverlapping(query.userId(), asked, days).stream()
                .flatMap(ViewingDocument::viewings)
                .filter(viewing ->
                        query.clientId() == null || viewing.clientId().equals(query.clientId()))
                .flatMap(viewing -> viewing.toViewing().stream())
                .filter(viewing -> query.includeOpen() || !viewing.isOpen());
        return UsageCalculation.of(viewings, query.from(), query.to(), days, now);
    }

    @Override
    public List<String> findUsers(@Nullable String after, int atMost) {
        return table.queries().findUsers(after == null ? "" : after, atMost);
    }

    @Override
    public SortedMap<String, String> findDevices(String userId) {
        return table.queries().findDevices(userId);
    }

    @Override
    public int prune(Instant endedBefore) {
        return new Pruning(db, table, days, endedBefore, now()).prune();
    }

    @Override
    public boolean deleteUser(String userId) {
        return table.deleteUser(userId);
    }

    private List<Viewing> appendAll(List<NewViewing> viewings, Instant now) {
        return db.transactions().execute(status -> new LockedAppend(table, days, now).append(viewings));
    }

    private Closing closing() {
        return new Closing(db, table, now());
    }

    private SortedMap<String, Long> secondsToday(String userId, Predicate<StoredViewing> counted) {
        Interval today = Interval.of(days.dayOf(now()), days);
        SortedMap<String, Long> seconds = table.queries().findEnded(userId, today, days).stream()
                .flatMap(ViewingDocument::viewings)
                .filter(counted)
                .filter(viewing -> viewing.end().filter(today::contains).isPresent())
                .filter(viewing -> viewing.seconds().orElse(0) > 0)
                .collect(Collectors.groupingBy(
                        StoredViewing::serviceId,
                        TreeMap::new,
                        Collectors.summingLong(viewing -> viewing.seconds().orElse(0))));
        return Collections.unmodifiableSortedMap(seconds);
    }

    private static List<Viewing> values(Stream<StoredViewing> viewings, Predicate<Viewing> wanted) {
        return viewings.flatMap(viewing -> viewing.toViewing().stream())
                .filter(wanted)
                .sorted(ViewingOrder.OLDEST_FIRST)
                .toList();
    }

    private Instant now() {
        return db.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
