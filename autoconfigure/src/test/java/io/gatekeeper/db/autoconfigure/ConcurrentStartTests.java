package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** All instances of an application are started at once, on a database that has nothing yet. */
class ConcurrentStartTests {

    private static final int INSTANCES = 16;
    private static final ExecutorService INSTANCE_THREADS = Executors.newFixedThreadPool(INSTANCES);

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(GatekeeperAutoConfiguration.class))
            .withPropertyValues(database.properties())
            .withPropertyValues("gatekeeper.db.hikari.maximum-pool-size=2");

    @AfterAll
    static void stop() {
        INSTANCE_THREADS.shutdownNow();
    }

    @RepeatedTest(20)
    void everyInstanceStartsAndWorks() throws Exception {
        CyclicBarrier start = new CyclicBarrier(INSTANCES);

        List<Future<Optional<Throwable>>> failures = IntStream.range(0, INSTANCES)
                .mapToObj(instance -> INSTANCE_THREADS.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return startAndAppend("user" + instance);
                }))
                .toList();

        for (Future<Optional<Throwable>> failure : failures) {
            assertThat(failure.get(60, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(database.client()
                        .sql("select count(*) from gatekeeper.viewrecords")
                        .query(Integer.class)
                        .single())
                .isEqualTo(INSTANCES);
    }

    private Optional<Throwable> startAndAppend(String userId) {
        Throwable[] failure = new Throwable[1];
        application.run(context -> {
            failure[0] = context.getStartupFailure();
            if (failure[0] == null) {
                context.getBean(ViewRecordRepository.class)
                        .append(NewViewing.unlimited(userId, "tv", "Television", "films"));
            }
        });
        return Optional.ofNullable(failure[0]);
    }
}
