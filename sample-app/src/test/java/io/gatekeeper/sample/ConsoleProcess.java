package io.gatekeeper.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A console in a process of its own, to be killed: that is how it is closed. */
public final class ConsoleProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;

    private ConsoleProcess(Process process) {
        this.process = process;
    }

    /** Starts one with its data in a folder. */
    public static ConsoleProcess start(Path folder, String... arguments) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                SampleApplication.class.getName(),
                                "--server.port=0",
                                "--sample.postgres.data-folder=" + folder),
                        Stream.of(arguments))
                .toList();
        return new ConsoleProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Waits until it has started, and records a viewing through it. */
    public void post(String viewing) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + "/api/v1/viewings"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(viewing))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private String port() {
        return process.inputReader()
                .lines()
                .flatMap(line -> PORT.matcher(line).results())
                .map(port -> port.group(1))
                .findFirst()
                .orElseThrow();
    }
}
