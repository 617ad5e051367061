package io.gatekeeper.benchmarks.rivals;

import io.gatekeeper.benchmarks.contenders.Application;
import io.gatekeeper.benchmarks.contenders.ClientClock;
import io.gatekeeper.benchmarks.contenders.Histories;
import io.gatekeeper.benchmarks.contenders.Histories.Service;
import io.gatekeeper.benchmarks.contenders.Measured;
import io.gatekeeper.benchmarks.contenders.Supply;
import io.gatekeeper.benchmarks.contest.Contender;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same work done by all of them; the gatekeeper comes first, so that the others are measured against it. */
public final class Rivals implements AutoCloseable {

    private static final int SUPPLY = 1_280;
    private static final int USERS = 16;
    private static final int A_YEAR = 365;
    private static final Service OPEN_ONE = Histories.SERVICES.get(0);
    private static final LocalDate TODAY = LocalDate.ofInstant(ClientClock.START, ZoneOffset.UTC);
    private static final List<String> READERS =
            IntStream.range(0, USERS).mapToObj(number -> "reader" + number).toList();

    private final Histories histories;
    private final JdbcTemplate jdbc;
    private final DocumentsByHibernate hibernate;
    private final List<Rival> all;

    public Rivals(Application application) {
        this.histories = new Histories(application.jdbc());
        this.jdbc = new JdbcTemplate(application.dataSource());
        this.hibernate = new DocumentsByHibernate(application.dataSource());
        this.all = List.of(
                new OurRecords(application.repository(), application.clock()),
                new RowsByJdbc(jdbc),
                new RowsBySpringData(application.dataSource()),
                hibernate);
    }

    /** Gives everybody the same history, and asks everybody the same, before anything is measured. */
    public void prepare() {
        histories.clear();
        histories.before(READERS, A_YEAR * Histories.A_DAY);
        histories.today(READERS, Histories.A_DAY, 1);
        List<String> users = jdbc.queryForList("select distinct user_id from gatekeeper.viewrecords", String.class);
        all.forEach(rival -> rival.copy(users));
        all.forEach(rival -> jdbc.execute("vacuum analyze " + rival.table()));
        for (String user : READERS) {
            requireTheSame(rival -> rival.secondsOf(user, TODAY));
            requireTheSame(rival -> rival.usage(user, TODAY.minusDays(A_YEAR - 1L), TODAY));
        }
        requireTheSame(Rival::open);
    }

    private void requireTheSame(Function<Rival, Object> question) {
        Object ours = question.apply(all.get(0));
        for (Rival rival : all) {
            Object answer = question.apply(rival);
            if (!answer.equals(ours)) {
                throw new IllegalStateException(rival.name() + " answers " + answer + ", and not " + ours);
            }
        }
    }

    /** {@return the contests, by what they are about} */
    public Map<String, List<Contender>> contests() {
        Map<String, List<Contender>> contests = new LinkedHashMap<>();
        // First, because those that append leave what they have appended open.
        contests.put(
                "what is open, " + USERS + " viewings",
                each(rival -> reading(rival, (asked, user) -> asked.open() == USERS)));
        contests.put("append", each(this::append));
        contests.put("close, 20 viewings today", each(this::close));
        contests.put(
                "seconds of today",
                each(rival -> reading(
                        rival, (asked, user) -> !asked.secondsOf(user, TODAY).isEmpty())));
        contests.put(
                "usage of today", each(rival -> reading(rival, (asked, user) -> asked.usage(user, TODAY, TODAY) > 0)));
        contests.put(
                "usage of 30 days",
                each(rival -> reading(rival, (asked, user) -> asked.usage(user, TODAY.minusDays(29), TODAY) > 0)));
        return contests;
    }

    /** {@return the bytes of each one's table and of its indexes, by its name} */
    public Map<String, List<Long>> disk() {
        Map<String, List<Long>> disk = new LinkedHashMap<>();
        all.forEach(rival -> disk.put(
                rival.name(), List.of(size("pg_table_size", rival.table()), size("pg_indexes_size", rival.table()))));
        return disk;
    }

    private Long size(String function, String table) {
        Long size = jdbc.queryForObject("select " + function + "(?::regclass)", Long.class, table);
        return size == null ? 0L : size;
    }

    private List<Contender> each(Function<Rival, Contender> contender) {
        return all.stream().map(contender).toList();
    }

    private Contender append(Rival rival) {
        return new Supply(
                rival.name() + ", append",
                SUPPLY / Histories.A_DAY,
                Histories.A_DAY,
                users -> {},
                (user, time) ->
                        rival.append(user, Histories.SERVICES.get(time % Histories.SERVICES.size()), at(60L * time)));
    }

    private Contender close(Rival rival) {
        return new Supply(
                rival.name() + ", close",
                SUPPLY,
                1,
                users -> {
                    histories.today(users, Histories.A_DAY, 1);
                    rival.copy(users);
                },
                (user, time) -> {
                    if (!rival.close(user, OPEN_ONE, at(50_000))) {
                        throw new IllegalStateException(rival.name() + ": nothing was open");
                    }
                });
    }

    private static Contender reading(Rival rival, BiPredicate<Rival, String> read) {
        return Measured.of(rival.name(), client -> {
            if (!read.test(rival, READERS.get(client % USERS))) {
                throw new IllegalStateException(rival.name() + ": not what was expected");
            }
        });
    }

    private static Instant at(long seconds) {
        return ClientClock.START.plusSeconds(seconds);
    }

    @Override
    public void close() {
        hibernate.close();
    }
}
