package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {
    @TempDir
    private Path folder;

    private Path night;
    private String model;
    private final StringWriter errors = new StringWriter();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @BeforeEach
    void writeANight() {
        night = folder.resolve("night.avro");
        String[] simulate = {"simulate", "night", "--visits", "2", "--alerts", "10", "--slim", "--out", night.toString()
        };
        assertEquals(0, call(System.out, simulate), errors.toString());
        Path bundle = folder.resolve("net");
        TestBundles.mean(bundle, View.OBJECT, List.of("i", "r", "g"), 30);
        model = "model=" + bundle;
    }

    @Test
    void everyAlertHasALine() {
        int exitCode = score(new PrintStream(written, false, StandardCharsets.UTF_8));

        assertEquals(0, exitCode, errors.toString());
        List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("sourceId,objectId,band,outcome,reason,score,probability,origin", lines.get(0));
        assertEquals(21, lines.size());
    }

    @Test
    void itStopsWhenNobodyReadsItsOutputAnyMore() {
        OutputStream closedPipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertEquals(1, score(new PrintStream(closedPipe)));
    }

    @Test
    void theSchemaFolderOfTheFileOutranksOneThatLiesNearTheAlerts() throws Exception {
        Files.createDirectory(folder.resolve("schemas"));
        Path file = Files.writeString(folder.resolve("my.yaml"), "alerts: {schemas: {folder: not-here}}");

        assertEquals(1, score(System.out, "--topology", file.toString()));
        assertTrue(
                errors.toString().startsWith("arclet: " + file + ": alerts.schemas.folder: schema folder "),
                errors.toString());
    }

    @Test
    void theSchemaFolderThatIsNamedOutranksTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("my.yaml"), "alerts: {schemas: {folder: not-here}}");
        Path schemas = Files.createDirectory(folder.resolve("other"));
        PrintStream out = new PrintStream(written, false, StandardCharsets.UTF_8);

        assertEquals(0, score(out, "--topology", file.toString(), "--schemas", schemas.toString()), errors.toString());
        errors.getBuffer().setLength(0);
        assertEquals(1, score(out, "--schemas", folder.resolve("nor-here").toString()));
        assertTrue(
                errors.toString().startsWith("arclet: --schemas: alerts.schemas.folder: schema folder "),
                errors.toString());
    }

    private int score(PrintStream out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("score", night.toString(), "--format", "csv", "--set", model));
        arguments.addAll(List.of(more));
        return call(out, arguments.toArray(String[]::new));
    }

    private int call(PrintStream out, String... arguments) {
        PrintStream usual = System.out;
        System.setOut(out);
        try {
            return Arclet.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
        } finally {
            System.setOut(usual);
        }
    }
}
