package io.gatekeeper.sample.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class WorkingFolderTests {

    @TempDir
    private Path temporary;

    @Test
    void itIsClosedToOthersAndFoundAgain() throws IOException {
        Path folder = WorkingFolder.privateFolder(temporary.resolve("ours"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(WorkingFolder.privateFolder(folder)).isEqualTo(folder);
    }

    @Test
    void oneThatOthersCanWriteIntoIsRefused() throws IOException {
        Path planted = Files.createDirectory(temporary.resolve("planted"));
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(planted, "is open to other users");
    }

    @Test
    void aLinkIsRefusedWhereverItLeads() throws IOException {
        Path ours = WorkingFolder.privateFolder(temporary.resolve("ours"));

        assertRefused(Files.createSymbolicLink(temporary.resolve("link"), ours), "is no folder, or a link to one");
        assertRefused(
                Files.createSymbolicLink(temporary.resolve("dangling"), temporary.resolve("nowhere")),
                "is no folder, or a link to one");
    }

    private static void assertRefused(Path folder, String reason) {
        assertThatExceptionOfType(FileSystemException.class)
                .isThrownBy(() -> WorkingFolder.privateFolder(folder))
                .withMessageContaining(reason);
    }
}
