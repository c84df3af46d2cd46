package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.alert.ObservingNight;
import dev.arclet.stream.NightCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LedgerReportTest {
    private static final ObservingNight NIGHT = ObservingNight.parse("20261124");
    private static final NightCounts COUNTS = new NightCounts(
            1_480,
            Map.of(
                    "scored", Map.of("", 1_411L),
                    "skipped", Map.of("solar_system", 45L),
                    "unscorable", Map.of("empty_picture", 20L),
                    "dead", Map.of("corrupt", 4L)),
            19,
            1_495,
            3,
            12,
            List.of("lsst 170001000000000057", "alerts/0/5\u001b[2J"));

    @Test
    void oneNightIsShownByReasonWithBothSums() {
        List<String> lines =
                LedgerReport.night(NIGHT, COUNTS).lines().map(String::strip).toList();

        assertEquals("night 20261124", lines.get(0));
        assertEquals("skipped: solar_system          45", lines.get(3));
        assertTrue(
                lines.contains(
                        "1,480 answered = 1,411 scored + 45 skipped + 20 unscorable + 4 dead letters; 19 over the threshold"),
                lines.toString());
        assertTrue(
                lines.contains("1,495 records = 1,480 answered + 3 of alerts that were sent again + 12 repeats"),
                lines.toString());
        assertEquals("repeated: lsst 170001000000000057, alerts/0/5 [2J and 10 more", lines.get(lines.size() - 1));
    }

    @Test
    void anOverviewHasALineANight() {
        String overview = LedgerReport.overview(
                new TreeMap<>(Map.of(NIGHT, COUNTS, ObservingNight.parse("20261125"), NightCounts.NONE)));

        assertEquals(3, overview.lines().count());
        assertEquals(
                "20261124 1,480 1,411 19 45 20 4 12 3",
                overview.lines().skip(1).findFirst().orElseThrow().replaceAll(" +", " "));
        assertEquals(
                "no alert has been answered",
                LedgerReport.overview(new TreeMap<>()).strip());
    }

    @Test
    void jsonHasEverythingByReason() throws Exception {
        JsonNode night = new ObjectMapper()
                .readTree(LedgerReport.json(new TreeMap<>(Map.of(NIGHT, COUNTS))))
                .path("nights")
                .path(0);

        assertEquals("20261124", night.path("night").asText());
        assertEquals(1_411, night.path("scored").asInt());
        assertEquals(45, night.path("skipped").path("solar_system").asInt());
        assertEquals(4, night.path("dead").path("corrupt").asInt());
        assertEquals(12, night.path("repeats").asInt());
        assertEquals("lsst 170001000000000057", night.path("repeated").path(0).asText());
    }

    @Test
    void aNightThatIsNoneIsAWrongCall() {
        StringWriter errors = new StringWriter();

        int exitCode = Arclet.commandLine().setErr(new PrintWriter(errors)).execute("ledger", "--night", "2026-11-24");

        assertEquals(2, exitCode);
        assertTrue(
                errors.toString().contains("give the day on which the night begins, such as 20261124"),
                errors.toString());
    }
}
