package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.benchmarks.contest.Contender;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** Who competes with whom. The first of each list is what the others are measured against. */
public final class Contenders {

    private static final int SUPPLY = 5_120;
    private static final int READ_USERS = 16;
    private static final LocalDate TODAY = LocalDate.ofInstant(ClientClock.START, ZoneOffset.UTC);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final ViewRecordRepository repository;
    private final WholeDocuments wholeDocuments;
    private final ClientClock clock;
    private final Histories histories;
    private final Floor floor;
    private final Batches batches;

    public Contenders(Application application) {
        this.repository = application.repository();
        this.wholeDocuments = application.wholeDocuments();
        this.clock = application.clock();
        this.histories = new Histories(application.jdbc());
        this.floor = new Floor(application.dataSource());
        this.batches = new Batches(application.dataSource(), repository, clock);
    }

    /** Appends, for users with more and more behind them. */
    public List<Contender> appends() {
        histories.clear();
        LongTimeUsers users = new LongTimeUsers("append", histories);
        histories.settle();
        return List.of(
                floor.insert(),
                appendToAGrowingDay("append, 10 earlier viewings", 10),
                appendToAGrowingDay("append, 1,000 earlier viewings", 1_000),
                Measured.of("append, 100,000 earlier viewings", client -> {
                    int number = users.next(client);
                    append(users.of(client), dayOf(number / Histories.A_DAY), number % Histories.A_DAY);
                }),
                new Supply(
                        "append with a start of the caller's, 10 earlier viewings",
                        SUPPLY / Histories.A_DAY,
                        Histories.A_DAY,
                        all -> histories.before(all, 10),
                        this::appendWithAStart),
                new Supply(
                        "append, 200 viewings already today",
                        SUPPLY / 8,
                        8,
                        all -> histories.today(all, 200, 0),
                        (user, time) -> append(user, eveningOf(TODAY), time)),
                wholeDocument("the whole document, 10 earlier viewings", 10, SUPPLY / Histories.A_DAY),
                wholeDocument("the whole document, 1,000 earlier viewings", 1_000, SUPPLY / Histories.A_DAY));
    }

    /** The way of the Python service, for a user of many years. */
    public List<Contender> wholeDocuments() {
        return List.of(floor.insert(), wholeDocument("the whole document, 100,000 earlier viewings", 100_000, 2));
    }

    public List<Contender> closes() {
        histories.clear();
        return List.of(
                floor.insert(),
                close("close, 1 viewing today", 1),
                close("close, 20 viewings today", Histories.A_DAY),
                closeOfOurOwn("close of what it appended itself, 20 viewings today", Histories.A_DAY),
                closeOfOurOwn("close of what it appended itself, 200 viewings today", 200),
                close("close, 200 viewings today", 200));
    }

    /** Reads, and a close that only reads. */
    public List<Contender> reads() {
        histories.clear();
        List<String> few = users("few");
        List<String> many = users("many");
        List<String> one = users("one");
        List<String> lots = users("lots");
        histories.before(few, 10);
        many.forEach(user -> histories.before(List.of(user), 100_000));
        histories.before(one, 1_000);
        histories.before(lots, 1_000);
        histories.today(few, Histories.A_DAY, 0);
        histories.today(many, Histories.A_DAY, 0);
        histories.today(one, 1, 0);
        histories.today(lots, 200, 0);
        histories.today(users("open"), Histories.A_DAY, 1);
        histories.settle();
        return List.of(
                floor.select(),
                reading(
                        "close, nothing open",
                        many,
                        user -> repository.close(user, "tv", "youtube").isEmpty()),
                reading("secondsToday, 10 earlier viewings", few, this::readSeconds),
                reading("secondsToday, 100,000 earlier viewings", many, this::readSeconds),
                reading("secondsToday, 1 viewing today", one, this::readSeconds),
                reading("secondsToday, 200 viewings today", lots, this::readSeconds),
                reading("usage of today, 10 earlier viewings", few, user -> readUsage(user, 1)),
                reading("usage of today, 100,000 earlier viewings", many, user -> readUsage(user, 1)),
                reading("usage of today, 1 viewing today", one, user -> readUsage(user, 1)),
                reading("usage of today, 200 viewings today", lots, user -> readUsage(user, 1)),
                reading("usage of 30 days, 600 viewings", many, user -> readUsage(user, 30)),
                reading("usage of a year, 7,300 viewings", many, user -> readUsage(user, 365)),
                reading(
                        "findOpen, " + READ_USERS + " open",
                        many,
                        user -> repository.findOpen().size() == READ_USERS));
    }

