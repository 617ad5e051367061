package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.gate.OverdueSweep;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Plays the scripts through the API of a console that has started, reports, and leaves nothing behind. On a server of
 * somebody's own, what was overdue there anyway by the script's time ends at its due time, as at any start of the console.
 */
final class SmokeRun {

    private static final List<String> SCRIPTS = List.of("day.txt", "situations.txt", "afterwards.txt");

    private final String prefix = "smoke-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final Report report = new Report();
    private final String address;
    private final Script script;

    SmokeRun(ApplicationContext console, AtomicReference<Instant> clock, RestClient.Builder http) {
        this.address = "http://localhost:" + console.getEnvironment().getRequiredProperty("local.server.port");
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(Duration.ofMinutes(1));
        // Buffered, for the console wants to know how long a body is.
        RestClient client = http.baseUrl(address)
                .requestFactory(requests)
                .bufferContent((uri, method) -> true)
                .build();
        this.script = new Script(clock, prefix, client, console.getBean(OverdueSweep.class), report);
    }

    /** Plays, and says whether every figure is right. */
    boolean play(PrintStream out) {
        out.println("A scripted day of the users " + prefix + "* at " + address);
        SCRIPTS.forEach(this::toItsEnd);
        report.print(out);
        return report.isAllRight();
    }

    /** What breaks off is one more thing to report. */
    private void toItsEnd(String name) {
        try {
            new ClassPathResource("smoke/" + name)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .forEach(script::play);
        } catch (IOException | RuntimeException e) {
            report.check(name + " is played to the end", "done", e.toString());
        }
    }
}
