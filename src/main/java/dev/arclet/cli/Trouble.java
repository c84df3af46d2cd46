package dev.arclet.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** Says in one line what went wrong. Java's own words for a file's trouble are often no more than the file's name. */
final class Trouble {
    private static final String OURS = Trouble.class.getPackageName().replace(".cli", ".");

    private Trouble() {}

    /** For the person at the terminal. */
    static String describe(Throwable problem) {
        if (problem instanceof IOException || problem instanceof UncheckedIOException) {
            return ofFiles(problem);
        }
        // Exceptions of this program are written for the person who reads them.
        boolean ours = problem.getClass().getPackageName().startsWith(OURS);
        return ours && problem.getMessage() != null ? problem.getMessage() : unforeseen(problem);
    }

    /** A native library that can't be loaded, mostly for the folder that it was unpacked to. */
    static String ofNativeLibrary(UnsatisfiedLinkError problem) {
        return "a native library can't be loaded (" + problem.getMessage()
                + "). They are unpacked to the temporary folder, "
                + System.getProperty("java.io.tmpdir")
                + ", which must allow that: mount it with 'exec', or name another folder by"
                + " ARCLET_JAVA_OPTS=-Djava.io.tmpdir=FOLDER";
    }

    private static String ofFiles(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof FileSystemException file && file.getFile() != null) {
                return ofFile(file);
            }
        }
        Throwable plain = problem instanceof UncheckedIOException && isWrapping(problem) ? problem.getCause() : problem;
        return plain.getMessage() == null ? unforeseen(plain) : plain.getMessage();
    }

    /** Whether it says nothing but what its cause is. */
    private static boolean isWrapping(Throwable problem) {
        return problem.getCause().toString().equals(problem.getMessage());
    }

    private static String ofFile(FileSystemException problem) {
        String file = problem.getFile();
        if (problem instanceof NoSuchFileException) {
            return missing(file, Optional.ofNullable(problem.getReason()));
        }
        if (problem instanceof AccessDeniedException) {
            return file + " may not be opened; give yourself the right to it, or name another place";
        }
        if (problem instanceof FileAlreadyExistsException) {
            return file + " is there already; remove it or name another";
        }
        if (problem instanceof NotDirectoryException) {
            return file + " is no folder; name one";
        }
        if (problem instanceof DirectoryNotEmptyException) {
            return file + " is a folder that is not empty; empty it or name another";
        }
        return file + " can't be used: "
                + Optional.ofNullable(problem.getReason())
                        .orElse(problem.getClass().getSimpleName());
    }

    private static String missing(String file, Optional<String> wayOut) {
        Path folder = Path.of(file).toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            return "%s: there is no folder %s; make it or correct the path".formatted(file, folder);
        }
        return "%s is not there; %s".formatted(file, wayOut.orElse("correct the path"));
    }

    private static String unforeseen(Throwable problem) {
        String message = Optional.ofNullable(problem.getMessage()).orElse("no details");
        return message.lines().findFirst().orElse("") + " ("
                + problem.getClass().getSimpleName() + "; run again with --debug to see where)";
    }
}
