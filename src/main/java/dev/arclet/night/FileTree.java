package dev.arclet.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** The files below some paths, folder by folder, each folder sorted by name. Lists a folder only when it comes to it. */
final class FileTree implements Iterator<FileTree.Entry> {
    /** A file, and whether the user named it rather than a folder above it. */
    record Entry(Path path, boolean named) {}

    private static final int DEEPEST = 64;

    private final Deque<Iterator<Entry>> levels = new ArrayDeque<>();
    private final Deque<Entry> ready = new ArrayDeque<>();

    FileTree(List<Path> paths) {
        levels.push(paths.stream().map(path -> new Entry(path, true)).iterator());
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !levels.isEmpty()) {
            Iterator<Entry> level = levels.element();
            if (!level.hasNext()) {
                levels.pop();
                continue;
            }
            Entry entry = level.next();
            if (Files.isDirectory(entry.path())) {
                checkDepth(entry.path());
                levels.push(list(entry.path()).iterator());
            } else {
                ready.add(entry);
            }
        }
        return !ready.isEmpty();
    }

    @Override
    public Entry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more files");
        }
        return ready.remove();
    }

    private void checkDepth(Path folder) {
        if (levels.size() > DEEPEST) {
            throw new UncheckedIOException(
                    new IOException("folder %s is nested more than %d deep; is there a link to a folder above it?"
                            .formatted(folder, DEEPEST)));
        }
    }

    private static List<Entry> list(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().map(path -> new Entry(path, false)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    new IOException("folder %s can't be read: %s".formatted(folder, e.getMessage()), e));
        }
    }
}
