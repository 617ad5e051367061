package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnEveryVariant
class ArgumentTests extends RepositoryTests {

    ArgumentTests(Variant variant) {
        super(variant);
    }

    @Test
    void idsThatCannotBeStoredAreRefusedByName() {
        assertRefused("userId", () -> repository.close("", "tv", "youtube"));
        assertRefused("clientId", () -> repository.close(RIKKI, " ", "youtube"));
        assertRefused("serviceId", () -> repository.close(RIKKI, "tv", "\0"));
        assertRefused("clientId", () -> repository.closeAll(" "));
        assertRefused("clientId", () -> repository.closeAll("\ud83d", "youtube"));
        assertRefused("serviceId", () -> repository.closeAll("tv", "\0"));
        assertRefused("userId", () -> repository.findLatest("", "youtube"));
        assertRefused("serviceId", () -> repository.findLatest(RIKKI, ""));
        assertRefused("userId", () -> repository.findBetween(" ", Instant.EPOCH, Instant.EPOCH));
        assertRefused("userId", () -> repository.secondsToday("\0"));
        assertRefused("userId", () -> repository.secondsToday("", "tv"));
        assertRefused("clientId", () -> repository.secondsToday(RIKKI, " "));
        assertRefused("userId", () -> repository.deleteUser("a".repeat(256)));
    }

    private static void assertRefused(String name, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(name);
    }
}
