package io.gatekeeper.sample.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTests {

    @Test
    void anIdCannotForgeALogLine() {
        assertThat(LogText.of("mia\n2026-03-17 WARN forged\r\u2028\u001b[31m\u202e"))
                .isEqualTo("mia\\u{a}2026-03-17 WARN forged\\u{d}\\u{2028}\\u{1b}[31m\\u{202e}");
    }

    @Test
    void whatPeopleWriteStaysAsItIs() {
        assertThat(LogText.of("Zoë's 📺 Wohnzimmer/1")).isEqualTo("Zoë's 📺 Wohnzimmer/1");
        assertThat(LogText.of(null)).isEqualTo("null");
    }
}
