package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An instance closes what it has appended itself without looking for it; whatever others did since, the latest one is closed. */
@ParameterizedClass
@EnumSource(names = {"FAST_PATH", "PARTITIONS"})
class RememberedCloseTests extends TableTests {

    private final StatementCounter counter = new StatementCounter(records.dataSource);
    private final ViewRecordRepository here = records.repositoryOn(counter);
    private final ViewRecordRepository elsewhere = repository;
    private final Viewing appendedHere;

    RememberedCloseTests(Variant variant) {
        super(variant);
        appendedHere = here.append(timed("youtube", 30)).orElseThrow();
        clock.advance(Duration.ofMinutes(10));
        counter.reset();
    }

    @Test
    void thatIsOneStatementAndTheSameAsWithALook() {
        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(appendedHere));

        assertThat(counter.statements()).isOne();
        assertThat(elsewhere.findLatest(RIKKI, "youtube")).containsExactly(ended(appendedHere));
    }

    @Test
    void theOthersOfThatServiceMayBeOver() {
        here.close(RIKKI, "tv", "youtube");
        Viewing next = here.append(timed("youtube", 5)).orElseThrow();
        elsewhere.append(unlimited("netflix"));
        clock.advance(Duration.ofMinutes(1));
        counter.reset();

        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(next));

        assertThat(counter.statements()).isOne();
    }

    @Test
    void whatSomebodyElseAppendedLaterInTheSameRecordComesFirst() {
        Viewing later = elsewhere.append(unlimited("youtube")).orElseThrow();
        clock.advance(Duration.ofMinutes(1));

        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(later));
        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(appendedHere));
    }

    @Test
    void whatSomebodyElseAppendedOnALaterDayComesFirst() {
        clock.advance(Duration.ofDays(1));
        Viewing later = elsewhere.append(unlimited("youtube")).orElseThrow();
        clock.advance(Duration.ofMinutes(1));

        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(later));
        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(appendedHere));
    }

    @Test
    void whatSomebodyElseAppendedWithAnEarlierStartComesAfter() {
        Viewing earlier = elsewhere
                .append(unlimited("youtube").startingAt(at("2026-03-17T08:00:00Z")))
                .orElseThrow();

        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(appendedHere));
        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(earlier));
    }

    @Test
    void whatWasAppendedHereWithAnEarlierStartComesAfter() {
        here.append(unlimited("youtube").startingAt(at("2026-03-17T08:00:00Z")));

        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(appendedHere));
    }

    @Test
    void whatSomebodyElseHasClosedIsNotClosedAgain() {
        elsewhere.close(RIKKI, "tv", "youtube");
        clock.advance(Duration.ofMinutes(1));

        assertThat(here.close(RIKKI, "tv", "youtube")).isEmpty();
    }

    @Test
    void whatSomebodyElseHasExtendedStaysSo() {
        elsewhere.extend(RIKKI, "tv", "youtube", Duration.ofMinutes(15));

        assertThat(here.close(RIKKI, "tv", "youtube")).map(Viewing::requested).contains(Duration.ofMinutes(45));
    }

    @Test
    void aDeviceThatSomebodyElseHasRenamedHasItsNewName() {
        elsewhere.append(NewViewing.unlimited(RIKKI, "tv", "Kitchen", "netflix"));

        assertThat(here.close(RIKKI, "tv", "youtube")).map(Viewing::deviceName).contains("Kitchen");
    }

    @Test
    void whatSomebodyElseHasMovedIsClosedWhereItIs() {
        records.store(clock, "UTC", "00:00").corrections().moveDevice(RIKKI, "tv", "phone");

        assertThat(here.close(RIKKI, "tv", "youtube")).isEmpty();
        assertThat(here.close(RIKKI, "phone", "youtube")).isPresent();
    }

    @Test
    void whatSomebodyElseHasDeletedIsGone() {
        elsewhere.deleteUser(RIKKI);

        assertThat(here.close(RIKKI, "tv", "youtube")).isEmpty();
        assertThat(records.days(RIKKI)).isEmpty();
    }

    @Test
    void whatATransactionHasUndoneIsNotClosed() {
        new TransactionTemplate(new JdbcTransactionManager(counter)).executeWithoutResult(status -> {
            here.append(unlimited("roblox"));
            status.setRollbackOnly();
        });

        assertThat(here.close(RIKKI, "tv", "roblox")).isEmpty();
        assertThat(elsewhere.findOpen()).containsExactly(appendedHere);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "\"1\"", "1.5"})
    void aDocumentOfAVersionThatIsNotOursIsTreatedAsWithALook(String version) {
        records.jdbc
                .sql("update gatekeeper.viewrecords set viewings = jsonb_set(viewings, '{version}', cast(? as jsonb))")
                .param(version)
                .update();
        String before = records.rowVersions();

        if (version.equals("\"1\"")) {
            assertThat(here.close(RIKKI, "tv", "youtube")).isPresent();
        } else {
            assertThatExceptionOfType(UnsupportedRecordException.class)
                    .isThrownBy(() -> here.close(RIKKI, "tv", "youtube"));
            assertThat(records.rowVersions()).isEqualTo(before);
        }
    }

    @Test
    void moreThanAnInstanceRemembersIsClosedWithALook() {
        for (int user = 0; user < 5_000; user++) {
            here.append(NewViewing.unlimited("user" + user, "tv", "TV", "youtube"));
        }

        assertThat(here.close(RIKKI, "tv", "youtube")).contains(ended(appendedHere));
        assertThat(here.close("user0", "tv", "youtube")).isPresent();
        assertThat(here.close("user4999", "tv", "youtube")).isPresent();
    }

    private Viewing ended(Viewing viewing) {
        return new Viewing(
                viewing.userId(),
                viewing.clientId(),
                viewing.deviceName(),
                viewing.serviceId(),
                viewing.startedAt(),
                viewing.requested(),
                clock.instant(),
                Duration.between(viewing.startedAt(), clock.instant()));
    }
}
