package dev.arclet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LoadtestCommandTest {
    private static final Pattern DASHBOARD = Pattern.compile("Dashboard: (http://\\S+)\\R");
    private static final Pattern SCORED = Pattern.compile("(?m)^arclet_alerts_total\\{.*outcome=\"scored\".*} [1-9]");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path model;
    private Path report;

    @BeforeEach
    void makeModel() {
        model = folder.resolve("net");
        report = folder.resolve("report");
        TestBundles.mean(model, View.OBJECT, List.of("i", "r", "g"), 16);
    }

    private int run(String... arguments) {
        StopSignal signal = new StopSignal();
        int code = Arclet.commandLine(signal)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
        assertFalse(signal.isHeeded(), "a command that has ended leaves signals to the process");
        return code;
    }

    private int loadtest(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "loadtest",
                "--model",
                model.toString(),
                "--out",
                report.toString(),
                "--force",
                "--packets",
                "24",
                "--slim",
                "--set",
                "scoring.workers=[{kind: local, threads: 1}]"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(report.resolve("loadtest.json").toFile());
    }

    @Test
    void aPipelineUnderLoadCanBeWatchedAnswersEveryAlertAndTheReportSaysWhereTheTimeWent() throws Exception {
        ExecutorService background = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> test = background.submit(() -> loadtest(
                    "--rate", "60", "--duration", "3s", "--warmup", "1s", "--p99", "30s", "--set", "web.port=0"));
            watch(test);
            assertReported(test.get());
        } finally {
            background.shutdownNow();
        }
    }

    private void assertReported(int code) throws IOException {
        assertMeasuredOrTheMachineWasBusy(code);
        assertEquals("open", json().at("/settings/web port").asText(), json().toString());
        JsonNode run = json().at("/runs/0");
        JsonNode account = run.at("/account");
        assertTrue(account.at("/sent").asLong() > 150, account.toString());
        assertEquals(0, account.at("/lost").asLong());
        assertEquals(
                account.at("/sent").asLong(),
                account.at("/scored").asLong()
                        + account.at("/skipped").asLong()
                        + account.at("/unscorable").asLong()
                        + account.at("/dead").asLong());
        assertTrue(account.at("/scored").asLong() > account.at("/sent").asLong() / 2, account.toString());
        List<String> legs = new ArrayList<>();
        run.at("/legs").forEach(leg -> legs.add(leg.at("/leg").asText()));
        assertEquals(
                List.of("schedule", "transport", "decode", "picture", "wait", "infer", "publish", "deliver"), legs);
        assertTrue(run.at("/lag/most").asLong() > 0, "the stream's lag was looked at");
        assertTrue(
                run.at("/machine/cpuByPart/stream").asDouble() > 0,
                run.at("/machine").toString());
        assertTrue(Files.readString(report.resolve("run-1.hgrm")).contains("#[Mean"));
        assertTrue(
                out.toString().contains(code == 0 ? "The bounds held: p99 <= 30s." : "This is no measurement."),
                out.toString());
    }

    /** A generator that gets no processor for a moment makes it no measurement, which is right, and all that may be wrong here. */
    private void assertMeasuredOrTheMachineWasBusy(int code) throws IOException {
        List<String> others = new ArrayList<>();
        json().at("/verdict/problems").forEach(problem -> others.add(problem.asText()));
        boolean busy = others.removeIf(problem -> problem.contains("the generator was late by itself"));
        assertEquals(List.of(), others);
        assertEquals(busy ? 1 : 0, code, errors.toString());
    }

    /** Returns when the dashboard is there and tells of a scored alert, all while the test goes on. */
    private void watch(Future<Integer> test) throws Exception {
        Matcher address = DASHBOARD.matcher("");
        while (!address.reset(errors.toString()).find()) {
            assertFalse(test.isDone(), () -> "no dashboard: " + errors);
            Thread.sleep(20);
        }
        assertTrue(page(address.group(1)).contains("<title>Arclet"), "the dashboard is there");
        String metrics = page(address.group(1) + "metrics");
        while (!SCORED.matcher(metrics).find()) {
            assertFalse(test.isDone(), metrics);
            Thread.sleep(20);
            metrics = page(address.group(1) + "metrics");
        }
    }

    private static String page(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A million a second is the most that is tried; a bound of minutes holds there on any machine. */
    @Test
    void theLargestRateThatHoldsABoundIsFoundAndProved() throws IOException {
        int code = loadtest(
                "--target",
                "pool",
                "--find-rate",
                "--p99",
                "5m",
                "--rate",
                "1000000",
                "--probe",
                "10ms",
                "--duration",
                "20ms",
                "--warmup",
                "0s");

        assertEquals(0, code, errors + " " + out);
        assertEquals(1e6, json().at("/verdict/rate").asDouble());
        assertEquals(1e6, json().at("/probes/0/rate").asDouble());
        assertEquals(1e6, json().at("/runs/0/rate").asDouble());
        assertTrue(json().at("/runs/0/account/sent").asLong() > 15_000);
    }

    @Test
    void aBoundThatDoesNotHoldEndsInFailure() throws IOException {
        // So slow that a generator that gets no processor for a moment is no excuse.
        int code = loadtest(
                "--target",
                "pool",
                "--rate",
                "50",
                "--duration",
                "400ms",
                "--warmup",
                "0s",
                "--p99",
                "100ms",
                "--set",
                "scoring.workers=" + deviceThatTakes(800));

        assertEquals(1, code, errors.toString());
        assertTrue(out.toString().contains("The bounds did NOT hold: p99 <= 100ms."), out.toString());
    }

    /** A worker whose batches take so long, as an entry of the workers. */
    private String deviceThatTakes(int millis) throws IOException {
        Path device = Files.writeString(folder.resolve("snail.yaml"), """
                name: snail
                device: a slow one
                network: any
                fixedMillis: %d
                perPictureMillis: 0
                parallel: 1
                maxBatch: 32
                p99OverMedian: 1
                sources: {fixedMillis: none, perPictureMillis: none, parallel: none, maxBatch: none, p99OverMedian: none}
                """.formatted(millis));
        return "[{kind: device-model, device: " + device + ", scores: none}]";
    }

    @Test
    void anAlertThatIsNeverAnsweredEndsInFailure() throws IOException {
        int code = loadtest(
                "--target",
                "pool",
                "--scenario",
                "offline",
                "--alerts",
                "300",
                "--warmup",
                "0s",
                "--patience",
                "300ms",
                "--set",
                "scoring.workers=" + deviceThatTakes(1_500));

        assertEquals(1, code, errors.toString());
        assertTrue(out.toString().contains("alerts were never answered"), out + " " + errors);
        assertTrue(out.toString().contains("This is no measurement."), out.toString());
    }

    @Test
    void twoLoadTestsAreComparedByTheirRatiosAndWhatDiffers() throws IOException {
        String[] plain = {
            "--target", "pool", "--scenario", "offline", "--alerts", "500", "--warmup", "0s", "--runs", "2"
        };
        assertEquals(0, loadtest(plain), errors.toString());
        Path first = Files.copy(report.resolve("loadtest.json"), folder.resolve("first.json"));
        List<String> changed = new ArrayList<>(List.of(plain));
        changed.addAll(List.of("--set", "scoring.batch.max=1"));
        assertEquals(0, loadtest(changed.toArray(String[]::new)), errors.toString());

        assertEquals(
                0,
                run(
                        "loadtest",
                        "compare",
                        first.toString(),
                        report.resolve("loadtest.json").toString()));

        String text = out.toString();
        assertTrue(text.contains("B / A"), text);
        assertTrue(text.matches("(?s).*scoring\\.batch\\.max +32 +1\\R.*"), text);
    }

    @Test
    void optionsThatDoNotGoTogetherAreToldBeforeAnythingStarts() {
        assertEquals(1, run("loadtest", "--find-rate"));
        assertTrue(errors.toString().contains("add --p99 TIME"), errors.toString());
        assertEquals(1, run("loadtest", "--running"));
        assertTrue(errors.toString().contains("add --bootstrap HOST:PORT"), errors.toString());
        assertEquals(2, run("loadtest", "--duration", "soon"));
        assertTrue(errors.toString().contains("'soon' is no duration"), errors.toString());
    }
}
