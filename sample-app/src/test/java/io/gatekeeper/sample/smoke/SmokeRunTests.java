package io.gatekeeper.sample.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.sample.smoke.Http.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SmokeRunTests {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void isAskedForByAnArgument() {
        assertThat(SmokeRun.isRequested("--server.port=0", "--smoke")).isTrue();
        assertThat(SmokeRun.isRequested("--server.port=0")).isFalse();
    }

    @Test
    void endsWithZeroWhereEveryFigureIsRight() {
        int exitCode = run(UnaryOperator.identity());

        assertThat(report()).contains("All 58 checks are right.");
        assertThat(exitCode).isZero();
    }

    @Test
    void endsWithNonZeroWhereOneFigureIsOffByASecond() {
        int exitCode = run(http -> (method, path, body) -> offByASecond(http.send(method, path, body)));

        assertThat(report()).containsIgnoringWhitespaces("""
                1 of 58 checks are wrong:
                  03-17 23:50 mia today, all devices
                    expected: {"netflix":3600,"youtube":2570}
                    actual:   {"netflix":3600,"youtube":2571}
                """);
        assertThat(exitCode).isNotZero();
    }

    @Test
    void endsWithNonZeroWhereTheConsoleDoesNotAnswer() {
        int exitCode = run(http -> (method, path, body) -> {
            throw new UncheckedIOException(new IOException("connection reset"));
        });

        assertThat(report()).contains("the day is played to the end").contains("connection reset");
        assertThat(exitCode).isNotZero();
    }

    private int run(UnaryOperator<Http> wire) {
        return new SmokeRun(new PrintStream(printed, true, StandardCharsets.UTF_8), wire).run("--smoke");
    }

    private String report() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static Answer offByASecond(Answer answer) {
        String tampered = answer.body().toString().replace("2570", "2571");
        return new Answer(answer.status(), new JsonMapper().readTree(tampered));
    }
}
