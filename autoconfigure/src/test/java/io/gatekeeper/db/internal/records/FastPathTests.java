package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many statements it takes where there is nothing odd about a record, and that the others are not misled. */
@ParameterizedClass
@EnumSource(names = {"FAST_PATH", "PARTITIONS"})
class FastPathTests extends TableTests {

    private final StatementCounter counter = new StatementCounter(records.dataSource);
    private final ViewRecordRepository counted = records.repositoryOn(counter);

    FastPathTests(Variant variant) {
        super(variant);
        counted.append(unlimited("warmUp"));
        counter.reset();
    }

    @Test
    void anAppendIsOneStatementWithoutATransaction() {
        counted.append(unlimited("newService"));
        counted.append(unlimited("newService2"));
        counted.append(NewViewing.unlimited(RIKKI, "newDevice", "Phone", "youtube"));
        counted.append(NewViewing.unlimited("newUser", "tv", "TV", "youtube"));

        assertThat(counter.statements()).isEqualTo(4);
        assertThat(counter.transactions()).isZero();
        assertThat(repository.findOpen()).hasSize(5);
    }

    @Test
    void aCloseIsTwoStatementsWithoutATransaction() {
        repository.append(unlimited("elsewhere"));

        counted.close(RIKKI, "tv", "elsewhere");

        assertThat(counter.statements()).isEqualTo(2);
        assertThat(counter.transactions()).isZero();
        assertThat(repository.findOpen()).hasSize(1);
    }

    @Test
    void whereNothingIsOpenACloseIsOneStatement() {
        counted.close(RIKKI, "tv", "nothing");

        assertThat(counter.statements()).isEqualTo(1);
        assertThat(counter.transactions()).isZero();
    }

    @Test
    void readsAreOneStatementEach() {
        counted.secondsToday(RIKKI);
        counted.findOpen();
        counted.findLatest(RIKKI, "warmUp");

        assertThat(counter.statements()).isEqualTo(3);
        assertThat(counter.transactions()).isZero();
    }

    @Test
    void anAppendWithAStartOfTheCallersIsOneStatement() {
        counted.append(unlimited("warmUp").startingAt(at("2026-03-17T09:00:00Z")));
        counted.append(unlimited("warmUp").startingAt(at("2026-03-16T09:00:00Z")));
        counted.append(unlimited("other").startingAt(at("2026-03-17T09:00:00Z")));

        assertThat(counter.statements()).isEqualTo(3);
        assertThat(counter.transactions()).isZero();
        assertThat(repository.findOpen()).hasSize(4);
    }

    @ParameterizedTest(name = "{0} viewings of as many users, devices named {1}")
    @CsvSource({"200, TV, 2", "200, , 3"})
    void aBatchTakesAFewStatementsHoweverManyItsViewings(int viewings, @Nullable String deviceName, int statements) {
        counted.appendAll(IntStream.range(0, viewings)
                .mapToObj(user -> new NewViewing("user" + user, "tv", deviceName, "youtube", null, null))
                .toList());

        assertThat(counter.statements()).isEqualTo(statements);
        assertThat(counter.transactions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-17T09:00:00+00:00",
                "2026-03-17T09:00:00.000000+00:00",
                "2026-03-17T09:00+00:00",
                "2026-03-17 09:00:00+00:00",
                "2026-03-17t09:00:00+00:00",
                "2026-03-17T09:00:00",
                "2026-03-17T09:00:00Z",
                "2026-03-17T10:00:00+01:00",
                "2026-03-17T09:00:30+00:00:30",
                "2026-03-17T09+00:00",
                "2026-03-17T090000+00:00",
                "20260317T0900+00:00",
                "2026-W12-2T09:00+00:00",
                "2026-03-17_09:00:00+00:00",
                "2026-03-17T09:00 +00:00"
            })
    void howeverTheStartOfAStoredViewingIsWrittenItIsNotStoredTwice(String start) {
        for (String day : new String[] {"2026-03-14", "2026-03-17", "2026-03-20"}) {
            records.store(day, day, """
                    {"devices":{"tv":{"device_name":"TV","services":{"youtube":[{"unblock_started_at":"%s"}]}}}}""".formatted(start));

            counted.append(NewViewing.unlimited(day, "tv", "TV", "youtube").startingAt(at("2026-03-17T09:00:00Z")));

            assertThat(repository.findLatest(day, "youtube")).hasSize(1);
            assertThat(records.days(day)).containsExactly(day);
        }
    }

    @Test
    void aDeviceWithAnotherNameIsLeftToTheLockedPath() {
        clock.set("2026-03-17T11:00:00Z");
        counted.append(NewViewing.unlimited(RIKKI, "tv", "Kitchen", "youtube"));

        assertThat(counter.transactions()).isEqualTo(1);
        assertThat(repository.findLatest(RIKKI, "warmUp"))
                .singleElement()
                .satisfies(viewing -> assertThat(viewing.deviceName()).isEqualTo("Kitchen"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"devices\":null}",
                "{\"devices\":{\"tv\":null}}",
                "{\"devices\":{\"tv\":7}}",
                "{\"devices\":{\"tv\":{}}}",
                "{\"devices\":[{\"tv\":{\"device_name\":\"TV\",\"services\":{}}}]}",
                "{\"devices\":{\"tv\":[{\"device_name\":\"TV\",\"services\":{}}]}}",
                "{\"devices\":{\"tv\":{\"services\":{}}}}",
                "{\"devices\":{\"tv\":{\"device_name\":\"TV\"}}}",
                "{\"devices\":{\"tv\":{\"device_name\":\"TV\",\"services\":[]}}}",
                "{\"devices\":{\"tv\":{\"device_name\":\"TV\",\"services\":[{\"youtube\":[]}]}}}",
                "{\"devices\":{\"tv\":{\"device_name\":\"TV\",\"services\":{\"youtube\":null}}}}",
                "{\"devices\":{\"tv\":{\"device_name\":\"TV\",\"services\":{\"youtube\":{}}}}}",
                "{\"version\":null,\"devices\":{}}",
                "{\"version\":\"x\",\"devices\":{}}"
            })
    void anOddRecordIsLeftToTheLockedPath(String document) {
        records.store("odd", "2026-03-17", document);

        counted.append(NewViewing.unlimited("odd", "tv", "TV", "youtube"));

        assertThat(counter.transactions()).isEqualTo(1);
        assertThat(repository.findLatest("odd", "youtube")).hasSize(1);
    }

    @Test
    void connectionsThatDoNotCommitByThemselvesAreGivenTransactions() {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(records.database.dataSource());
            pool.setAutoCommit(false);
            ViewRecordRepository careful = records.repositoryOn(pool);

            careful.append(unlimited("youtube"));
            careful.close(RIKKI, "tv", "warmUp");
            careful.append(NewViewing.unlimited("gone", "tv", "TV", "youtube"));
            careful.deleteUser("gone");
        }

        assertThat(repository.findOpen())
                .extracting(viewing -> viewing.serviceId())
                .containsExactly("youtube");
    }
}
