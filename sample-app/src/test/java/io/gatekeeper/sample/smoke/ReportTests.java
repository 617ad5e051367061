package io.gatekeeper.sample.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTests {

    private final Report report = new Report();

    @Test
    void isAllRightWhereEveryFigureIsAsExpected() {
        report.check("mia today", "1230", "1230");
        report.check("ben today", "60", "60");

        assertThat(report.isAllRight()).isTrue();
        assertThat(printed()).contains("All 2 checks are right.");
    }

    @Test
    void isNotAllRightWhereOneFigureIsWrongAndSaysWhich() {
        report.check("mia today", "1230", "1230");
        report.check("ben today", "60", "61");

        assertThat(report.isAllRight()).isFalse();
        assertThat(printed()).containsIgnoringWhitespaces("""
                1 of 2 checks are wrong:
                  ben today
                    expected: 60
                    actual:   61
                """);
    }

    @Test
    void isNotAllRightWhereNothingWasChecked() {
        assertThat(report.isAllRight()).isFalse();
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
