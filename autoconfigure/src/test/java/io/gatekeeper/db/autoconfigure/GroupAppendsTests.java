package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class GroupAppendsTests {

    private final TestDatabase database = TestPostgres.newDatabase();
    private final ApplicationContextRunner application = Applications.withJdbc()
            .withPropertyValues("gatekeeper.db.group-appends=true", "gatekeeper.db.schema=gatekeeper");

    /** Behind a locked record, two of them wait for the server, and all others for those. */
    @Test
    void appendsThatComeTogetherUseTwoConnections() {
        application.withPropertyValues(database.properties()).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(NewViewing.unlimited("ann", "tv", "TV", "films"));
            try (Connection somebodyElse = database.dataSource().getConnection()) {
                somebodyElse.setAutoCommit(false);
                somebodyElse
                        .prepareStatement("select from gatekeeper.viewrecords for update")
                        .execute();
                List<FutureTask<Optional<Viewing>>> appends = IntStream.range(0, 6)
                        .mapToObj(number -> new FutureTask<>(
                                () -> repository.append(NewViewing.unlimited("ann", "tv", "TV", "service" + number))))
                        .toList();
                List<Thread> threads = appends.stream().map(Thread::new).toList();
                threads.forEach(Thread::start);

                await().until(() -> threads.stream()
                                .filter(thread -> thread.getState() == Thread.State.WAITING)
                                .count()
                        == 4);

                somebodyElse.rollback();
                for (FutureTask<Optional<Viewing>> append : appends) {
                    assertThat(append.get()).isPresent();
                }
            }
        });
    }

    @Test
    void overConnectionsOfTheApplicationsNobodyWritesForAnother() {
        application
                .withBean("dataSource", DataSource.class, database::dataSource)
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .contains("gatekeeper.db.group-appends is true; it must be false with a DataSource of the"));
    }
}
