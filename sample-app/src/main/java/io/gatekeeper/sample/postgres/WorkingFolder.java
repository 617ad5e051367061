package io.gatekeeper.sample.postgres;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the embedded server's binaries are unpacked. By default one folder, writable for all, serves all users of a
 * machine; whoever came first owns what is in it, and the others may fail to lock it. So every user gets a private one.
 */
final class WorkingFolder {

    private static final String PROPERTY = "ot.epg.working-dir";

    private WorkingFolder() {}

    static Path prepare() throws IOException {
        String folder = System.getProperty(PROPERTY);
        if (folder == null) {
            folder = ofThisUser().resolve("postgres").toString();
            System.setProperty(PROPERTY, folder);
        }
        return Files.createDirectories(Path.of(folder));
    }

    private static Path ofThisUser() throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        return Files.createDirectories(
                Path.of(System.getProperty("java.io.tmpdir"), "gatekeeper-sample-" + user), ownerOnly());
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }
}
