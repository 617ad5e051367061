package io.gatekeeper.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedServerTests {

    @Test
    void aTemporaryServerLeavesNoFolderBehind() throws IOException {
        Path folder;
        try (EmbeddedServer server = EmbeddedServer.startTemporary()) {
            folder = server.folder();
            assertThat(folder).isDirectory();
        }

        assertThat(folder).doesNotExist();
    }

    @Test
    void severalServersRunAtOnce() throws IOException {
        try (EmbeddedServer one = EmbeddedServer.startTemporary();
                EmbeddedServer other = EmbeddedServer.startTemporary()) {
            assertThat(one.folder()).isNotEqualTo(other.folder());
            assertThat(query(one, "select 'one'") + query(other, "select 'other'"))
                    .isEqualTo("oneother");
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
    void nobodyComesInWithoutThePasswordNorByASocket() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.startTemporary()) {
            for (String user : new String[] {"postgres", server.getUsername()}) {
                for (String password : new String[] {"", "postgres", user}) {
                    DriverManagerDataSource stranger = new DriverManagerDataSource(server.getJdbcUrl(), user, password);
                    assertThatExceptionOfType(DataAccessException.class)
                            .isThrownBy(() -> JdbcClient.create(stranger)
                                    .sql("select 1")
                                    .query()
                                    .singleRow())
                            .withStackTraceContaining("password");
                }
            }
            assertThat(query(server, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Files.readAllLines(server.folder().resolve("postmaster.pid"))
                            .get(4))
                    .as("socket's folder")
                    .isEmpty();
            assertThat(query(server, "show password_encryption")).isEqualTo("scram-sha-256");
        }
    }

    @Test
    void whoHasTheConsolesOwnPasswordRunsNoPrograms() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.startTemporary()) {
            assertThat(query(server, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> query(server, "copy (select 1) to program 'id'"))
                    .withStackTraceContaining("permission denied to COPY to or from an external program");
        }
    }

    @Test
    void dataThatNoConsoleHasCreatedAreLeftAlone(@TempDir Path folder) throws IOException {
        EmbeddedServer.startOn(folder).close();
        Files.delete(folder.resolve("console-superuser.password"));

        assertThatExceptionOfType(EmbeddedServerException.class)
                .isThrownBy(() -> EmbeddedServer.startOn(folder))
                .withMessageContaining("console-superuser.password is missing in it");
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
