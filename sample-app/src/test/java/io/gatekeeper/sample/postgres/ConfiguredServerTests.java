package io.gatekeeper.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import io.gatekeeper.sample.SampleApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class ConfiguredServerTests {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Embedded.class);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gatekeeper.db.schema=gatekeeper", "gatekeeper.db.host=", "gatekeeper.db.enabled=true"})
    void whereNoServerIsConfiguredOneIsEmbedded(String property) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).hasSingleBean(Embedded.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatekeeper.db.host=db",
                "gatekeeper.db.database=db",
                "gatekeeper.db.username=me",
                "gatekeeper.db.password=secret",
                "gatekeeper.db.enabled=false"
            })
    void whereAServerIsOnlyHalfConfiguredOrNotWantedNoneIsEmbedded(String property) {
        application
                .withPropertyValues(property)
                .run(context -> assertThat(context).doesNotHaveBean(Embedded.class));
    }

    @Test
    void whatIsMissingOfThePythonServicesVariablesIsNamed(CapturedOutput output) {
        assertThatException()
                .isThrownBy(() ->
                        SpringApplication.run(SampleApplication.class, "--SQL_SERVER=db.example", "--SQL_USER=me"));

        assertThat(output).contains("APPLICATION FAILED TO START", "gatekeeper.db.database is missing");
    }

    @Test
    void anEmbeddedServerThatCannotStartSaysWhatToDo(CapturedOutput output) throws IOException {
        Files.writeString(folder.resolve("letter.txt"), "not a database");

        assertThatException()
                .isThrownBy(() -> SpringApplication.run(
                        SampleApplication.class, "--server.port=0", "--sample.postgres.data-folder=" + folder));

        assertThat(output).contains("could not be started on " + folder, "name an empty one");
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(OnNoServerConfiguredCondition.class)
    static class Embedded {}
}
