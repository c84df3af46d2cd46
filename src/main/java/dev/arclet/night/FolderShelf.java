package dev.arclet.night;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in a folder. */
final class FolderShelf implements MessageFiles.Shelf {
    private final Path root;

    FolderShelf(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    @Override
    public void put(String name, byte[] bytes) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    @Override
    public void close() {}
}
