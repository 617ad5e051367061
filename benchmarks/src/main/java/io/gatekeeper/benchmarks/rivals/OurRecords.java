package io.gatekeeper.benchmarks.rivals;

import io.gatekeeper.benchmarks.contenders.ClientClock;
import io.gatekeeper.benchmarks.contenders.Histories.Service;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedMap;

/** The gatekeeper, whom the others are measured against. */
final class OurRecords implements Rival {

    static final Duration REQUESTED = Duration.ofMinutes(30);

    private final ViewRecordRepository repository;
    private final ClientClock clock;

    OurRecords(ViewRecordRepository repository, ClientClock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "the gatekeeper";
    }

    @Override
    public String table() {
        return "gatekeeper.viewrecords";
    }

    @Override
    public void copy(Collection<String> users) {}

    @Override
    public void append(String user, Service service, Instant start) {
        clock.set(start);
        repository.append(
                NewViewing.timed(user, service.device(), "The " + service.device(), service.service(), REQUESTED));
    }

    @Override
    public boolean close(String user, Service service, Instant end) {
        clock.set(end);
        return repository.close(user, service.device(), service.service()).isPresent();
    }

    @Override
    public SortedMap<String, Long> secondsOf(String user, LocalDate day) {
        clock.set(Watched.eveningOf(day));
        return repository.secondsToday(user);
    }

    @Override
    public long usage(String user, LocalDate from, LocalDate to) {
        clock.set(Watched.eveningOf(to));
        return repository.usage(UsageQuery.between(user, from, to)).total().toSeconds();
    }

    @Override
    public int open() {
        return repository.findOpen().size();
    }
}
