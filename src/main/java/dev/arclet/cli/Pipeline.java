package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.LatencyRecorder;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.BatchSizes;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.PictureBatch;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.DirectRoad;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.Intake;
import dev.arclet.stream.KeptState;
import dev.arclet.stream.Ledger;
import dev.arclet.stream.LensService;
import dev.arclet.stream.LensTopology;
import dev.arclet.stream.Publisher;
import dev.arclet.stream.StreamsProperties;
import dev.arclet.web.status.Observed;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** All that a pipeline is made of, put together as its configuration says. The commands run it with Kafka or without. */
final class Pipeline implements AutoCloseable {
    private static final Duration KAFKA_PATIENCE = Duration.ofSeconds(20);

    private final PipelineConfig config;
    private final EpochMicros clock = EpochMicros.system();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Ledger ledger = new Ledger(meters);
    private final LatencyRecorder latencies;
    private final AlertDecoder decoder;
    private final ModelBundle model;
    private final WorkerPool pool;
    private final Intake intake;
    private final Intake directIntake;
    private final Publisher publisher;

    private Pipeline(PipelineConfig config, PipelineParts parts, Workshop workshop) {
        this.config = config;
        this.decoder = parts.decoder();
        this.model = parts.modelBundle();
        this.latencies = new LatencyRecorder(meters, config.latencyBound());
        this.intake = new Intake(parts.patientDecoder(), config.acceptance(), clock);
        this.directIntake = new Intake(decoder, config.acceptance(), clock);
        this.publisher = new Publisher(model, parts.watchLists(), ledger, latencies, clock);
        BatchPolicy batches = new BatchPolicy(config.batchMax(), config.batchDeadline());
        PoolSettings settings = PoolSettings.of(batches).withHedging(config.hedgeAfter());
        Workers workers = workshop.open(config, model);
        this.pool = new WorkerPool(
                workers.regular(), workers.fallbacks(), model.pictureLength(), settings, meters, clock::now);
    }

    /** Opens the workers of a pipeline. */
    private interface Workshop {
        Workers open(PipelineConfig config, ModelBundle model);
    }

    /**
     * Loads the model, opens the workers and warms them up.
     *
     * @throws UserError if a part is not there or not right, with all that is wrong
     */
    static Pipeline open(PipelineConfig config) {
        return new Pipeline(config, PipelineParts.of(config), Workers::open);
    }

    /** With workers that are open already, and the pipeline's from here on. */
    static Pipeline staffed(PipelineConfig config, Workers workers) {
        return new Pipeline(config, PipelineParts.of(config), (same, model) -> workers);
    }

    /** The same as open, but workers may also be such as have no scores to publish. */
    static Pipeline openForLoadTest(PipelineConfig config) {
        return new Pipeline(config, PipelineParts.of(config), Workers::openForLoadTest);
    }

    /** Only to look at: it has every part, but nobody who would score. */
    static Pipeline unmanned(PipelineConfig config) {
        return new Pipeline(
                config, PipelineParts.of(config), (same, model) -> new Workers(List.of(new AbsentWorker()), List.of()));
    }

    private static final class AbsentWorker implements Worker {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public BatchSizes batchSizes() {
            return BatchSizes.upTo(1);
        }

        @Override
        public void score(PictureBatch batch, float[] scores) throws WorkerException {
            throw new WorkerException("this pipeline is only looked at; nobody scores");
        }

        @Override
        public void close() {}
    }

    Topology topology() {
        return lensTopology().build();
    }

    /**
     * The stream, not started yet.
     *
     * @throws dev.arclet.stream.StartRefusedException if it would lose or mistake what earlier runs have kept in Kafka
     */
    LensService service(ClientSettings client, String stateFolder) throws InterruptedException {
        Properties settings = StreamsProperties.of(config.stream(), client.streams(), stateFolder, ledger);
        config.topicReplication()
                .ifPresent(
                        replicas -> settings.putIfAbsent(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas.intValue()));
        return new LensService(lensTopology(), claimState(client), settings);
    }

    private OptionalInt claimState(ClientSettings client) throws InterruptedException {
        try (Admin admin = Cluster.connect(client, KAFKA_PATIENCE)) {
            boolean rekeyed = LensTopology.isRekeyed(model, config.stream());
            KeptState kept = KeptState.look(admin, client.reader(), config.stream(), rekeyed, Arclet.version());
            kept.requireFit();
            kept.claim(admin, client.producer(), config.topicReplication());
            return kept.rekeyPartitions();
        }
    }

    private LensTopology lensTopology() {
        return new LensTopology(config.stream(), config.outputTopics(), model, intake, pool, publisher, ledger, clock);
    }

    /** The road without Kafka; endings go to {@code sink} in the order of the packets. */
    DirectRoad directRoad(Consumer<DirectRoad.Ending> sink) {
        return new DirectRoad(
                directIntake,
                model,
                pool,
                publisher,
                ledger,
                clock,
                config.stream().inFlightLimit(),
                config.stream().workerPatience(),
                sink);
    }

    /** The clock that stamps every mark. */
    EpochMicros clock() {
        return clock;
    }

    PipelineConfig config() {
        return config;
    }

    ModelBundle model() {
        return model;
    }

    /** The workers, for what doesn't come by a road. */
    WorkerPool pool() {
        return pool;
    }

    Ledger ledger() {
        return ledger;
    }

    LatencyRecorder latencies() {
        return latencies;
    }

    AlertDecoder decoder() {
        return decoder;
    }

    /** Watches how this pipeline's {@code service} flows. */
    FlowMonitor watch(LensService service, ClientSettings client) {
        return FlowMonitor.start(service, config.stream(), ledger, pool, clock, client.admin(), client.consumer());
    }

    /** What the web port looks at, when {@code service} is this pipeline's. */
    Observed observed(LensService service, FlowMonitor flow) {
        return new Observed(
                Arclet.version(), config.stream(), model, pool, ledger, latencies, service, flow::seen, meters);
    }

    @Override
    public void close() {
        pool.close();
    }
}
