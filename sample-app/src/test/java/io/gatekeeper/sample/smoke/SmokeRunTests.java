package io.gatekeeper.sample.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.sample.SampleApplication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.RestClient;

class SmokeRunTests {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Integer> exitCodes = new ArrayList<>();

    @Test
    void isAskedForByAnArgument() {
        assertThat(isASmokeRunWith("--server.port=0", "--smoke")).isTrue();
        assertThat(isASmokeRunWith("--server.port=0")).isFalse();
    }

    @Test
    void endsWithZeroWhereEveryFigureIsRight() {
        run(RestClient.builder());

        assertThat(report()).contains("All 70 checks are right.");
        assertThat(exitCodes).containsExactly(0);
    }

    @Test
    void endsWithNonZeroWhereOneFigureIsOffByASecond() {
        run((request, body, wire) -> offByASecond(wire.execute(request, body)));

        assertThat(report()).containsIgnoringWhitespaces("""
                1 of 70 checks are wrong:
                  03-17 23:50 watched mia
                    expected: {"netflix":3600,"youtube":2570}
                    actual:   {"netflix":3600,"youtube":2571}
                """);
        assertThat(exitCodes).containsExactly(1);
    }

    @Test
    void endsWithNonZeroWhereTheConsoleDoesNotAnswer() {
        run((request, body, wire) -> {
            throw new IOException("connection reset");
        });

        assertThat(report()).contains("day.txt is played to the end").contains("connection reset");
        assertThat(exitCodes).containsExactly(1);
    }

    /** Starts the console as its users do, but for what happens on the wire. */
    private void run(ClientHttpRequestInterceptor onTheWire) {
        run(RestClient.builder().requestInterceptor(onTheWire));
    }

    /** Starts the console as its users do, but for what happens in the end. */
    private void run(RestClient.Builder http) {
        SmokeRunListener listener = new SmokeRunListener(
                true, http, new PrintStream(printed, true, StandardCharsets.UTF_8), exitCodes::add);
        SpringApplication.withHook(
                application -> listener, () -> SampleApplication.main(new String[] {"--logging.level.root=warn"}));
    }

    private String report() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static boolean isASmokeRunWith(String... arguments) {
        StandardEnvironment environment = new StandardEnvironment();
        new SmokeRunListener(arguments).environmentPrepared(new DefaultBootstrapContext(), environment);
        return environment.getPropertySources().contains("smoke");
    }

    private static ClientHttpResponse offByASecond(ClientHttpResponse response) throws IOException {
        String tampered = StreamUtils.copyToString(response.getBody(), StandardCharsets.UTF_8)
                .replace("2570", "2571");
        MockClientHttpResponse answer =
                new MockClientHttpResponse(tampered.getBytes(StandardCharsets.UTF_8), response.getStatusCode());
        answer.getHeaders().putAll(response.getHeaders());
        return answer;
    }
}
