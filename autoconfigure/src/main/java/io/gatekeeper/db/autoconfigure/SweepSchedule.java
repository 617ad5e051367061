package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends what is overdue and removes what is old, again and again, on a thread of its own. Of several instances, one sweeps at
 * a time: it holds a lock, by a transaction in which nothing else happens, so that each batch can be one of its own. A sweep
 * that fails is logged and counted, and tried again when its time comes.
 */
final class SweepSchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SweepSchedule.class);

    private static final Duration DAILY = Duration.ofDays(1);

    private final GatekeeperDb db;
    private final ViewRecordRepository repository;
    private final ScheduleProperties properties;
    private final TransactionOperations aside;
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private final ScheduledTaskRegistrar tasks = new ScheduledTaskRegistrar();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean running;

    SweepSchedule(GatekeeperDb db, ViewRecordRepository repository, ScheduleProperties properties) {
        this.db = db;
        this.repository = repository;
        this.properties = properties;
        this.aside = new TransactionTemplate(
                Objects.requireNonNull(db.transactions().getTransactionManager()),
                new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NOT_SUPPORTED));
        scheduler.setThreadNamePrefix("gatekeeper-sweep-");
        scheduler.setDaemon(true);
    }

    /** How many sweeps failed. */
    long failed() {
        return failed.get();
    }

    @Override
    public void start() {
        scheduler.initialize();
        tasks.setTaskScheduler(scheduler);
        if (properties.closeOverdueEvery() != null) {
            tasks.addFixedDelayTask(() -> sweep(this::closeOverdue), properties.closeOverdueEvery());
        }
        Duration keepFor = properties.keepFor();
        if (keepFor != null) {
            tasks.addFixedDelayTask(() -> sweep(() -> prune(keepFor)), DAILY);
        }
        tasks.afterPropertiesSet();
        running = true;
    }

    private void prune(Duration keepFor) {
        repository.prune(db.clock().instant().minus(keepFor));
    }

    private void closeOverdue() {
        if (properties.longestViewing() == null) {
            repository.closeOverdue();
        } else {
            repository.closeOverdue(properties.longestViewing());
        }
    }

    private void sweep(Runnable task) {
        try {
            db.transactions().executeWithoutResult(status -> {
                if (db.jdbc().sql(SweepSql.TRY_LOCK).query(Boolean.class).single()) {
                    aside.executeWithoutResult(suspended -> task.run());
                }
            });
        } catch (RuntimeException e) {
            failed.incrementAndGet();
            log.warn("A sweep failed, and is tried again when its time comes", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        tasks.destroy();
        scheduler.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
