package io.gatekeeper.sample.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The embedded server's passwords. The superuser's is kept beside its data, where only its owner can read it. */
final class Passwords {

    static final String FILE = "console-superuser.password";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /**
     * Finds the file with the superuser's password, or makes one up for a server that is yet to be created. Data without a
     * password are refused: anybody on this machine can have written them.
     */
    static Path ofSuperuser(Path folder, Path workingFolder) throws IOException {
        Path kept = folder.resolve(FILE);
        if (Files.exists(kept)) {
            return kept;
        }
        if (Files.exists(folder.resolve("PG_VERSION"))) {
            throw new IOException(
                    FILE + " is missing in it: no console has created it, or an early one without a password");
        }
        // Created for its owner alone; PostgreSQL would refuse a folder that is not empty.
        return Files.writeString(Files.createTempFile(workingFolder, "superuser-", ".password"), random());
    }
}
