package io.gatekeeper.benchmarks.rivals;

import io.gatekeeper.benchmarks.contenders.Histories.Service;
import io.gatekeeper.benchmarks.rivals.DayDocument.Entry;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.exception.ConstraintViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** A document for each user and day, like the gatekeeper's, but read, changed and written back by Hibernate. */
final class DocumentsByHibernate implements Rival, AutoCloseable {

    private final JdbcTemplate jdbc;
    private final SessionFactory sessions;

    DocumentsByHibernate(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(EntitiesSql.CREATE_DOCUMENTS);
        this.sessions = new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySetting(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
                        .build())
                .addAnnotatedClass(DayDocument.class)
                .buildMetadata()
                .buildSessionFactory();
    }

    @Override
    public String name() {
        return "a document per day, Hibernate";
    }

    @Override
    public String table() {
        return "viewing_documents";
    }

    @Override
    public void copy(Collection<String> users) {
        jdbc.update(EntitiesSql.COPY_DOCUMENTS, (Object) users.toArray(String[]::new));
    }

    @Override
    public void append(String user, Service service, Instant start) {
        try {
            appendOnce(user, service, start);
        } catch (ConstraintViolationException e) {
            // Somebody else was first to create the day: there is nothing to lock until it is there.
            appendOnce(user, service, start);
        }
    }

    private void appendOnce(String user, Service service, Instant start) {
        sessions.inTransaction(session -> {
            LocalDate day = LocalDate.ofInstant(start, ZoneOffset.UTC);
            DayDocument document =
                    session.find(DayDocument.class, new DayDocument.Key(user, day), LockModeType.PESSIMISTIC_WRITE);
            if (document == null) {
                document = new DayDocument(user, day);
                session.persist(document);
            }
            List<Entry> viewings = new ArrayList<>(document.viewings());
            viewings.add(new Entry(
                    start.toEpochMilli(),
                    service.device(),
                    service.service(),
                    "The " + service.device(),
                    (int) OurRecords.REQUESTED.toMinutes(),
                    null,
                    null));
            document.viewings(viewings);
        });
    }

    @Override
    public boolean close(String user, Service service, Instant end) {
        return sessions.fromTransaction(session -> session.createSelectionQuery(
                                "from DayDocument where user = :user and open order by day", DayDocument.class)
                        .setParameter("user", user)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultStream()
                        .filter(document -> closeIn(document, service, end.toEpochMilli()))
                        .count()
                > 0);
    }

    private static boolean closeIn(DayDocument document, Service service, long end) {
        List<Entry> viewings = new ArrayList<>(document.viewings());
        for (int place = viewings.size() - 1; place >= 0; place--) {
            Entry viewing = viewings.get(place);
            if (viewing.isOpen()
                    && viewing.device().equals(service.device())
                    && viewing.service().equals(service.service())) {
                viewings.set(place, viewing.endedAt(end));
                document.viewings(viewings);
                return true;
            }
        }
        return false;
    }

    @Override
    public SortedMap<String, Long> secondsOf(String user, LocalDate day) {
        long from = startOf(day).toEpochMilli();
        long until = startOf(day.plusDays(1)).toEpochMilli();
        return read(
                user,
                day,
                day,
                viewings -> viewings.filter(
                                viewing -> viewing.end() != null && viewing.end() >= from && viewing.end() < until)
                        .collect(Collectors.groupingBy(
                                Entry::service,
                                TreeMap::new,
                                Collectors.summingLong(viewing -> Objects.requireNonNullElse(viewing.seconds(), 0L)))));
    }

    @Override
    public long usage(String user, LocalDate from, LocalDate to) {
        Watched watched = new Watched(from, to);
        return read(user, from, to, viewings -> {
            viewings.sorted(Comparator.comparingLong(Entry::start))
                    .forEach(viewing -> watched.add(
                            viewing.service(),
                            Instant.ofEpochMilli(viewing.start()),
                            viewing.end() == null ? null : Instant.ofEpochMilli(viewing.end()),
                            viewing.minutes()));
            return watched.seconds();
        });
    }

    @Override
    public int open() {
        try (Session session = sessions.openSession()) {
            return (int) session.createSelectionQuery("from DayDocument where open", DayDocument.class)
                    .setReadOnly(true)
                    .getResultStream()
                    .flatMap(document -> document.viewings().stream())
                    .filter(Entry::isOpen)
                    .count();
        }
    }

    /** The day before counts, too: what started there may go on. */
    private <T> T read(String user, LocalDate from, LocalDate to, Function<Stream<Entry>, T> answer) {
        try (Session session = sessions.openSession()) {
            return answer.apply(session.createSelectionQuery(
                            "from DayDocument where user = :user and day between :first and :last", DayDocument.class)
                    .setParameter("user", user)
                    .setParameter("first", from.minusDays(1))
                    .setParameter("last", to)
                    .setReadOnly(true)
                    .getResultStream()
                    .flatMap(document -> document.viewings().stream()));
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Override
    public void close() {
        sessions.close();
    }
}
