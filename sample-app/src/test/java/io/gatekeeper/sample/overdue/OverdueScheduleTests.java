package io.gatekeeper.sample.overdue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.gatekeeper.sample.gate.GatedViewings;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessResourceFailureException;

class OverdueScheduleTests {

    private final GatedViewings viewings = mock();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withBean(GatedViewings.class, () -> viewings)
            .withUserConfiguration(OverdueSweep.class, OverdueConfiguration.class);

    @Test
    void theScheduleGoesOnAfterASweepThatFails() {
        given(viewings.closeOverdue())
                .willThrow(new DataAccessResourceFailureException("unavailable"))
                .willThrow(new IllegalStateException("something else"))
                .willReturn(List.of());

        application
                .withPropertyValues("sample.close-overdue-every=1ms")
                .run(context -> Awaitility.await()
                        .untilAsserted(() -> verify(viewings, atLeast(3)).closeOverdue()));
    }

    @Test
    void aNegativeTimeFailsTheStart() {
        application
                .withPropertyValues("sample.close-overdue-every=-1m")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessage("sample.close-overdue-every must not be negative"));
    }
}
