package io.gatekeeper.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.SampleApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(120)
class RestartTests {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    @TempDir
    private Path folder;

    @Test
    void viewingsOnAKeptFolderSurviveARestart() {
        try (ConfigurableApplicationContext console = start()) {
            viewings(console).append(NewViewing.unlimited("mia", "tv", "TV", "youtube"));
        }

        try (ConfigurableApplicationContext console = start()) {
            assertThat(viewings(console).findOpen()).extracting(Viewing::userId).containsExactly("mia");
        }
    }

    @Test
    void viewingsOnAKeptFolderSurviveAConsoleThatIsKilled() throws Exception {
        Process console = startProcess();
        try {
            post(port(console), """
                    {"user_name":"mia","client_id":"tv","service_id":"youtube"}""");
        } finally {
            console.destroyForcibly().waitFor();
        }

        try (ConfigurableApplicationContext restarted = start()) {
            assertThat(viewings(restarted).findOpen())
                    .extracting(Viewing::userId)
                    .containsExactly("mia");
        }
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(SampleApplication.class)
                .web(WebApplicationType.NONE)
                .run("--sample.postgres.data-folder=" + folder);
    }

    private static ViewRecordRepository viewings(ConfigurableApplicationContext console) {
        return console.getBean(ViewRecordRepository.class);
    }

    private Process startProcess() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SampleApplication.class.getName(),
                        "--server.port=0",
                        "--sample.postgres.data-folder=" + folder)
                .redirectErrorStream(true)
                .start();
    }

    private static String port(Process console) {
        BufferedReader log = console.inputReader();
        return log.lines()
                .flatMap(line -> PORT.matcher(line).results())
                .map(port -> port.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static void post(String port, String viewing) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/viewings"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(viewing))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }
}
