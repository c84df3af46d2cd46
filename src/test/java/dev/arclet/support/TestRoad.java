package dev.arclet.support;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.SurveyProfileException;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.LatencyRecorder;
import dev.arclet.picture.View;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.Acceptance;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.Intake;
import dev.arclet.stream.Ledger;
import dev.arclet.stream.LensService;
import dev.arclet.stream.LensTopology;
import dev.arclet.stream.OutputTopic;
import dev.arclet.stream.Publisher;
import dev.arclet.stream.StreamSettings;
import dev.arclet.stream.Triage;
import dev.arclet.watch.WatchLists;
import dev.arclet.web.status.Observed;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The parts of a road with a small model, as a command would put them together. */
public final class TestRoad implements AutoCloseable {
    public static final String ALERTS = "alerts";
    public static final String SCORES = "scores";
    public static final String CANDIDATES = "candidates";
    public static final String DEAD_LETTERS = "dead-letters";

    private final StreamSettings settings;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicLong aheadMicros = new AtomicLong();
    private final EpochMicros machine = EpochMicros.system();
    private final EpochMicros clock = () -> machine.now() + aheadMicros.get();
    private final Ledger ledger = new Ledger(meters);
    private final LatencyRecorder latencies = new LatencyRecorder(meters, Duration.ofSeconds(60));
    private final ModelBundle model;
    private final WorkerPool pool;

    public TestRoad(Path folder, View view, StreamSettings settings, List<? extends Worker> workers) {
        this(
                folder,
                view,
                view == View.OBJECT ? List.of("i", "r", "g") : List.of("template", "science", "difference"),
                settings,
                workers);
    }

    public TestRoad(
            Path folder, View view, List<String> channels, StreamSettings settings, List<? extends Worker> workers) {
        this.settings = settings;
        this.model = TestBundles.mean(folder.resolve("test-model"), view, channels, 16);
        this.pool = new WorkerPool(
                workers, model.pictureLength(), PoolSettings.of(BatchPolicy.upTo(8)), meters, clock::now);
    }

    public static StreamSettings settings(String applicationId, StreamSettings.Guarantee guarantee) {
        return settings(applicationId, guarantee, Duration.ofSeconds(2));
    }

    public static StreamSettings settings(
            String applicationId, StreamSettings.Guarantee guarantee, Duration workerPatience) {
        return settings(applicationId, guarantee, workerPatience, Triage.NONE);
    }

    public static StreamSettings settings(
            String applicationId, StreamSettings.Guarantee guarantee, Duration workerPatience, Triage triage) {
        return new StreamSettings(
                applicationId,
                ALERTS,
                SCORES,
                CANDIDATES,
                DEAD_LETTERS,
                guarantee,
                2,
                Duration.ofMillis(100),
                Duration.ofMillis(5),
                64,
                workerPatience,
                Duration.ofSeconds(2),
                triage,
                Optional.of(Duration.ofDays(400)));
    }

    public LensTopology topology() {
        return topology(List.of(), WatchLists.NONE);
    }

    /** With more topics, and with lists of targets. */
    public LensTopology topology(List<OutputTopic> outputTopics, WatchLists watchLists) {
        return new LensTopology(
                settings,
                outputTopics,
                model,
                new Intake(decoder(), Acceptance.ALL_BUT_SOLAR_SYSTEM, clock),
                pool,
                new Publisher(model, watchLists, ledger, latencies, clock),
                ledger,
                clock);
    }

    private static AlertDecoder decoder() {
        try {
            return new AlertDecoder(SurveyProfiles.load(List.of("lsst")), new ClasspathSchemas());
        } catch (SurveyProfileException e) {
            throw new IllegalStateException(e);
        }
    }

    public StreamSettings settings() {
        return settings;
    }

    /** What a web port looks at, when {@code service} is this road's. */
    public Observed observed(LensService service, Supplier<FlowMonitor.Seen> flow) {
        return new Observed("test", settings, model, pool, ledger, latencies, service, flow, meters);
    }

    /** Watches how this road's {@code service} flows. */
    public FlowMonitor watch(LensService service, ClientSettings client) {
        return FlowMonitor.start(service, settings, ledger, pool, clock, client.admin(), client.consumer());
    }

    public WorkerPool pool() {
        return pool;
    }

    public PrometheusMeterRegistry meters() {
        return meters;
    }

    /** Sets the clock of all that is on the road forward. */
    public void advance(Duration time) {
        aheadMicros.addAndGet(time.toNanos() / 1_000);
    }

    public EpochMicros clock() {
        return clock;
    }

    public Ledger ledger() {
        return ledger;
    }

    public LatencyRecorder latencies() {
        return latencies;
    }

    @Override
    public void close() {
        pool.close();
    }
}
