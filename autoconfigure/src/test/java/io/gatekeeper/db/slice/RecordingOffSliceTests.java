package io.gatekeeper.db.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.GatekeeperTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@GatekeeperTest(properties = "gatekeeper.db.enabled=false")
@Import(Television.class)
class RecordingOffSliceTests {

    @Autowired
    private Television television;

    @Test
    void nothingIsThereToRollBack() {
        television.watch("ann");

        assertThat(television.viewings().findOpen()).isEmpty();
    }
}
