package io.gatekeeper.db;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewViewingTests {

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59S", "PT1M30S", "PT-1M", "PT1M0.000000001S", "PT2562047788015215H"})
    void aRequestedDurationThatIsNotWholeMinutesIsRefused(Duration requested) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.timed("Rikki", "tv", "TV", "youtube", requested))
                .withMessageStartingWith("requested must be whole minutes");
    }

    @Test
    void idsThatCannotBeStoredAreRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited(" ", "tv", "TV", "youtube"))
                .withMessageStartingWith("userId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited("Rikki", "t\0v", "TV", "youtube"))
                .withMessageStartingWith("clientId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited("Rikki", "tv", "TV\ud83d", "youtube"))
                .withMessageStartingWith("deviceName");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited("Rikki", "tv", "TV", "y".repeat(256)))
                .withMessageStartingWith("serviceId");
    }
}
