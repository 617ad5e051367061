package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.servers.CountingServer;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class IdentifierPropertiesTests {

    private final ApplicationContextRunner application = Applications.withJdbc();

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileSchemaIsRejectedBeforeAnyConnectionIsOpened(String name) throws IOException {
        rejectsBeforeConnecting("schema", name);
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileTableIsRejectedBeforeAnyConnectionIsOpened(String name) throws IOException {
        rejectsBeforeConnecting("table", name);
    }

    @Test
    void aLegalSchemaIsConnectedFor() throws IOException {
        try (CountingServer server = new CountingServer()) {
            to(server).withPropertyValues("gatekeeper.db.schema=legal").run(context -> {
                assertThat(context).hasFailed();
                assertThat(server.connections()).isPositive();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select",
                "MixedCase",
                "_",
                "public",
                "a23456789_123456789_123456789_123456789_123456789_123456789_123"
            })
    void anOddButLegalNameWorks(String name) {
        TestDatabase database = TestPostgres.newDatabase();

        application
                .withPropertyValues(database.properties())
                .withPropertyValues("gatekeeper.db.schema=" + name, "gatekeeper.db.table=" + name)
                .run(context -> {
                    ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                    repository.append(NewViewing.unlimited("ann", "tv", "Television", "films"));

                    assertThat(repository.close("ann", "tv", "films")).isPresent();
                    assertThat(tablesIn(database, name)).containsExactly(name);
                });
    }

    private static Stream<String> hostile() {
        return Stream.of(
                "a;drop",
                "a\"b",
                "a b",
                "a.b",
                "1a",
                "$user",
                "gatekeeper\n",
                "gate\0keeper",
                "zuschauer\u00e4",
                "a".repeat(64));
    }

    private void rejectsBeforeConnecting(String property, String name) throws IOException {
        try (CountingServer server = new CountingServer()) {
            Applications.withExactly(
                            to(server).withPropertyValues("gatekeeper.db.schema=legal"),
                            "gatekeeper.db." + property,
                            name)
                    .run(context -> {
                        assertThat(Failures.analysisOf(context.getStartupFailure())
                                        .getDescription())
                                .endsWith("- gatekeeper.db." + property + " is not an SQL identifier");
                        assertThat(server.connections()).isZero();
                    });
        }
    }

    private ApplicationContextRunner to(CountingServer server) {
        return application.withPropertyValues(
                "gatekeeper.db.host=localhost",
                "gatekeeper.db.port=" + server.port(),
                "gatekeeper.db.database=tv",
                "gatekeeper.db.username=ann",
                "gatekeeper.db.password=secret");
    }

    private static List<String> tablesIn(TestDatabase database, String schema) {
        return database.client()
                .sql("select tablename from pg_tables where schemaname = ?")
                .param(schema)
                .query(String.class)
                .list();
    }
}
