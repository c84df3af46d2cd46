package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.picture.View;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.OnnxModels;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.serve.InferenceServer;
import dev.arclet.scoring.serve.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class CompareCommandTest {
    private static final int SIZE = 20;
    private static final int EACH = 20;

    @TempDir
    private Path folder;

    private final InProcess arclet = new InProcess();

    private ModelBundle bundle(String name, byte[] network) {
        return TestBundles.write(folder.resolve(name), View.OBJECT, List.of("i", "r", "g"), SIZE, network);
    }

    private Path pictures() throws IOException {
        return LabelledPictures.write(folder.resolve("set.npz"), SIZE, EACH, 0);
    }

    private Path device() throws IOException {
        return Files.writeString(folder.resolve("abacus.yaml"), """
                name: abacus
                device: a frame with beads
                network: counting
                fixedMillis: 2
                perPictureMillis: 1
                parallel: 2
                maxBatch: 4
                p99OverMedian: 1
                watts: 36
                sources: {fixedMillis: its maker, perPictureMillis: its maker, parallel: its maker, maxBatch: its maker,
                          p99OverMedian: its maker, watts: its maker}
                """);
    }

    private static JsonNode pair(JsonNode report, int index) {
        return report.at("/pairs/" + index);
    }

    /** A server that serves one of two models, a described device, this machine, and a server that is not there. */
    @Test
    void everyModelIsMeasuredOnEveryWorkerAndOneThatFailsSaysWhyWhileTheOthersGoOn() throws Exception {
        ModelBundle good = bundle("good", OnnxModels.mean(3, SIZE));
        ModelBundle other = bundle("other", OnnxModels.convolution(3, SIZE, 4));
        Path report = folder.resolve("report");
        List<LocalWorker> sessions = List.of(LocalWorker.open("session0", good, new LocalWorker.Options(1, 8, false)));
        try (InferenceServer server =
                InferenceServer.start(good, sessions, new ServerSettings("127.0.0.1", 0, 8, Optional.empty()))) {
            String oip = "{kind: oip, endpoint: '127.0.0.1:" + server.port() + "', name: peer}";
            int code = arclet.run(
                    "compare",
                    "--model",
                    good.place(),
                    "--model",
                    other.place(),
                    "--worker",
                    "{kind: local, threads: 1}",
                    "--worker",
                    oip,
                    "--worker",
                    device().toString(),
                    "--worker",
                    "{kind: oip, endpoint: '127.0.0.1:1', timeout: 500ms}",
                    "--pictures",
                    pictures().toString(),
                    "--set",
                    "scoring.batch.max=8",
                    "--rate",
                    "100",
                    "--each",
                    "300ms",
                    "--shares",
                    "0.5",
                    "--out",
                    report.toString());
            assertEquals(0, code, arclet.errors());
        }
        JsonNode json =
                new ObjectMapper().readTree(report.resolve("compare.json").toFile());
        assertEquals("arclet-comparison-1", json.get("schema").asText());
        assertEquals(8, json.get("pairs").size());
        assertMeasured(pair(json, 0), "good 1.0", "local 1 thread", false);
        assertMeasured(pair(json, 1), "good 1.0", "oip peer", false);
        assertMeasured(pair(json, 2), "good 1.0", "modelled abacus", true);
        assertFailed(pair(json, 3), "oip 127.0.0.1:1", "127.0.0.1:1 is not there");
        assertMeasured(pair(json, 4), "other 1.0", "local 1 thread", false);
        assertFailed(pair(json, 5), "oip peer", "other");
        assertMeasured(pair(json, 6), "other 1.0", "modelled abacus", true);
        assertEquals(
                pair(json, 0).at("/accuracy/auroc/value"),
                pair(json, 1).at("/accuracy/auroc/value"),
                "the server has the same network");
        assertEquals(1, pair(json, 0).at("/accuracy/auroc/value").asDouble());

        JsonNode abacus = pair(json, 2);
        assertTrue(abacus.at("/bare/best/perSecond").asDouble() <= 2 * 4 / 0.006 + 1, abacus.toString());
        assertEquals(
                36 * 1e6 / 3600 / abacus.at("/pool/perSecond").asDouble(),
                abacus.at("/costPerMillion/wattHours").asDouble(),
                1e-6);
        assertTrue(abacus.at("/costPerMillion/dollars").isNull());

        String page = Files.readString(report.resolve("index.html"));
        assertFalse(page.contains("<script") || page.contains("http"), "the page needs nothing from outside");
        assertTrue(page.contains("modelled abacus"), page);
        assertEquals(3, page.split("<svg", -1).length - 1);
        assertEquals(
                occurrences(page, "modelled abacus") + occurrences(page, "<li>abacus"),
                occurrences(page, "abacus"),
                "always said to be modelled");
        assertTrue(arclet.out().contains("modelled abacus"), arclet.out());
        assertTrue(arclet.out().contains("failed: 127.0.0.1:1 is not there"), arclet.out());
    }

    private static int occurrences(String text, String word) {
        return text.split(word, -1).length - 1;
    }

    private static void assertMeasured(JsonNode pair, String model, String worker, boolean modelled) {
        assertEquals(model, pair.get("model").asText());
        assertEquals(worker, pair.get("worker").asText());
        assertEquals(modelled, pair.get("modelled").asBoolean());
        assertTrue(pair.get("failure").isNull(), pair.toString());
        assertEquals(EACH, pair.at("/accuracy/lenses").asInt());
        assertTrue(pair.at("/pool/perSecond").asDouble() > 0, pair.toString());
        assertEquals(3, pair.at("/pool/loads").size(), "LSST's rate, the goal's, and a share of its own");
        for (JsonNode load : pair.at("/pool/loads")) {
            assertEquals(
                    load.get("sent").asInt(),
                    load.get("answered").asInt()
                            + load.get("rejected").asInt()
                            + load.get("unanswered").asInt());
            assertTrue(
                    load.at("/millis/p50").asDouble()
                            <= load.at("/millis/p99/value").asDouble(),
                    load.toString());
        }
    }

    private static void assertFailed(JsonNode pair, String worker, String why) {
        assertEquals(worker, pair.get("worker").asText());
        assertTrue(pair.get("failure").asText().contains(why), pair.toString());
        assertTrue(pair.get("pool").isNull());
        assertFalse(pair.get("holdsGoal").asBoolean());
        assertFalse(pair.get("onFront").asBoolean());
    }

    @Test
    void mistakesInWorkersAreToldBeforeAnythingIsMeasured() throws Exception {
        ModelBundle good = bundle("good", OnnxModels.mean(3, SIZE));
        Path list = Files.writeString(folder.resolve("workers.yaml"), "- local\n- {kind: oip, endpoint: nowhere}\n");

        int code = arclet.run(
                "compare",
                "--model",
                good.place(),
                "--workers",
                list.toString(),
                "--pictures",
                pictures().toString(),
                "--out",
                folder.resolve("report").toString());

        assertEquals(1, code);
        assertEquals(
                "arclet: " + list + " entry 2: scoring.workers[0].endpoint is nowhere; give HOST:PORT",
                arclet.errors().strip());
        assertFalse(Files.exists(folder.resolve("report")));
    }

    @Test
    void whereNoPairCouldBeMeasuredTheExitCodeSaysSoAndTheReportWhy() throws Exception {
        ModelBundle good = bundle("good", OnnxModels.mean(3, SIZE));
        Path report = folder.resolve("report");

        int code = arclet.run(
                "compare",
                "--model",
                good.place(),
                "--worker",
                "{kind: oip, endpoint: '127.0.0.1:1', timeout: 500ms}",
                "--pictures",
                pictures().toString(),
                "--out",
                report.toString());

        assertEquals(1, code);
        assertTrue(arclet.out().contains("No measured pair holds 270/s"), arclet.out());
        assertTrue(Files.readString(report.resolve("index.html")).contains("127.0.0.1:1 is not there"));
    }
}
