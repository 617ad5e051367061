package io.gatekeeper.sample.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinTests {

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5);
    private final Pin pin = new Pin("4711", nanoTime::get);

    @Test
    void theRightOnePassesAsOftenAsOneLikes() {
        for (int i = 0; i < 10; i++) {
            assertThatNoException().isThrownBy(() -> pin.check("4711"));
        }
    }

    @Test
    void fiveWrongOnesAMinuteAreTheLastAndThenEvenTheRightOneHasToWait() {
        for (int i = 0; i < 5; i++) {
            assertThat(refusalOf("0000")).isEqualTo("401 null");
        }

        assertThat(refusalOf("0000")).isEqualTo("429 60");
        pass(Duration.ofMillis(30_500));
        assertThat(refusalOf("4711")).isEqualTo("429 30");
        pass(Duration.ofMillis(29_500));
        assertThatNoException().isThrownBy(() -> pin.check("4711"));
    }

    @Test
    void whoWaitsIsNotHeldUpByWhatWasWrongLongAgo() {
        for (int i = 0; i < 20; i++) {
            assertThat(refusalOf("0000")).isEqualTo("401 null");
            pass(Duration.ofSeconds(15));
        }
    }

    @Test
    void manyAtOnceHaveNoMoreTries() {
        long tried = IntStream.range(0, 100)
                .parallel()
                .filter(i -> refusalOf("wrong").startsWith("401"))
                .count();

        assertThat(tried).isEqualTo(5);
    }

    @Test
    void aMissingOneIsNoTry() {
        for (int i = 0; i < 10; i++) {
            assertThat(refusalOf(null)).isEqualTo("401 null");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "12 34", "1234\n", "pín-pin"})
    void oneThatNoHeaderCanCarryIsRefusedWithoutRepeatingIt(String candidate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pin(candidate, nanoTime::get))
                .withMessageStartingWith("sample.pin must have 4 to 64")
                .withMessageNotContaining(candidate);
    }

    /** Status and Retry-After. */
    private String refusalOf(@Nullable String candidate) {
        try {
            pin.check(candidate);
            return "passed";
        } catch (Refusal refusal) {
            return refusal.getStatusCode().value() + " " + refusal.getHeaders().getFirst("Retry-After");
        }
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
