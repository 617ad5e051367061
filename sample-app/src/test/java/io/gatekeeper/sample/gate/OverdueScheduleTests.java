package io.gatekeeper.sample.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.DataAccessResourceFailureException;

class OverdueScheduleTests {

    private final GatedViewings viewings = mock();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(context ->
                    context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
            .withBean(GatedViewings.class, () -> viewings)
            .withUserConfiguration(OverdueSweep.class);

    @Test
    void theScheduleGoesOnAfterASweepThatFails() {
        given(viewings.findOverdue())
                .willThrow(new DataAccessResourceFailureException("unavailable"))
                .willThrow(new IllegalStateException("something else"))
                .willReturn(List.of());

        application
                .withPropertyValues("sample.close-overdue-every=1ms")
                .run(context -> Awaitility.await()
                        .untilAsserted(() -> verify(viewings, atLeast(3)).findOverdue()));
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
