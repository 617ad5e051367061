package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What we write to the log: little, and in a form that a machine can search. */
class LogTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    private final TestDatabase database = TestPostgres.newDatabase();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.gatekeeper");

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @BeforeEach
    void listen() {
        ours.setLevel(Level.INFO);
        events.start();
        ours.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        ours.detachAppender(events);
        ours.setLevel(null);
    }

    @Test
    void theStartIsOneLineThatSaysWhereViewingsGoAndWhenDaysBegin() {
        application
                .withPropertyValues("gatekeeper.db.zone=Europe/Berlin", "gatekeeper.db.day-start=04:00")
                .run(context -> {
                    assertThat(events.list).singleElement().satisfies(event -> {
                        assertThat(event.getLevel()).isEqualTo(Level.INFO);
                        assertThat(event.getFormattedMessage())
                                .isEqualTo(
                                        "Viewings are recorded in \"gatekeeper\".\"viewrecords\" of the database %s, by days"
                                                + " that begin at 04:00 in Europe/Berlin",
                                        database.name());
                        assertThat(keys(event)).containsExactly("database", "schema", "table", "zone");
                    });
                });
    }

    @Test
    void callsAddNothingToIt() {
        application.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(VIEWING);
            repository.close("ann", "tv", "films");
            repository.findOpen();

            assertThat(events.list).hasSize(1);
        });
    }

    @Test
    void whereRecordingIsOffNothingIsSaid() {
        application
                .withPropertyValues("gatekeeper.db.enabled=false")
                .run(context -> assertThat(events.list).isEmpty());
    }

    @Test
    void theWarningOfARepairNamesTheRecordAndThePlace() {
        application.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(VIEWING);
            database.client()
                    .sql("update gatekeeper.viewrecords set viewings = '{\"version\": 1, \"devices\": []}'")
                    .update();

            repository.append(VIEWING);

            assertThat(events.list).last().satisfies(event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getKeyValuePairs())
                        .extracting(pair -> pair.key + "=" + pair.value)
                        .contains("user=ann", "container=/devices");
            });
        });
    }

    @Test
    void theWarningOfAnOutageSaysWhy() {
        application
                .withPropertyValues("gatekeeper.db.port=1", "gatekeeper.db.on-unavailable=empty")
                .run(context -> assertThat(events.list).singleElement().satisfies(event -> {
                    assertThat(event.getLevel()).isEqualTo(Level.WARN);
                    assertThat(keys(event)).containsExactly("reason");
                }));
    }

    private static List<String> keys(ILoggingEvent event) {
        return event.getKeyValuePairs().stream()
                .map((KeyValuePair pair) -> pair.key)
                .toList();
    }
}
