package dev.arclet.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory with room for little, which can be full. Only who may mount one gets it. */
final class SmallDisk implements AutoCloseable {
    private static final int MIB = 64;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether this process may mount one. */
    static boolean isPossible() {
        try {
            Path folder = Files.createTempDirectory("arclet-small-disk");
            mount(folder).close();
            Files.delete(folder);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** @throws IOException if that is not allowed here */
    static SmallDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + MIB + "m", "tmpfs", folder.toString()));
        return new SmallDisk(folder);
    }

    /** Takes all the room that is left. */
    void fill() {
        byte[] part = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            for (int i = 0; i < MIB << 8; i++) {
                out.write(part);
            }
            throw new IllegalStateException(folder + " takes more than it has room for");
        } catch (IOException full) {
            System.err.println("chaos: " + folder + ": " + full.getMessage());
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    private static void run(List<String> command) throws IOException {
        try {
            int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException(command + " ends with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        run(List.of("umount", "--lazy", folder.toString()));
    }
}
