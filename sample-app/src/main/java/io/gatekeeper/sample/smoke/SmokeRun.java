package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.overdue.OverdueSweep;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Plays the scripts through the API of a console that has started, reports, and leaves nothing behind. On a server of
 * somebody's own, what was overdue there anyway by the script's time ends at its due time, as at any start of the console.
 */
final class SmokeRun {

    private static final List<String> USERS = List.of("mia", "ben");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final String prefix = "smoke-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final Report report = new Report();
    private final String address;
    private final Console console;
    private final Script script;

    SmokeRun(ApplicationContext context, SmokeClock clock, RestClient.Builder http) {
        this.address = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
        this.console = new Console(prefix, client(http, address));
        this.script = new Script(clock, console, context.getBean(OverdueSweep.class), report);
    }

    /** Plays, and says whether every figure is right. */
    boolean play(PrintStream out) {
        out.println("A scripted day of the users " + prefix + "* at " + address);
        toItsEnd("the day is played", () -> lines("day.txt").forEach(script::play));
        toItsEnd("the situations are played", () -> lines("situations.txt").forEach(script::play));
        toItsEnd("what is recorded is listed", () -> list(out));
        toItsEnd("the users are deleted", this::deleteUsers);
        report.print(out);
        return report.isAllRight();
    }

    /** What breaks off is one more thing to report. */
    private void toItsEnd(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report.check(what + " to the end", "done", e.toString());
        }
    }

    private void list(PrintStream out) {
        out.println("\nWhat is recorded");
        USERS.forEach(user -> out.print(console.csv(user, "2026-03")));
    }

    private void deleteUsers() {
        USERS.forEach(user -> report.check(
                user + " is deleted",
                "true",
                console.post("/users/delete", Map.of("user_name", console.prefixed(user)))
                        .text("deleted")));
    }

    private static List<String> lines(String script) {
        try {
            return new ClassPathResource("smoke/" + script)
                    .getContentAsString(StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RestClient client(RestClient.Builder http, String address) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(LONGEST_WAIT);
        return http.baseUrl(address).requestFactory(requests).build();
    }
}
