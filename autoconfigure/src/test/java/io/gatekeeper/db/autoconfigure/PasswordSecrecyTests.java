package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.context.properties.ConfigurationPropertiesReportEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.env.EnvironmentEndpointAutoConfiguration;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The password reaches the server, and nobody else. */
@ExtendWith(OutputCaptureExtension.class)
class PasswordSecrecyTests {

    private static final String PASSWORD = "open-sesame-4711";
    private static final List<String> TALKATIVE =
            List.of("com.zaxxer.hikari", "org.postgresql", "org.springframework.boot", "io.gatekeeper");

    private static final TestDatabase DATABASE = TestPostgres.newDatabase();
    private static final TestDatabase WORKER =
            Applications.withPasswordDemanded(Applications.withNewRole(DATABASE, PASSWORD));

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(WORKER.properties());

    @AfterEach
    void quieten() {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        TALKATIVE.forEach(logger -> logging.setLogLevel(logger, null));
    }

    @Test
    void itIsNotPartOfTheUrlNorOfAnyText() {
        application.run(context -> {
            GatekeeperConnectionDetails details = context.getBean(GatekeeperConnectionDetails.class);

            assertThat(details.getPassword()).isEqualTo(PASSWORD);
            assertThat(Stream.of(details.getJdbcUrl(), details, context.getBean(GatekeeperProperties.class)))
                    .allSatisfy(text -> assertThat(text.toString()).doesNotContain(PASSWORD));
        });
    }

    @Test
    void itIsNotLoggedEvenWhereEverythingIs(CapturedOutput output) {
        try (ConfigurableApplicationContext context = talkative(PASSWORD).run()) {
            context.getBean(ViewRecordRepository.class)
                    .append(NewViewing.unlimited("ann", "tv", "Television", "films"));
        }

        assertThat(output).contains("TRACE").contains("HikariConfig").doesNotContain(PASSWORD);
    }

    @Test
    void norWhereItStandsInAUrl(CapturedOutput output) {
        SpringApplicationBuilder application =
                talkative("another").properties("gatekeeper.db.hikari.jdbc-url=" + urlWith(PASSWORD));
        try (ConfigurableApplicationContext context = application.run()) {
            context.getBean(ViewRecordRepository.class).findOpen();
        }

        assertThat(output).contains("TRACE").contains("Connecting with URL").doesNotContain(PASSWORD);
    }

    @Test
    void norIsAWrongOneInAUrlRepeated(CapturedOutput output) {
        String wrong = "wrong-" + PASSWORD;
        SpringApplicationBuilder application =
                talkative("another").properties("gatekeeper.db.hikari.jdbc-url=" + urlWith(wrong));

        assertThatException()
                .isThrownBy(() -> application.run().close())
                .withStackTraceContaining("password authentication failed")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(wrong));

        assertThat(output).contains("password authentication failed").doesNotContain(wrong);
    }

    @Test
    void aWrongOneIsNotRepeated(CapturedOutput output) {
        String wrong = "wrong-" + PASSWORD;

        assertThatException()
                .isThrownBy(() -> talkative(wrong).run().close())
                .withStackTraceContaining("password authentication failed")
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(wrong));

        assertThat(output).contains("password authentication failed").doesNotContain(wrong);
    }

    @Test
    void itIsNotPartOfAnAnalysisOfOtherProperties() {
        application.withPropertyValues("gatekeeper.db.port=abc").run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure());
            var analysis = Failures.analysisOf(failure);

            assertThat(analysis.getDescription() + analysis.getAction() + stackTrace(failure))
                    .contains("gatekeeper.db.port")
                    .doesNotContain(PASSWORD);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatekeeper.db.hikari.password",
                "gatekeeper.db.hikari.data-source-properties.password",
                "gatekeeper.db.hikari.data-source-properties.sslpassword"
            })
    void theActuatorMasksItWhereverItStands(String property) {
        withActuator().withPropertyValues(property + "=" + PASSWORD).run(context -> {
            assertThat(json(context.getBean(ConfigurationPropertiesReportEndpoint.class)
                            .configurationProperties()))
                    .contains("gatekeeper.db", WORKER.name(), "******")
                    .doesNotContain(PASSWORD);
            assertThat(json(context.getBean(EnvironmentEndpoint.class).environment(null)))
                    .contains("gatekeeper.db.password", WORKER.name(), "******")
                    .doesNotContain(PASSWORD);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SOME_VARIABLE=",
                "gatekeeper.db.pass-word=",
                "gatekeeper.db.hikari.jdbc-url=jdbc:postgresql:?password="
            })
    void theActuatorMasksItWhereverElseItWasWritten(String property) {
        withActuator()
                .withInitializer(
                        context -> TestPropertyValues.of(property + PASSWORD).applyTo(context))
                .withPropertyValues(property.startsWith("gatekeeper.db.hikari") ? "gatekeeper.db.enabled=false" : "a=b")
                .run(context -> assertThat(
                                json(context.getBean(EnvironmentEndpoint.class).environment(null)))
                        .doesNotContain(PASSWORD));
    }

    @Test
    void theActuatorMasksItInTheSystemsEnvironment() {
        withActuator()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("GATEKEEPER_DB_PASSWORD", PASSWORD, "GATEKEEPER_DB_HIKARI_PASSWORD", PASSWORD))))
                .run(context -> assertThat(
                                json(context.getBean(EnvironmentEndpoint.class).environment(null)))
                        .contains("GATEKEEPER_DB_PASSWORD", "GATEKEEPER_DB_HIKARI_PASSWORD")
                        .doesNotContain(PASSWORD));
    }

    @Test
    void theActuatorShowsEverythingElseAsConfigured() {
        withActuator()
                .withPropertyValues("another.password=visible")
                .run(context -> assertThat(
                                json(context.getBean(EnvironmentEndpoint.class).environment(null)))
                        .contains("visible"));
    }

    private ApplicationContextRunner withActuator() {
        return application
                .withConfiguration(AutoConfigurations.of(
                        EndpointAutoConfiguration.class,
                        ConfigurationPropertiesReportEndpointAutoConfiguration.class,
                        EnvironmentEndpointAutoConfiguration.class))
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=configprops,env",
                        "management.endpoint.configprops.show-values=always",
                        "management.endpoint.env.show-values=always");
    }

    private SpringApplicationBuilder talkative(String password) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(OneApplication.class)
                .web(WebApplicationType.NONE)
                .properties(WORKER.properties())
                .properties("gatekeeper.db.password=" + password);
        TALKATIVE.forEach(logger -> application.properties("logging.level." + logger + "=trace"));
        return application;
    }

    private static String urlWith(String password) {
        return WORKER.url() + "?password=" + password + "&tcpKeepAlive=true";
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static String json(Object description) throws Exception {
        return new ObjectMapper().writeValueAsString(description);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration(GatekeeperAutoConfiguration.class)
    static class OneApplication {}
}
