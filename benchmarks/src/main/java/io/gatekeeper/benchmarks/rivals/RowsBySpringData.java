package io.gatekeeper.benchmarks.rivals;

import io.gatekeeper.benchmarks.contenders.Histories.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.config.AbstractJdbcConfiguration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A row for each viewing, by Spring Data JDBC. */
final class RowsBySpringData implements Rival {

    private final JdbcTemplate jdbc;
    private final Rows rows;
    private final TransactionTemplate transactions;

    RowsBySpringData(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.execute(EntitiesSql.CREATE_ROWS);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> dataSource);
        context.register(Repositories.class);
        context.refresh();
        this.rows = context.getBean(Rows.class);
        this.transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    @Override
    public String name() {
        return "a row per viewing, Spring Data JDBC";
    }

    @Override
    public String table() {
        return "viewing_entities";
    }

    @Override
    public void copy(Collection<String> users) {
        jdbc.update(EntitiesSql.COPY_ROWS, (Object) users.toArray(String[]::new));
    }

    @Override
    public void append(String user, Service service, Instant start) {
        rows.save(new Row(
                null,
                user,
                start,
                service.device(),
                service.service(),
                "The " + service.device(),
                (int) OurRecords.REQUESTED.toMinutes(),
                null,
                null));
    }

    @Override
    public boolean close(String user, Service service, Instant end) {
        return Boolean.TRUE.equals(transactions.execute(
                status -> rows.findFirstByUserIdAndClientIdAndServiceIdAndEndedAtIsNullOrderByStartedAtDesc(
                                user, service.device(), service.service())
                        .map(open -> rows.save(open.endedAt(end)))
                        .isPresent()));
    }

    @Override
    public SortedMap<String, Long> secondsOf(String user, LocalDate day) {
        return rows
                .findByUserIdAndEndedAtGreaterThanEqualAndEndedAtLessThan(user, startOf(day), startOf(day.plusDays(1)))
                .stream()
                .collect(Collectors.groupingBy(
                        Row::serviceId,
                        TreeMap::new,
                        Collectors.summingLong(row -> Objects.requireNonNullElse(row.seconds(), 0L))));
    }

    @Override
    public long usage(String user, LocalDate from, LocalDate to) {
        Watched watched = new Watched(from, to);
        rows.findOverlapping(user, startOf(from), startOf(to.plusDays(1)))
                .forEach(row -> watched.add(row.serviceId(), row.startedAt(), row.endedAt(), row.minutes()));
        return watched.seconds();
    }

    @Override
    public int open() {
        return rows.findByEndedAtIsNull().size();
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableJdbcRepositories(considerNestedRepositories = true)
    static class Repositories extends AbstractJdbcConfiguration {

        @Bean
        NamedParameterJdbcOperations operations(DataSource dataSource) {
            return new NamedParameterJdbcTemplate(dataSource);
        }

        @Bean
        PlatformTransactionManager transactionManager(DataSource dataSource) {
            return new JdbcTransactionManager(dataSource);
        }
    }
}
