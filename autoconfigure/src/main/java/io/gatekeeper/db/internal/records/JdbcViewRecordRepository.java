package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingOrder;
import io.gatekeeper.db.internal.time.Interval;
import io.gatekeeper.db.internal.time.UsageCalculation;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the present once per call, and leaves the rest to the table and the documents. Arguments are checked before. */
public final class JdbcViewRecordRepository implements ViewRecordRepository {

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final ViewingDays days;
    private final FastAppend quickAppend;

    public JdbcViewRecordRepository(GatekeeperDb db, ViewRecordTable table, ViewingDays days) {
        this.db = db;
        this.table = table;
        this.days = days;
        this.quickAppend = new FastAppend(table, days);
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        Instant now = now();
        return quickAppend
                .append(viewing, now)
                .or(() -> appendAll(List.of(viewing), now).stream().findFirst());
    }

    @Override
    public List<Viewing> appendAll(List<NewViewing> viewings) {
        return viewings.isEmpty() ? List.of() : appendAll(viewings, now());
    }

    @Override
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return new Closing(db, table, now()).closeLatest(userId, clientId, serviceId);
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        return closeAll(clientId, viewing -> true);
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        return closeAll(clientId, viewing -> viewing.serviceId().equals(serviceId));
    }

    @Override
    public List<Viewing> closeOverdue() {
        Instant now = now();
        return new Closing(db, table, now)
                .closeEach(
                        table.findOpen(),
                        record -> record.viewings().filter(viewing -> viewing.isOverdue(now)),
                        viewing -> viewing.dueAt().orElse(now));
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        return values(
                table.findLatest(userId, serviceId).stream().toList(),
                viewing -> viewing.serviceId().equals(serviceId));
    }

    @Override
    public List<Viewing> findOpen() {
        return values(table.findOpen(), Viewing::isOpen);
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        Instant now = now();
        Interval span = new Interval(from, to);
        return values(
                table.findOverlapping(userId, span, days),
                viewing -> Interval.of(viewing, now).overlaps(span));
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
        Interval span =
                new Interval(days.startOf(query.from()), days.startOf(query.to().plusDays(1)));
        Stream<Viewing> viewings = table.findOverlapping(query.userId(), span, days).stream()
                .flatMap(ViewingDocument::viewings)
                .filter(viewing ->
                        query.clientId() == null || viewing.clientId().equals(query.clientId()))
                .flatMap(viewing -> viewing.toViewing().stream())
                .filter(viewing -> query.includeOpen() || !viewing.isOpen());
        return UsageCalculation.of(viewings, query.from(), query.to(), days, now);
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

    private List<Viewing> closeAll(String clientId, Predicate<StoredViewing> wanted) {
        Instant now = now();
        return new Closing(db, table, now)
                .closeEach(
                        table.findOpenOnDevice(clientId),
                        record -> record.viewingsOfAnyVersion()
                                .filter(StoredViewing::isOpen)
                                .filter(viewing -> viewing.clientId().equals(clientId))
                                .filter(wanted),
                        viewing -> now);
    }

    private SortedMap<String, Long> secondsToday(String userId, Predicate<StoredViewing> counted) {
        Interval today = Interval.of(days.dayOf(now()), days);
        SortedMap<String, Long> seconds = table.findEnded(userId, today, days).stream()
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

    private static List<Viewing> values(List<ViewingDocument> records, Predicate<Viewing> wanted) {
        return records.stream()
                .flatMap(ViewingDocument::viewings)
                .flatMap(viewing -> viewing.toViewing().stream())
                .filter(wanted)
                .sorted(ViewingOrder.OLDEST_FIRST)
                .toList();
    }

    private Instant now() {
        return db.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }
}