    public List<Contender> batches() {
        histories.clear();
        return batches.all();
    }

    /** What takes how many round trips, each to be run once. */
    public List<Contender> singles() {
        histories.clear();
        Contender append = appendToAGrowingDay("append", 10);
        Contender appendWithAStart = new Supply(
                "append with a start of the caller's",
                Histories.A_DAY,
                Histories.A_DAY,
                all -> histories.before(all, 10),
                this::appendWithAStart);
        Contender nothing = Measured.of("close, nothing open", client -> repository.close("nobody", "tv", "films"));
        return List.of(
                floor.insert(),
                wholeDocument("the whole document", 10, 20),
                append,
                appendWithAStart,
                close("close", Histories.A_DAY),
                nothing,
                Measured.of("secondsToday", client -> repository.secondsToday("nobody")),
                Measured.of("usage", client -> repository.usage(UsageQuery.of("nobody", TODAY))),
                Measured.of("findOpen", client -> repository.findOpen()),
                batches.ours("appendAll of 1,000", 50));
    }

    private Contender appendToAGrowingDay(String name, int earlier) {
        return new Supply(
                name,
                SUPPLY / Histories.A_DAY,
                Histories.A_DAY,
                all -> histories.before(all, earlier),
                (user, time) -> append(user, ClientClock.START, time));
    }

    private void append(String user, Instant day, int time) {
        clock.set(day.plusSeconds(60L * time));
        repository.append(viewing(user, time));
    }

    private void appendWithAStart(String user, int time) {
        clock.set(ClientClock.START.plusSeconds(60L * time));
        repository.append(viewing(user, time).startingAt(clock.instant()));
    }

    private static NewViewing viewing(String user, int time) {
        Histories.Service service = Histories.SERVICES.get(time % Histories.SERVICES.size());
        return NewViewing.timed(user, service.device(), "The " + service.device(), service.service(), HALF_AN_HOUR);
    }

    private Contender wholeDocument(String name, int earlier, int users) {
        return new Supply(name, users, Histories.A_DAY, all -> histories.wholeDocument(all, earlier), (user, time) -> {
            Histories.Service service = Histories.SERVICES.get(time % Histories.SERVICES.size());
            wholeDocuments.append(
                    user,
                    service.device(),
                    service.service(),
                    ClientClock.START.plusSeconds(60L * time).toString());
        });
    }

    private Contender close(String name, int today) {
        return new Supply(name, SUPPLY, 1, all -> histories.today(all, today, 1), (user, time) -> {
            clock.set(eveningOf(TODAY));
            if (repository.close(user, "tv", "youtube").isEmpty()) {
                throw new IllegalStateException("nothing was open");
            }
        });
    }

    /** Of no more users than an instance remembers. */
    private Contender closeOfOurOwn(String name, int today) {
        return new Supply(
                name,
                SUPPLY / 2,
                1,
                all -> {
                    histories.today(all, today - 1, 0);
                    all.forEach(user -> append(user, eveningOf(TODAY).minusSeconds(600), 0));
                },
                this::closeOurOwn);
    }

    private void closeOurOwn(String user, int time) {
        Histories.Service service = Histories.SERVICES.get(time % Histories.SERVICES.size());
        clock.set(eveningOf(TODAY));
        if (repository.close(user, service.device(), service.service()).isEmpty()) {
            throw new IllegalStateException("nothing was open");
        }
    }

    private boolean readSeconds(String user) {
        return !repository.secondsToday(user).isEmpty();
    }

    private boolean readUsage(String user, int days) {
        Duration total = repository
                .usage(UsageQuery.between(user, TODAY.minusDays(days - 1L), TODAY))
                .total();
        return !total.isZero();
    }

    private Contender reading(String name, List<String> users, Read read) {
        return Measured.of(name, client -> {
            clock.set(eveningOf(TODAY));
            if (!read.of(users.get(client % users.size()))) {
                throw new IllegalStateException(name + ": not what was expected");
            }
        });
    }

    private static List<String> users(String name) {
        return IntStream.range(0, READ_USERS).mapToObj(number -> name + number).toList();
    }

    private static Instant dayOf(int number) {
        return ClientClock.START.plus(Duration.ofDays(number));
    }

    private static Instant eveningOf(LocalDate day) {
        return day.atTime(23, 30).toInstant(ZoneOffset.UTC);
    }

    /** A read that tells whether it found what it should. */
    @FunctionalInterface
    private interface Read {

        boolean of(String user);
    }
}
