package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.night.NightWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void aNightIsWrittenWithItsTruthBesideItInTheSameOrder() throws IOException {
        Path night = folder.resolve("night.avro");
        int exit = run("night", "--visits", "3", "--alerts", "40", "--seed", "2", "--slim", "--out", night.toString());
        assertEquals(0, exit, err.toString());
        List<String> truth = Files.readAllLines(folder.resolve("night.truth.csv"));
        assertEquals(121, truth.size());
        assertTrue(truth.get(0).startsWith("diaSourceId,diaObjectId,visit,band,"));
        try (DataFileReader<GenericRecord> alerts = new DataFileReader<>(night.toFile(), new GenericDatumReader<>())) {
            assertEquals("300", alerts.getMetaString(NightWriter.SCHEMA_ID));
            assertEquals("zstandard", alerts.getMetaString("avro.codec"));
            int row = 1;
            for (GenericRecord alert : alerts) {
                assertEquals(
                        truth.get(row).split(",", -1)[0],
                        alert.get("diaSourceId").toString());
                row++;
            }
            assertEquals(truth.size(), row);
        }
    }

    @Test
    void theSameSeedGivesTheSameTruthAndAnotherOneDoesNot() throws IOException {
        for (List<String> nameAndSeed : List.of(List.of("a", "4"), List.of("b", "4"), List.of("c", "5"))) {
            Path file = folder.resolve(nameAndSeed.get(0) + ".avro");
            String seed = nameAndSeed.get(1);
            assertEquals(0, run("night", "--visits", "1", "--alerts", "20", "--seed", seed, "--out", file.toString()));
        }
        Path first = folder.resolve("a.truth.csv");
        assertEquals(-1, Files.mismatch(first, folder.resolve("b.truth.csv")));
        assertTrue(Files.mismatch(first, folder.resolve("c.truth.csv")) >= 0);
    }

    @Test
    void anExistingFileIsNotWrittenOverWithoutForce() throws IOException {
        Path night = Files.writeString(folder.resolve("kept.avro"), "mine", StandardCharsets.US_ASCII);
        assertEquals(2, run("night", "--visits", "1", "--alerts", "2", "--out", night.toString()));
        assertEquals("mine", Files.readString(night));
        assertTrue(err.toString().contains("kept.avro exists; give another --out, or --force to write over it"));
        assertEquals(0, run("night", "--visits", "1", "--alerts", "2", "--force", "--out", night.toString()));
    }

    @Test
    void stampsAreShardsLabelsAndATable() throws IOException {
        Path stamps = folder.resolve("stamps");
        assertEquals(0, run("stamps", "--count", "30", "--seed", "3", "--out", stamps.toString()), err.toString());
        byte[] pictures = Files.readAllBytes(stamps.resolve("pictures-00000.npy"));
        String header = new String(pictures, 10, 118, StandardCharsets.US_ASCII);
        assertTrue(header.contains("'descr': '<f4'") && header.contains("(30, 3, 40, 40)"), header);
        assertEquals(31, Files.readAllLines(stamps.resolve("meta.csv")).size());
        assertEquals(2, run("stamps", "--count", "30", "--out", stamps.toString()));
        assertTrue(err.toString().contains("is not empty; give another folder, or --force to write into it"));
        assertTrue(Files.readString(stamps.resolve("recipe.yaml")).contains("fieldOfView: 6.0"));
        Files.createFile(stamps.resolve("pictures-00007.npy"));
        Files.createFile(stamps.resolve("complete"));
        Path mine = Files.createFile(stamps.resolve("notes.txt"));
        assertEquals(0, run("stamps", "--count", "5", "--force", "--out", stamps.toString()), err.toString());
        assertTrue(Files.notExists(stamps.resolve("pictures-00007.npy")));
        assertTrue(Files.notExists(stamps.resolve("complete")));
        assertTrue(Files.exists(mine));
    }

    @Test
    void aRunOfCentredRingsTellsSoInItsTable() throws IOException {
        Path rings = folder.resolve("rings");
        int exit = run("stamps", "--count=12", "--kinds=ring", "--centred=1", "--complete=1", "--out=" + rings);
        assertEquals(0, exit, err.toString());
        List<String> rows = Files.readAllLines(rings.resolve("meta.csv"));
        List<String> header = List.of(rows.get(0).split(","));
        assertEquals(13, rows.size());
        for (String row : rows.subList(1, rows.size())) {
            List<String> cells = List.of(row.split(",", -1));
            assertEquals(header.size(), cells.size());
            assertEquals("0", cells.get(header.indexOf("label")));
            assertEquals("ring", cells.get(header.indexOf("kind")));
            assertEquals("irg", cells.get(header.indexOf("bands")));
            assertEquals("1", cells.get(header.indexOf("centred")));
            assertEquals("0.000", cells.get(header.indexOf("offset")));
            assertTrue(Double.parseDouble(cells.get(header.indexOf("seeing_r"))) > 0.4);
            assertTrue(Integer.parseInt(cells.get(header.indexOf("visits_g"))) >= 20);
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedByNameAndValue() {
        assertEquals(2, run());
        assertTrue(err.toString().contains("say what to simulate: night or stamps"));
        String somewhere = folder.resolve("x").toString();
        assertEquals(2, run("stamps", "--count", "0", "--out", somewhere));
        assertTrue(err.toString().contains("--count is 0; give at least 1"));
        assertEquals(2, run("stamps", "--centred", "1.2", "--out", somewhere));
        assertTrue(err.toString().contains("--centred is 1.2; give 0 to 1"));
        assertEquals(2, run("stamps", "--size", "0", "--out", somewhere));
        assertTrue(err.toString().contains("--size is 0; give 1 to 1024 pixels"));
        assertEquals(2, run("stamps", "--field", "0", "--out", somewhere));
        assertTrue(err.toString().contains("--field is 0.0; give more than 0, at most 3600 arcsec"));
        assertEquals(2, run("stamps", "--softening", "0", "--out", somewhere));
        assertTrue(err.toString().contains("--softening is 0.0; give more than 0, at most 10"));
        assertEquals(2, run("stamps", "--radii", "flat", "--out", somewhere));
        assertTrue(err.toString().contains("--radii is flat; give natural or even"));
        assertEquals(2, run("stamps", "--kinds", "lens,quasar", "--out", somewhere));
        assertTrue(err.toString().contains("--kinds has quasar; give some of lens, faint_lens, near_lens, elliptical"));
        assertEquals(2, run("night", "--lenses", "2", "--out", somewhere));
        assertTrue(err.toString().contains("share of lenses is 2.0; give 0 to 1"));
    }
}
