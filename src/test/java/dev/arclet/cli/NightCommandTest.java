package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.sky.NightFile;
import dev.arclet.sky.NightPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    private int night(Object... arguments) {
        List<String> call = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("night"),
                        java.util.Arrays.stream(arguments).map(Object::toString))
                .toList();
        return Arclet.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(errors))
                .execute(call.toArray(String[]::new));
    }

    private Path simulated(String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        new NightFile(new NightPlan(2, 4, 6, 0.2, true)).write(file, 1, written -> {});
        return file;
    }

    @Test
    void aNightIsSummedUpOnAPage() throws Exception {
        assertEquals(0, night("info", simulated("n.avro"), "--each-visit"), errors.toString());

        String page = out.toString();
        for (String line : List.of(
                "night    20261123",
                "alerts   24, ",
                "from     2026-11-23T23:59:38Z to 2026-11-24T00:01:29Z UTC",
                "visits   4, one in 37.0 s, 6 alerts each",
                "band g   1 visits, 6 alerts",
                "schemas  lsst, wire 300",
                "2026112300004  z     2026-11-24T00:01:29Z       6")) {
            assertTrue(page.contains(line), line + " is not in\n" + page);
        }
    }

    @Test
    void aConvertedNightHasItsTruthBesideItAndLeadsBackToTheSameFile() throws Exception {
        Path night = simulated("n.avro");

        assertEquals(0, night("convert", night, folder.resolve("m.tar.gz")), errors.toString());
        assertEquals(0, night("convert", folder.resolve("m.tar.gz"), folder.resolve("back.avro")), errors.toString());

        assertEquals(-1, Files.mismatch(folder.resolve("n.truth.csv"), folder.resolve("back.truth.csv")));
        assertEquals(-1, Files.mismatch(night, folder.resolve("back.avro")));
        assertTrue(out.toString().contains("back.avro: 24 alerts"), out.toString());
    }

    @Test
    void theSameSeedGivesTheSameFileByteByByte() throws Exception {
        assertEquals(-1, Files.mismatch(simulated("a.avro"), simulated("b.avro")));
    }

    @Test
    void aPartWithNothingInItAndAPlaceThatIsTakenAreSaidSo() throws Exception {
        Path night = simulated("n.avro");

        assertEquals(1, night("convert", night, folder.resolve("none.avro"), "--visits", "9"));
        assertTrue(errors.toString().contains("no alerts of that kind in"), errors.toString());
        assertEquals(1, night("convert", night, night));
        assertTrue(errors.toString().contains("n.avro is there already; remove it or name another"), errors.toString());
        assertEquals(2, night("convert", night));
        assertTrue(errors.toString().contains("give the night, and behind it where to write it"), errors.toString());
    }
}
