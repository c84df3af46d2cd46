package dev.arclet.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.Timeline;
import dev.arclet.load.Answer;
import dev.arclet.load.Answer.Ending;
import dev.arclet.load.LoadPlan;
import dev.arclet.load.LoadRun;
import dev.arclet.load.RunResult;
import dev.arclet.load.Target;
import dev.arclet.load.watch.Instruments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadReportTest {
    private final EpochMicros clock = EpochMicros.system();

    @TempDir
    private Path folder;

    /** Answers at once, as if everything took so long. */
    private final class Taking implements Target {
        private final long micros;
        private Consumer<Answer> sink = answer -> {};

        Taking(long micros) {
            this.micros = micros;
        }

        @Override
        public void answerTo(Consumer<Answer> next) {
            sink = next;
        }

        @Override
        public void send(long number) {
            sink.accept(new Answer(number, Ending.SCORED, clock.now() + micros, Timeline.empty(), 2));
        }

        @Override
        public void close() {}
    }

    private LoadReport report(Map<String, String> settings, long... micros) throws InterruptedException {
        List<RunResult> runs = new ArrayList<>();
        for (long time : micros) {
            LoadPlan plan = LoadPlan.server(200, Duration.ZERO, Duration.ofMillis(400), 1);
            runs.add(new LoadRun(new Taking(time), Instruments.none(), clock, () -> false)
                    .run(plan, Optional.empty(), false)
                    .result());
        }
        return new LoadReport(
                settings,
                Map.of("processors", "2"),
                new LoadReport.Verdict(true, Optional.empty(), Optional.empty(), List.of(), List.of("a <caution>")),
                List.of(),
                runs);
    }

    @Test
    void aReportIsReadAsItWasWritten() throws Exception {
        LoadReport report = report(Map.of("target", "pool"), 5_000, 6_000);
        Path file = folder.resolve("loadtest.json");

        report.writeJson(file);

        assertEquals(report, LoadReport.read(file));
    }

    @Test
    void aFileThatIsNoReportIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"schema\": \"other\", \"runs\": []}");

        IOException e = assertThrows(IOException.class, () -> LoadReport.read(file));

        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    }

    @Test
    void aChangeBeyondTheSpreadOfBothIsToldFromOneWithinIt() throws InterruptedException {
        LoadReport a = report(Map.of("rate", "200", "model", "x"), 500_000, 600_000);
        LoadReport slower = report(Map.of("rate", "200", "model", "y"), 1_500_000, 1_600_000);
        LoadReport alike = report(Map.of("rate", "200", "model", "x"), 550_000, 650_000);

        Comparison.Line line = line(new Comparison(a, slower));

        assertEquals("worse", line.verdict());
        assertEquals(1_550.0 / 550, line.ratio(), 0.3);
        assertTrue(line.low() > 2 && line.high() < 3.5, line.toString());
        assertEquals("better", line(new Comparison(slower, a)).verdict());
        assertEquals("within the spread", line(new Comparison(a, alike)).verdict());
        assertEquals(List.of(new Comparison.Difference("model", "x", "y")), new Comparison(a, slower).differences());
    }

    private static Comparison.Line line(Comparison comparison) {
        return comparison.lines().stream()
                .filter(line -> line.name().equals("p50 ms"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePageNeedsNothingFromOutsideAndEscapesWhatItSays() throws Exception {
        Path page = folder.resolve("index.html");

        report(Map.of("target", "pool", "scenario", "server", "model", "<b>"), 5_000, 6_000)
                .writePage(page);

        String html = Files.readString(page);
        assertTrue(
                html.contains("Percentiles of the latency") && html.contains("Where the time of a scored alert goes"));
        assertTrue(html.contains("a &lt;caution&gt;") && html.contains("&lt;b&gt;"));
        assertFalse(html.contains("<script") || html.contains("http"), "the page needs nothing from outside");
        assertFalse(html.contains("NaN") || html.contains("Infinity"), "every mark has a place");
    }
}
