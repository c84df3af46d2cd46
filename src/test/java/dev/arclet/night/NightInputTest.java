package dev.arclet.night;

import static dev.arclet.night.NightFiles.alert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.alert.ObservingNight;
import dev.arclet.alert.TestPackets;
import dev.arclet.night.NightInput.Missed;
import dev.arclet.night.NightSelection.VisitRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightInputTest {
    private static final byte[] DAMAGED = {0, 1, 2, 3, 4, 5};

    @TempDir
    Path folder;

    private static List<Long> ids(NightInput input) throws Exception {
        try (NightInput.Reading reading = input.open(TestPackets.decoder())) {
            return NightFiles.ids(NightFiles.packets(reading));
        }
    }

    private static NightInput merged(Path... paths) {
        return new NightInput(List.of(paths), true, NightSelection.ALL);
    }

    private NightInput part(Path night, double from, double to, VisitRange visits) {
        return new NightInput(List.of(night), false, new NightSelection(from, to, visits));
    }

    @Test
    void nightsAreMergedByTheTimeOfTheirAlerts() throws Exception {
        Path one = NightFiles.container(folder.resolve("1.avro"), alert(1, 1, 0), alert(2, 1, 0), alert(5, 3, 80));
        Path two = NightFiles.container(folder.resolve("2.avro"), alert(3, 11, 20), alert(4, 12, 60), alert(6, 13, 90));

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), ids(merged(one, two)));
        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), ids(merged(two, one)));
        assertEquals(List.of(3L, 4L, 6L, 1L, 2L, 5L), ids(NightInput.of(List.of(two, one))));
    }

    @Test
    void whatCannotBeReadStaysBehindTheAlertBeforeIt() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        NightFiles.message(files.resolve("a"), alert(1, 1, 0));
        NightFiles.message(files.resolve("b"), alert(3, 3, 70));
        NightFiles.message(files.resolve("c"), DAMAGED);
        NightFiles.message(files.resolve("d"), alert(5, 5, 150));
        Path night = NightFiles.container(folder.resolve("n.avro"), alert(2, 2, 37), alert(4, 4, 100));

        assertEquals(List.of(1L, 2L, 3L, -1L, 4L, 5L), ids(merged(files, night)));
    }

    @Property(tries = 40)
    void aMergeLosesNothingAndKeepsTheOrderOfTime(
            @ForAll @Size(min = 1, max = 4) List<@Size(max = 12) List<@IntRange(min = 0, max = 500) Integer>> nights)
            throws Exception {
        Path place = Files.createTempDirectory("merge");
        List<Path> paths = new ArrayList<>();
        long id = 0;
        for (List<Integer> night : nights) {
            Path path = Files.createDirectory(place.resolve("night" + paths.size()));
            List<Integer> sorted = new ArrayList<>(night);
            Collections.sort(sorted);
            for (int seconds : sorted) {
                id++;
                NightFiles.message(path.resolve("%05d".formatted(id)), alert(seconds * 1000L + id, id, seconds));
            }
            paths.add(path);
        }

        List<Long> merged = ids(merged(paths.toArray(Path[]::new)));

        assertEquals(id, new TreeSet<>(merged).size());
        List<Long> seconds = merged.stream().map(one -> one / 1000).toList();
        assertEquals(seconds.stream().sorted().toList(), seconds);
        NightFiles.remove(place);
    }

    @Test
    void aPartOfANightIsChosenByTime() throws Exception {
        Path night = NightFiles.container(folder.resolve("n.avro"), alert(1, 1, 0), alert(2, 2, 37), alert(3, 3, 74));
        double start = NightFiles.START_MJD;

        NightInput part = part(night, start + 30 / 86_400.0, start + 74 / 86_400.0, VisitRange.ALL);

        try (NightInput.Reading reading = part.open(TestPackets.decoder())) {
            assertEquals(List.of(2L), NightFiles.ids(NightFiles.packets(reading)));
            assertEquals(new Missed(0, 2, 0), reading.missed());
        }
    }

    @Test
    void visitsAreChosenByTheirPlaceInTheNightOrByTheirNumber() throws Exception {
        long first = 2_026_112_300_001L;
        Path night = NightFiles.container(
                folder.resolve("n.avro"),
                alert(1, first, 0),
                alert(2, first, 0),
                alert(3, first + 1, 37),
                alert(4, first + 2, 74));

        assertEquals(List.of(3L, 4L), ids(part(night, 0, 1e9, VisitRange.parse("2-5"))));
        assertEquals(List.of(1L, 2L), ids(part(night, 0, 1e9, VisitRange.parse("1"))));
        assertEquals(List.of(3L, 4L), ids(part(night, 0, 1e9, VisitRange.parse("2026112300002-2026112300009"))));
    }

    @Test
    void whatHasNoTimeIsInNoPartOfANightAndIsCounted() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        NightFiles.message(files.resolve("a"), alert(1, 1, 0));
        NightFiles.message(files.resolve("b"), DAMAGED);

        try (NightInput.Reading reading =
                part(files, 0, 1e9, VisitRange.parse("1")).open(TestPackets.decoder())) {
            assertEquals(1, NightFiles.packets(reading).size());
            assertEquals(new Missed(0, 0, 1), reading.missed());
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheWayOut() {
        for (String wrong : List.of("0", "7-3", "x", "5-2026112300001", "-3")) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> VisitRange.parse(wrong));
            assertTrue(e.getMessage().startsWith("visits are '" + wrong + "'; give "), e.getMessage());
        }
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> NightSelection.moment("yesterday"));
        assertEquals(
                "'yesterday' is no time; give one like 2026-11-24T03:00:00Z, or an MJD like 61368.125", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new NightSelection(5, 5, VisitRange.ALL));
        assertEquals(61_368.125, NightSelection.moment("61368.125"));
        assertEquals(
                ObservingNight.mjdTai(Instant.parse("2026-11-24T03:00:00Z")),
                NightSelection.moment("2026-11-24T03:00:00Z"));
    }
}
