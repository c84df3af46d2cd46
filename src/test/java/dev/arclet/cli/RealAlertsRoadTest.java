package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.alert.SharedFiles;
import dev.arclet.kafka.TestKafka;
import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real packets of Rubin and ZTF through the whole road, with Kafka and without. */
@Timeout(120)
class RealAlertsRoadTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private Path alerts;
    private Path schemas;
    private Path model;

    @BeforeEach
    void findThem() {
        alerts = SharedFiles.path("alerts");
        schemas = SharedFiles.path("schemas");
        model = folder.resolve("test-model");
        TestBundles.mean(model, View.OBJECT, List.of("i", "r", "g"), 30);
    }

    @Test
    void everyAlertFileIsAnsweredWithoutKafka() throws Exception {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (JsonNode line : score(alerts.resolve("lsst"), alerts.resolve("ztf"))) {
            outcomes.merge(line.get("outcome").asText(), 1, Integer::sum);
        }

        // Five of the packets without cutouts have schemas that the shared folder lacks; the others of them are of one
        // and the same alert.
        assertEquals(Map.of("scored", 80, "skipped", 4, "unscorable", 1, "dead", 5), outcomes);
    }

    @Test
    void damagedFilesAreDeadLettersThatSayWhy() throws Exception {
        List<JsonNode> lines = score(alerts.resolve("damaged"));

        assertEquals(6, lines.size());
        for (JsonNode line : lines) {
            assertEquals("dead", line.get("outcome").asText());
            assertTrue(line.get("reason").asText().matches("(corrupt|unreadable_stamp): .+"), line.toString());
        }
    }

    @Test
    void fortyAlertsReplayedIntoARunningServiceAreFortyAnswered() throws Exception {
        try (TestKafka broker = TestKafka.start()) {
            List<String> replay = List.of(
                    "replay",
                    alerts.resolve("lsst/v10_0").toString(),
                    alerts.resolve("lsst/v7_1").toString(),
                    "--topic",
                    "lsst-alerts",
                    "--speed",
                    "max",
                    "--bootstrap",
                    broker.bootstrapServers());
            try (ArcletProcess replaying = ArcletProcess.start(folder, replay)) {
                assertEquals(0, replaying.awaitExit(60), replaying::output);
            }
            List<String> run =
                    new ArrayList<>(List.of("run", "--bootstrap", broker.bootstrapServers(), "--exit-on-eof"));
            run.addAll(List.of("--set", "model=" + model, "--set", "alerts.schemas.folder=" + schemas));
            run.addAll(List.of("--set", "stream.state=" + folder.resolve("state")));
            try (ArcletProcess running = ArcletProcess.start(folder, run)) {
                assertEquals(0, running.awaitExit(90), running::output);
                assertTrue(
                        running.output().contains("40 in = 40 scored + 0 skipped + 0 unscorable + 0 dead letters"),
                        running::output);
            }
        }
    }

    private List<JsonNode> score(Path... paths) throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of("score", "--format", "jsonl", "--set", "model=" + model));
        for (Path path : paths) {
            args.add(path.toString());
        }
        try (ArcletProcess process = ArcletProcess.start(folder, args)) {
            assertEquals(0, process.awaitExit(60), process::output);
            List<JsonNode> lines = new ArrayList<>();
            Matcher json = Pattern.compile("(?m)^\\{.*}$").matcher(process.output());
            while (json.find()) {
                lines.add(JSON.readTree(json.group()));
            }
            return lines;
        }
    }
}
