package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.alert.SharedFiles;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.Score;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.scoring.remote.ConnectionSettings;
import dev.arclet.scoring.remote.Endpoint;
import dev.arclet.scoring.remote.RemoteModel;
import dev.arclet.scoring.remote.RemoteWorker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code arclet worker} as a process of its own. */
@Timeout(180)
class WorkerCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PICTURES = 600;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @Test
    void realAlertsGetTheSameScoresThroughAWorkerAsWithoutOne() throws Exception {
        Path alerts = SharedFiles.path("alerts");
        try (ArcletProcess worker = startWorker()) {
            String remote = "scoring.workers=[{kind: oip, endpoint: 127.0.0.1:" + port(worker) + ", name: far}]";
            Map<String, JsonNode> here = score(alerts);
            Map<String, JsonNode> far = score(alerts, "--set", remote);

            assertTrue(here.size() > 80, "there are alerts to compare: " + here.size());
            assertEquals(here.keySet(), far.keySet());
            int scored = 0;
            for (String origin : here.keySet()) {
                assertEquals(here.get(origin).get("outcome"), far.get(origin).get("outcome"), origin);
                if (here.get(origin).get("outcome").asText().equals("scored")) {
                    scored++;
                    assertEquals(
                            here.get(origin).get("score").asDouble(),
                            far.get(origin).get("score").asDouble(),
                            1e-5,
                            origin);
                }
            }
            assertTrue(scored >= 80, "scored: " + scored);
            assertEquals(0, worker.stop(), worker::output);
            assertTrue(worker.output().contains(" pictures scored, 0 calls refused or failed"), worker::output);
        }
    }

    @Test
    void aWorkerThatIsKilledUnderLoadLosesNothingAndOneThatComesBackIsUsedAgain() throws Exception {
        ModelBundle bundle = Models.shipped().find("arclet-s");
        try (ArcletProcess doomed = startWorker()) {
            int port = port(doomed);
            try (WorkerPool pool = pool(bundle, port)) {
                AtomicIntegerArray answers = new AtomicIntegerArray(PICTURES);
                List<CompletableFuture<Score>> scores = new ArrayList<>();
                SplittableRandom random = new SplittableRandom(5);
                for (int i = 0; i < PICTURES; i++) {
                    int picture = i;
                    scores.add(pool.submit(randomPicture(random, bundle.pictureLength()))
                            .whenComplete((score, failure) -> answers.incrementAndGet(picture)));
                    if (i == PICTURES / 2) {
                        awaitPicturesOfTheRemote(pool, 1);
                        doomed.kill();
                    }
                }
                for (int i = 0; i < PICTURES; i++) {
                    assertTrue(scores.get(i).get(60, TimeUnit.SECONDS).value() >= 0);
                    assertEquals(1, answers.get(i), "answers of picture " + i);
                }
                while (pool.health().outOfService().isEmpty()) {
                    pool.submit(new float[bundle.pictureLength()]).get(60, TimeUnit.SECONDS);
                }
                String last = pool.health().lastFailure().orElse("none");
                assertTrue(last.contains("worker far: 127.0.0.1:" + port + " is not there: "), last);
                assertTrue(count("arclet.worker.failures", "cause", "unreachable") >= 1);
                assertEquals(0, count("arclet.worker.rejected"));

                long before = pool.stats().workers().get(0).pictures();
                try (ArcletProcess again = startWorker(port)) {
                    assertEquals(port, port(again));
                    while (!pool.health().outOfService().isEmpty()) {
                        Thread.sleep(20);
                    }
                    awaitPicturesOfTheRemote(pool, before + 1);
                    assertTrue(count("arclet.worker.restarts") >= 1);
                }
            }
        }
    }

    @Test
    void aWorkerWithAnotherModelIsRefusedAtTheStart() throws Exception {
        try (ArcletProcess worker = startWorker()) {
            List<String> args = List.of(
                    "score",
                    SharedFiles.path("alerts/ztf").toString(),
                    "--set",
                    "scoring.workers=[{kind: oip, endpoint: 127.0.0.1:" + port(worker) + ", model: other}]");
            try (ArcletProcess scoring = ArcletProcess.start(folder, args)) {
                assertEquals(1, scoring.awaitExit(60), scoring::output);
                assertTrue(
                        scoring.output().contains("model 'other' version '' is not here; this worker serves arclet-s"),
                        scoring::output);
            }
        }
    }

    /** Keeps the pool so busy that one worker alone is not enough: of single pictures the nearer worker takes every one. */
    private static void awaitPicturesOfTheRemote(WorkerPool pool, long count) throws Exception {
        int length = Models.shipped().find("arclet-s").pictureLength();
        while (pool.stats().workers().get(0).pictures() < count) {
            CompletableFuture<?>[] burst = Stream.generate(() -> pool.submit(new float[length]))
                    .limit(PICTURES / 4)
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(burst).get(60, TimeUnit.SECONDS);
        }
    }

    private WorkerPool pool(ModelBundle bundle, int port) throws WorkerException {
        List<Worker> workers = List.of(
                RemoteWorker.openInference(
                        "far",
                        bundle,
                        ConnectionSettings.plain(new Endpoint("127.0.0.1", port)),
                        RemoteModel.asInBundle(),
                        16),
                LocalWorker.open("near", bundle, new LocalWorker.Options(1, 16, false)));
        return new WorkerPool(
                workers, bundle.pictureLength(), PoolSettings.of(BatchPolicy.upTo(16)), meters, System::nanoTime);
    }

    private double count(String meter, String... tags) {
        return meters.get(meter).tag("worker", "far").tags(tags).counter().count();
    }

    private static float[] randomPicture(SplittableRandom random, int length) {
        float[] picture = new float[length];
        for (int i = 0; i < length; i++) {
            picture[i] = (float) random.nextDouble();
        }
        return picture;
    }

    private ArcletProcess startWorker() throws IOException {
        return startWorker(0);
    }

    private ArcletProcess startWorker(int port) throws IOException {
        return ArcletProcess.start(
                folder, List.of("worker", "--port", Integer.toString(port), "--sessions", "2", "--threads", "1"));
    }

    private static int port(ArcletProcess worker) throws InterruptedException {
        worker.awaitOutput("Ctrl-C stops", 60);
        Matcher port = Pattern.compile("on 127\\.0\\.0\\.1:(\\d+), ").matcher(worker.output());
        assertTrue(port.find(), worker::output);
        return Integer.parseInt(port.group(1));
    }

    /** The line of each packet, by where it came from. */
    private Map<String, JsonNode> score(Path alerts, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of(
                "score",
                "--format",
                "jsonl",
                alerts.resolve("lsst").toString(),
                alerts.resolve("ztf").toString()));
        args.addAll(List.of(more));
        try (ArcletProcess process = ArcletProcess.start(folder, args)) {
            assertEquals(0, process.awaitExit(60), process::output);
            Map<String, JsonNode> lines = new TreeMap<>();
            Matcher json = Pattern.compile("(?m)^\\{.*}$").matcher(process.output());
            while (json.find()) {
                JsonNode line = JSON.readTree(json.group());
                lines.put(line.get("origin").asText(), line);
            }
            return lines;
        }
    }
}
