package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.servers.CertifiedServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A server that cannot prove who it is gets no connection, and that is no outage to be answered through. */
class RefusedCertificateTests {

    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void oneOfSomebodyWhomNobodyKnowsIsRefused(OnUnavailable reaction) throws Exception {
        Path theirs = keys("theirs", "localhost");
        Path ours = keys("ours", "localhost");

        assertThatItIsRefused(theirs, rootOf(ours), reaction);
    }

    @ParameterizedTest
    @EnumSource
    void soIsThatOfAnotherHost(OnUnavailable reaction) throws Exception {
        Path elsewhere = keys("elsewhere", "elsewhere.example");

        assertThatItIsRefused(elsewhere, rootOf(elsewhere), reaction);
    }

    @ParameterizedTest
    @EnumSource
    void soIsOneThatHasExpired(OnUnavailable reaction) throws Exception {
        Path authority = keys("authority", "authority");
        Path expired = keys("expired", "localhost");
        sign(expired, authority, "-startdate", "-2y", "-validity", "30");

        assertThatItIsRefused(expired, rootOf(authority), reaction);
    }

    /** That the others are refused for their certificate, and for nothing else. */
    @Test
    void oneThatIsKnownIsAccepted() throws Exception {
        Path known = keys("known", "localhost");

        assertThat(start(known, rootOf(known), OnUnavailable.FAIL).getAction())
                .startsWith("Start the server, or correct gatekeeper.db.host");
    }

    private static void assertThatItIsRefused(Path shown, Path root, OnUnavailable reaction) throws Exception {
        assertThat(start(shown, root, reaction).getAction()).startsWith("The server's certificate is refused:");
    }

    private static FailureAnalysis start(Path shown, Path root, OnUnavailable reaction) throws Exception {
        List<FailureAnalysis> analysis = new ArrayList<>();
        try (CertifiedServer server = new CertifiedServer(shown, PASSWORD)) {
            Applications.withJdbc()
                    .withPropertyValues(
                            "gatekeeper.db.host=localhost",
                            "gatekeeper.db.port=" + server.port(),
                            "gatekeeper.db.database=home",
                            "gatekeeper.db.username=console",
                            "gatekeeper.db.password=secret",
                            "gatekeeper.db.schema=gatekeeper",
                            "gatekeeper.db.ssl-mode=verify-full",
                            "gatekeeper.db.ssl-root-cert=" + root,
                            "gatekeeper.db.connect-timeout=2s",
                            "gatekeeper.db.on-unavailable=" + reaction)
                    .run(context -> analysis.add(Failures.analysisOf(context.getStartupFailure())));
        }
        return analysis.get(0);
    }

    private Path keys(String name, String host) throws IOException, InterruptedException {
        Path keys = folder.resolve(name + ".p12");
        keytool(keys, "server", "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        return keys;
    }

    /** Has a certificate replaced by one that another has issued. */
    private static void sign(Path keys, Path authority, String... validity) throws IOException, InterruptedException {
        String request = keys + ".request";
        String issued = keys + ".issued";
        keytool(keys, "server", "-certreq", "-file", request);
        List<String> issue = new ArrayList<>(List.of("-gencert", "-rfc", "-infile", request, "-outfile", issued));
        issue.addAll(List.of(validity));
        keytool(authority, "server", issue.toArray(String[]::new));
        keytool(
                keys,
                "authority",
                "-importcert",
                "-noprompt",
                "-file",
                rootOf(authority).toString());
        keytool(keys, "server", "-importcert", "-noprompt", "-file", issued);
    }

    private static Path rootOf(Path keys) throws IOException, InterruptedException {
        Path root = keys.resolveSibling(keys.getFileName() + ".pem");
        keytool(keys, "server", "-exportcert", "-rfc", "-file", root.toString());
        return root;
    }

    private static void keytool(Path keys, String alias, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", keys.toString()));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }
}
