package io.gatekeeper.sample.postgres;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where the embedded server's binaries are unpacked, and run from. By default one folder, writable for all, serves all
 * users of a machine, and whoever comes first decides what the others run. So every user gets a private one.
 */
final class WorkingFolder {

    private static final String PROPERTY = "ot.epg.working-dir";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private WorkingFolder() {}

    static Path prepare() throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "gatekeeper-sample-" + user);
        Path binaries = privateFolder(folder).resolve("postgres");
        System.setProperty(PROPERTY, binaries.toString());
        return Files.createDirectories(binaries);
    }

    /**
     * Creates a folder that nobody else can look into, or finds the one that was created so before.
     *
     * @throws FileSystemException if something stands there that another user can have put there, or write into
     */
    static Path privateFolder(Path folder) throws IOException {
        try {
            return Files.createDirectory(folder, ownerOnly(folder));
        } catch (FileAlreadyExistsException e) {
            checkPrivate(folder);
            return folder;
        }
    }

    private static void checkPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(folder.toString(), null, "is no folder, or a link to one");
        }
        if (!isPosix(folder)) {
            return;
        }
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ownFile()))) {
            throw new FileSystemException(folder.toString(), null, "belongs to another user");
        }
        if (!Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(OWNER_ONLY)) {
            throw new FileSystemException(folder.toString(), null, "is open to other users");
        }
    }

    /** What tells who runs this: the system property can be set to anything. */
    private static Path ownFile() throws IOException {
        Path file = Files.createTempFile("gatekeeper-sample-", null);
        file.toFile().deleteOnExit();
        return file;
    }

    static FileAttribute<?>[] ownerOnly(Path path) {
        return isPosix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
