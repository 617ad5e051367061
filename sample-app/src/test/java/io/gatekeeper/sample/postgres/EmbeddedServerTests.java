package io.gatekeeper.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedServerTests {

    @Test
    void aTemporaryServerLeavesNoFolderBehind() throws IOException {
        Path folder;
        try (EmbeddedServer server = EmbeddedServer.startTemporary()) {
            folder = Path.of(query(server, "show data_directory"));
            assertThat(folder).isDirectory();
        }

        assertThat(folder).doesNotExist();
    }

    @Test
    void severalServersRunAtOnce() throws IOException {
        try (EmbeddedServer one = EmbeddedServer.startTemporary();
                EmbeddedServer other = EmbeddedServer.startTemporary()) {
            assertThat(query(one, "show data_directory")).isNotEqualTo(query(other, "show data_directory"));
        }
    }

    @Test
    void textIsUtf8AndSortedTheSameEverywhere() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.startTemporary()) {
            assertThat(query(server, "show server_encoding")).isEqualTo("UTF8");
            assertThat(query(server, "select datcollate from pg_database where datname = current_database()"))
                    .isEqualTo("C");
        }
    }

    @Test
    void aKeptFolderServesOneServerAtATime(@TempDir Path folder) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.startOn(folder)) {
            assertThatExceptionOfType(EmbeddedServerException.class)
                    .isThrownBy(() -> EmbeddedServer.startOn(folder))
                    .withMessageContaining(folder.toString());

            assertThat(query(server, "select 'still there'")).isEqualTo("still there");
        }
    }

    @Test
    void aProcessThatGotTheNumberOfAServerLongGoneIsLeftAlone(@TempDir Path folder) throws IOException {
        EmbeddedServer.startOn(folder).close();
        Files.writeString(
                folder.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n" + folder + "\n");

        try (EmbeddedServer server = EmbeddedServer.startOn(folder)) {
            assertThat(query(server, "select 'started'")).isEqualTo("started");
        }
    }

    private static String query(EmbeddedServer server, String sql) {
        return JdbcClient.create(
                        new DriverManagerDataSource(server.getJdbcUrl(), server.getUsername(), server.getPassword()))
                .sql(sql)
                .query(String.class)
                .single();
    }
}
