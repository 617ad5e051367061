package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class InvalidPropertiesTests {

    private static final String[] VALID = {
        "gatekeeper.db.host=localhost",
        "gatekeeper.db.database=tv",
        "gatekeeper.db.username=ann",
        "gatekeeper.db.password=secret",
        "gatekeeper.db.schema=gatekeeper"
    };

    private final ApplicationContextRunner application = Applications.withJdbc();

    @Test
    void everythingThatIsMissingIsNamedAtOnceWithWhatToWrite() {
        application.run(context -> {
            FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription()).isEqualTo("""
                    The gatekeeper's database is not configured properly:
                        - gatekeeper.db.host is missing
                        - gatekeeper.db.database is missing
                        - gatekeeper.db.username is missing
                        - gatekeeper.db.schema is missing""");
            assertThat(analysis.getAction()).isEqualTo("""
                    Write in your configuration:
                        - gatekeeper.db.host: the server's name, for example localhost
                        - gatekeeper.db.database: the database's name
                        - gatekeeper.db.username: the user to connect as
                        - gatekeeper.db.schema: the schema for the gatekeeper's tables, for example gatekeeper

                    To use the application's DataSource, only gatekeeper.db.schema is needed besides that.

                    To run without recording, set gatekeeper.db.enabled to false.""");
        });
    }

    @Test
    void whoStartsTheApplicationReadsThatInsteadOfAStackTrace(CapturedOutput output) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(EmptyApplication.class).web(WebApplicationType.NONE);

        assertThatExceptionOfType(BeanCreationException.class).isThrownBy(application::run);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("- gatekeeper.db.host is missing", "- gatekeeper.db.schema is missing")
                .doesNotContain("\tat ");
    }

    @Test
    void whatIsBlankIsMissing() {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.host=", "gatekeeper.db.schema=")
                .run(context -> assertThat(Failures.analysisOf(context.getStartupFailure()))
                        .extracting(FailureAnalysis::getDescription)
                        .isEqualTo(fault("gatekeeper.db.host is missing", "gatekeeper.db.schema is missing")));
    }

    @Test
    void noBeanValidationIsNeeded() {
        application
                .withClassLoader(new FilteredClassLoader("jakarta.validation", "org.hibernate.validator"))
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.host=")
                .run(context -> assertThat(Failures.analysisOf(context.getStartupFailure()))
                        .extracting(FailureAnalysis::getDescription)
                        .isEqualTo(fault("gatekeeper.db.host is missing")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            port              | 0            | is 0; it must be a number from 1 to 65535
            port              | -1           | is -1; it must be a number from 1 to 65535
            port              | 70000        | is 70000; it must be a number from 1 to 65535
            host              | db1,,db2     | has an entry 2 that is not the name or address of a server
            host              | db1:0        | has an entry 1 whose port is not from 1 to 65535
            host              | db1,db2:70000| has an entry 2 whose port is not from 1 to 65535
            host              | db1/other    | has an entry 1 that is not the name or address of a server
            host              | db1?ssl=off  | has an entry 1 that is not the name or address of a server
            host              | ann@db1      | has an entry 1 that is not the name or address of a server
            schema            | a;drop       | is not an SQL identifier
            table             | a;drop       | is not an SQL identifier
            zone              | +02:00       | is +02:00; it must be a region such as Europe/Berlin, or UTC
            zone              | Z            | is Z; it must be a region such as Europe/Berlin, or UTC
            connect-timeout   | 0            | is 0; it must be whole seconds, from 1s to 1h
            connect-timeout   | 1500ms       | is 1500ms; it must be whole seconds, from 1s to 1h
            connect-timeout   | 61m          | is 61m; it must be whole seconds, from 1s to 1h
            socket-timeout    | 2h           | is 2h; it must be whole seconds, from 1s to 1h
            socket-timeout    | 25000001us   | is PT25.000001S; it must be whole seconds, from 1s to 1h
            statement-timeout | -1s          | is -1s; it must be from 0 (left to the server) to 1h
            lock-timeout      | -1s          | is -1s; it must be from 0 (left to the server) to 1h
            lock-timeout      | 20s          | is 20s; it must be shorter than gatekeeper.db.statement-timeout, which is 20s
            statement-timeout | 30s          | is 30s; it must be shorter than gatekeeper.db.socket-timeout, which is 30s
            ssl-root-cert     | /no/such.pem | is /no/such.pem; it must be the path of a readable file in PEM format
            """)
    void whatCannotBeUsedIsNamed(String property, String value, String fault) {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db." + property + "=" + value)
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).isEqualTo(fault("gatekeeper.db." + property + " " + fault));
                    assertThat(analysis.getAction()).contains("- gatekeeper.db." + property + ": ");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            port              | abc
            zone              | Mars/Base
            initialize-schema | sometimes
            on-unavailable    | panic
            ssl-mode          | maybe
            socket-timeout    | long
            """)
    void whatCannotBeReadIsNamedWithItsValue(String property, String value) {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db." + property + "=" + value)
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .contains("Property: gatekeeper.db." + property)
                        .contains("Value: \"" + value + "\""));
    }

    @Test
    void aLockTimeoutThatOutlastsTheSocketIsNamedEvenIfTheServerSetsTheStatementTimeout() {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.statement-timeout=0", "gatekeeper.db.lock-timeout=30s")
                .run(
                        context -> assertThat(Failures.analysisOf(context.getStartupFailure())
                                        .getDescription())
                                .isEqualTo(
                                        fault(
                                                "gatekeeper.db.lock-timeout is 30s; it must be shorter than gatekeeper.db.socket-timeout, which is 30s")));
    }

    @Test
    void aDirectoryIsNoCertificate(@TempDir Path directory) {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.ssl-root-cert=" + directory)
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo(fault("gatekeeper.db.ssl-root-cert is " + directory
                                + "; it must be the path of a readable file in PEM format")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prefer", "require"})
    void aCertificateThatNobodyLooksAtIsRefused(String mode, @TempDir Path directory) throws IOException {
        Path certificate = Files.createFile(directory.resolve("root.pem"));

        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.ssl-root-cert=" + certificate, "gatekeeper.db.ssl-mode=" + mode)
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo(
                                fault("gatekeeper.db.ssl-mode is " + mode + "; it must be verify-full or verify-ca, or"
                                        + " gatekeeper.db.ssl-root-cert has no effect")));
    }

    @Test
    void aPathThatCannotExistIsNoCertificate() {
        Applications.withExactly(application.withPropertyValues(VALID), "gatekeeper.db.ssl-root-cert", "a\0b")
                .run(
                        context -> assertThat(Failures.analysisOf(context.getStartupFailure())
                                        .getDescription())
                                .isEqualTo(
                                        fault(
                                                "gatekeeper.db.ssl-root-cert is a\0b; it must be the path of a readable file in PEM format")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatekeeper.db.schema=a;drop", "gatekeeper.db.host=ann:secret@db"})
    void aRejectedNameIsNotRepeatedBecauseItMayBeASecretInTheWrongPlace(String property) {
        String value = property.substring(property.indexOf('=') + 1);

        application
                .withPropertyValues(VALID)
                .withPropertyValues(property)
                .run(context -> assertThat(context.getStartupFailure())
                        .hasStackTraceContaining("gatekeeper.db.")
                        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "database", "username", "schema", "table", "password", "ssl-root-cert"})
    void aPlaceholderThatNothingResolvesIsNamed(String property) {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db." + property + "=${NOBODY_SET_THIS}")
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .isEqualTo(fault("gatekeeper.db." + property
                                    + " is the placeholder ${NOBODY_SET_THIS}, which nothing resolves"));
                    assertThat(analysis.getAction())
                            .contains("- gatekeeper.db." + property
                                    + ": the value, or set the variable or property that the placeholder names");
                });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            initialise-schema, initialize-schema
            on-unavailble,     on-unavailable
            onUnavailble,      on-unavailable
            hots,              host
            user,              username
            pasword,           password
            """)
    void aNearMissOfAKeyIsWarnedOfWithTheRightOne(String written, String right, CapturedOutput output) {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.enabled=true", "gatekeeper.db." + written + "=x")
                .run(context -> assertThat(output)
                        .containsIgnoringCase("gatekeeper.db." + written + " has no effect; gatekeeper.db." + right
                                + " is what has"));
    }

    @Test
    void whatIsMissingForAMisspelledKeyStandsBelowTheWarning(CapturedOutput output) {
        application
                .withPropertyValues("gatekeeper.db.hots=localhost")
                .run(context -> assertThat(context).hasFailed());

        assertThat(output).containsSubsequence("gatekeeper.db.hots has no effect", "gatekeeper.db.host is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gatekeeper.db.service-host=x",
                "gatekeeper.db.hikari.maximumPoolSize=3",
                "gatekeeper.db.DAYSTART=04:00"
            })
    void whatIsNoMistakeIsNotWarnedOf(String property, CapturedOutput output) {
        application
                .withPropertyValues(VALID)
                .withPropertyValues(property)
                .run(context -> assertThat(output).doesNotContain("has no effect"));
    }

    @Test
    void aDayStartThatYamlTakesForANumberIsExplained() {
        Applications.withExactly(application.withPropertyValues(VALID), "gatekeeper.db.day-start", 4 * 60)
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).isEqualTo("""
                            gatekeeper.db.day-start is 240; it must be a time of the day with two digits for the hour. \
                            YAML reads a time such as 4:00 as a number, in base 60.""");
                    assertThat(analysis.getAction())
                            .isEqualTo("Write gatekeeper.db.day-start: \"04:00\", in YAML with the quotes.");
                });
    }

    @Test
    void aDayStartWithOneDigitForTheHourIsExplained() {
        application
                .withPropertyValues(VALID)
                .withPropertyValues("gatekeeper.db.day-start=4:00")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo(
                                "gatekeeper.db.day-start is 4:00; it must be a time of the day with two digits for the"
                                        + " hour."));
    }

    private static String fault(String... faults) {
        return "The gatekeeper's database is not configured properly:\n    - " + String.join("\n    - ", faults);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration(GatekeeperAutoConfiguration.class)
    static class EmptyApplication {}
}
