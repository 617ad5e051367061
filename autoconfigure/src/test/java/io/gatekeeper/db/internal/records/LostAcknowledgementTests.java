package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.servers.AcknowledgementCutter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

/** A connection that breaks after the server has committed, and before the client knows. */
@OnPostgres
class LostAcknowledgementTests extends TableTests {

    private final AcknowledgementCutter cutter;

    LostAcknowledgementTests(Variant variant) throws IOException {
        super(variant);
        cutter = new AcknowledgementCutter(records.database.host(), records.database.port());
    }

    @AfterEach
    void leave() {
        cutter.close();
    }

    @Test
    void theCallerLearnsThatTheOutcomeIsUnknownAndMayAppendAgain() {
        NewViewing viewing = unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z"));

        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> behindTheCutter().append(viewing));

        assertThat(cutter.cuts()).isPositive();
        List<Viewing> stored = repository.findOpen();
        assertThat(stored).hasSize(1);
        assertThat(repository.append(viewing)).contains(stored.get(0));
        assertThat(repository.findOpen()).isEqualTo(stored);
    }

    @Test
    void aCloseThatWasStoredIsNotDoneAgain() {
        repository.append(unlimited("youtube"));

        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> behindTheCutter().close(RIKKI, "tv", "youtube"));

        assertThat(repository.close(RIKKI, "tv", "youtube")).isEmpty();
        assertThat(repository.findOpen()).isEmpty();
    }

    private ViewRecordRepository behindTheCutter() {
        return records.repositoryOn(records.database.at(cutter.port()).dataSource());
    }
}
