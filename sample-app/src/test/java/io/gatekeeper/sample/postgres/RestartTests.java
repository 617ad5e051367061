package io.gatekeeper.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.ConsoleProcess;
import io.gatekeeper.sample.SampleApplication;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(120)
class RestartTests {

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
        try (ConsoleProcess console = ConsoleProcess.start(folder)) {
            console.post("""
                    {"user_name":"mia","client_id":"tv","service_id":"youtube"}""");
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
}
