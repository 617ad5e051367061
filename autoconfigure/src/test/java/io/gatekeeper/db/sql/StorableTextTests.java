package io.gatekeeper.db.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTests {

    @ParameterizedTest
    @ValueSource(strings = {"Rikki", "{tab},1", "fd00::1", "'; drop table viewrecords; --", "子供", "🦊", " a "})
    void aKeyIsReturnedAsItIs(String key) {
        assertThat(StorableText.key("userId", key)).isSameAs(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankKeyIsRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorableText.key("userId", key))
                .withMessage("userId must not be blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\0", "\0secret"})
    void textWithNulIsRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorableText.name("deviceName", text))
                .withMessage("deviceName must not contain the character U+0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\ud83d", "\udd8asecret", "sec\ud83dret"})
    void textWithHalfOfASurrogatePairIsRefusedWithoutRepeatingIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorableText.name("deviceName", text))
                .withMessage("deviceName must not contain half of a surrogate pair");
    }

    @Test
    void aKeyIsLimitedByItsBytes() {
        assertThat(StorableText.key("userId", "ä".repeat(127))).hasSize(127);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StorableText.key("userId", "ä".repeat(128)))
                .withMessage("userId must have at most 255 bytes in UTF-8");
    }
}
