package io.gatekeeper.benchmarks.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk without space: a small file system in memory, which only root may mount. */
final class FullDisk implements Closeable {

    private static final int CHUNK = 65_536;

    private final Path folder;

    private FullDisk(Path folder) {
        this.folder = folder;
    }

    static void play(Scene scene) throws Exception {
        // First, so that it goes after the server that stands on it.
        FullDisk disk = scene.closing(mount(scene.folder().resolve("disk")));
        scene.load(scene.server().port());
        scene.jdbc()
                .sql("create tablespace small location '" + disk.folder + "/space'")
                .update();
        scene.jdbc()
                .sql("alter table gatekeeper.viewrecords set tablespace small")
                .update();
        scene.breakAndHeal(disk::fill, () -> Files.delete(disk.ballast()));
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }

    private static FullDisk mount(Path folder) throws IOException {
        Files.createDirectory(folder);
        if (run("mount", "-t", "tmpfs", "-o", "size=512m,mode=700", "tmpfs", folder.toString()) != 0) {
            throw new SkippedException("only root may mount a file system");
        }
        Files.createDirectory(folder.resolve("space"));
        return new FullDisk(folder);
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private void fill() {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(chunk);
            }
        } catch (IOException e) {
            // That is full now.
        }
    }

    private static int run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
