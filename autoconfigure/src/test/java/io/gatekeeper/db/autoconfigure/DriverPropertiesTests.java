package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.ReadOnlyDatabaseException;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What the driver is told besides what we tell it, and what the pool does with its answers. */
class DriverPropertiesTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @Test
    void optionsOfTheUsersStandBesideOurs() {
        application
                .withPropertyValues(
                        "gatekeeper.db.lock-timeout=4s",
                        "gatekeeper.db.hikari.data-source-properties.options=-c jit=off")
                .run(context -> {
                    GatekeeperDb db = context.getBean(GatekeeperDb.class);

                    assertThat(setting(db, "jit")).isEqualTo("off");
                    assertThat(setting(db, "lock_timeout")).isEqualTo("4s");
                    assertThat(setting(db, "statement_timeout")).isEqualTo("20s");
                });
    }

    @Test
    void soDoThoseInAUrlOfTheUsers() {
        application
                .withPropertyValues(
                        "gatekeeper.db.lock-timeout=4s",
                        "gatekeeper.db.hikari.data-source-properties.options=-c geqo=off",
                        "gatekeeper.db.hikari.jdbc-url=" + database.url()
                                + "?options=-c%20jit=off&ApplicationName=bell")
                .run(context -> {
                    GatekeeperDb db = context.getBean(GatekeeperDb.class);

                    assertThat(setting(db, "jit")).isEqualTo("off");
                    assertThat(setting(db, "geqo")).isEqualTo("off");
                    assertThat(setting(db, "application_name")).isEqualTo("bell");
                    assertThat(setting(db, "lock_timeout")).isEqualTo("4s");
                    assertThat(setting(db, "statement_timeout")).isEqualTo("20s");
                });
    }

    @Test
    void anEnvironmentVariableReachesTheDriverUnderThePropertysRealName() {
        application
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of("GATEKEEPER_DB_HIKARI_DATASOURCEPROPERTIES_PREPARETHRESHOLD", "0"))))
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getDataSourceProperties())
                        .containsEntry("prepareThreshold", "0")
                        .doesNotContainKey("preparethreshold"));
    }

    @Test
    void aConnectionToWhatIsNoPrimaryAnyMoreIsThrownAway() {
        application
                .withPropertyValues("gatekeeper.db.hikari.maximum-pool-size=1")
                .run(context -> {
                    ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                    GatekeeperDb db = context.getBean(GatekeeperDb.class);
                    repository.append(NewViewing.unlimited("ann", "tv", "TV", "films"));
                    db.jdbc()
                            .sql("set session characteristics as transaction read only")
                            .update();

                    assertThatExceptionOfType(ReadOnlyDatabaseException.class)
                            .isThrownBy(() -> repository.append(NewViewing.unlimited("ann", "tv", "TV", "music")));

                    assertThat(repository.append(NewViewing.unlimited("ann", "tv", "TV", "music")))
                            .isPresent();
                });
    }

    /** A server that is not the one it should be asks for the password, and gets nothing. */
    @Test
    void noPasswordIsGivenInTheClearToAServerThatHasNotProvedWhoItIs() throws IOException {
        Queue<Integer> received = new ConcurrentLinkedQueue<>();
        try (ServerSocket rogue = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> askForPasswords(rogue, received));
            server.setDaemon(true);
            server.start();

            application
                    .withPropertyValues(
                            "gatekeeper.db.host=localhost",
                            "gatekeeper.db.port=" + rogue.getLocalPort(),
                            "gatekeeper.db.username=ann",
                            "gatekeeper.db.password=secret")
                    .run(context -> assertThat(context).hasFailed());
        }
        await().until(() -> !received.isEmpty());
        assertThat(received).doesNotContain((int) 'p');
    }

    private static void askForPasswords(ServerSocket rogue, Queue<Integer> received) {
        while (!rogue.isClosed()) {
            try (Socket socket = rogue.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                OutputStream out = socket.getOutputStream();
                byte[] first = new byte[in.readInt() - Integer.BYTES];
                in.readFully(first);
                if (first.length == Integer.BYTES) {
                    // The driver asked for encryption.
                    out.write('N');
                    in.readFully(new byte[in.readInt() - Integer.BYTES]);
                }
                out.write(ByteBuffer.allocate(9)
                        .put((byte) 'R')
                        .putInt(8)
                        .putInt(3)
                        .array());
                received.add(in.read());
            } catch (IOException e) {
                received.add(-1);
            }
        }
    }

    private static String setting(GatekeeperDb db, String name) {
        return db.jdbc().sql("show " + name).query(String.class).single();
    }
}
