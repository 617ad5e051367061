package io.gatekeeper.db;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class UsageQueryTests {

    private static final LocalDate MONDAY = LocalDate.parse("2026-03-16");

    @Test
    void daysThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.between("Rikki", MONDAY.plusDays(1), MONDAY))
                .withMessageStartingWith("from must not be after to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.between("Rikki", MONDAY, MONDAY.plusDays(3_660)))
                .withMessageStartingWith("from and to must span at most 3660 days");
        assertThatIllegalArgumentException().isThrownBy(() -> UsageQuery.of("Rikki", LocalDate.MIN));
        assertThatIllegalArgumentException().isThrownBy(() -> UsageQuery.of("Rikki", LocalDate.MAX));
    }

    @Test
    void idsThatCannotBeStoredAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.of(" ", MONDAY))
                .withMessageStartingWith("userId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.of("Rikki", MONDAY).onDevice(""))
                .withMessageStartingWith("clientId");
    }
}
