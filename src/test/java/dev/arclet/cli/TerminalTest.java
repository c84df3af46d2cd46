package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see: the line that is written over, tables, and one line for what went wrong. */
class TerminalTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);

    private String seen() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theLiveLineIsWrittenOverAndTakenAway() {
        try (LiveLine line = new LiveLine(terminal, true)) {
            line.show("1 alert");
            line.show("2 alerts");
        }
        assertEquals("\r\u001b[K1 alert\r\u001b[K2 alerts\r\u001b[K", seen());
    }

    @Test
    void whereThereIsNoTerminalThereIsNoLiveLine() {
        try (LiveLine line = new LiveLine(terminal, false)) {
            line.show("1 alert");
        }
        assertEquals("", seen());
    }

    @Test
    void aSimulationShowsHowFarItIs() {
        try (SimulationProgress progress = new SimulationProgress(new LiveLine(terminal, true), "alerts", 2000)) {
            progress.at(1000);
        }
        assertTrue(seen().contains("1,000 of 2,000 alerts, "), seen());
        assertTrue(seen().endsWith("\r\u001b[K"), "and leaves nothing behind");
    }

    @Test
    void numbersStandFlushRightAndTextFlushLeft() {
        TextTable table = new TextTable("outcome", "alerts", "note");
        table.add("scored", "1,234", "over the threshold");
        table.add("dead", "7", "");

        assertEquals(
                String.join(
                        System.lineSeparator(),
                        "outcome  alerts  note",
                        "scored    1,234  over the threshold",
                        "dead          7",
                        ""),
                table.toString());
    }

    @Test
    void aRowWithTheWrongNumberOfCellsIsRefused() {
        TextTable table = new TextTable("a", "b");

        assertThrows(IllegalArgumentException.class, () -> table.add("only one"));
    }

    @Test
    void whatIsWrongWithAFileIsSaidInWords() {
        String file = folder.resolve("n.avro").toString();

        assertEquals(file + " is not there; correct the path", Trouble.describe(new NoSuchFileException(file)));
        assertEquals(
                file + " may not be opened; give yourself the right to it, or name another place",
                Trouble.describe(new AccessDeniedException(file)));
        assertEquals(
                file + " can't be used: No space left on device",
                Trouble.describe(new FileSystemException(file, null, "No space left on device")));
    }

    @Test
    void whatIsWrongWithAFileIsFoundBehindOtherExceptions() {
        String file = folder.resolve("n.avro").toString();
        IOException inner = new IOException(file + " can't be read: " + file, new AccessDeniedException(file));

        assertEquals(
                file + " may not be opened; give yourself the right to it, or name another place",
                Trouble.describe(new UncheckedIOException(inner)));
        assertEquals(
                "block 3 is cut off",
                Trouble.describe(new UncheckedIOException(new IOException("block 3 is cut off"))));
    }

    @Test
    void whatNobodyForesawSaysHowToFindOutMore() {
        assertEquals(
                "no details (NullPointerException; run again with --debug to see where)",
                Trouble.describe(new NullPointerException()));
    }
}
