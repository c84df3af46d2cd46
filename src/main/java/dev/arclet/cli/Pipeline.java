package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.alert.ClasspathSchemas;
import dev.arclet.alert.FolderSchemas;
import dev.arclet.alert.RegistrySchemas;
import dev.arclet.alert.SchemaChain;
import dev.arclet.alert.SchemaSource;
import dev.arclet.alert.SurveyProfileException;
import dev.arclet.alert.SurveyProfiles;
import dev.arclet.config.PipelineConfig;
import dev.arclet.config.WorkerConfig;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.LatencyRecorder;
import dev.arclet.scoring.BatchPolicy;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.scoring.PoolSettings;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.WorkerPool;
import dev.arclet.stream.DirectRoad;
import dev.arclet.stream.Intake;
import dev.arclet.stream.Ledger;
import dev.arclet.stream.LensService;
import dev.arclet.stream.LensTopology;
import dev.arclet.stream.Publisher;
import dev.arclet.stream.StreamsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** All that a pipeline is made of, put together as its configuration says. The commands run it with Kafka or without. */
final class Pipeline implements AutoCloseable {
    private final PipelineConfig config;
    private final EpochMicros clock = EpochMicros.system();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Ledger ledger = new Ledger(meters);
    private final LatencyRecorder latencies;
    private final AlertDecoder decoder;
    private final ModelBundle model;
    private final WorkerPool pool;
    private final Intake intake;
    private final Publisher publisher;

    private Pipeline(PipelineConfig config) {
        this.config = config;
        this.decoder = decoder(config);
        this.model = Models.shipped().find(config.model());
        this.latencies = new LatencyRecorder(meters, config.latencyBound());
        this.intake = new Intake(decoder, config.acceptance(), clock);
        this.publisher = new Publisher(model, ledger, latencies, clock);
        BatchPolicy batches = new BatchPolicy(config.batchMax(), config.batchDeadline());
        this.pool = new WorkerPool(
                workers(config, model), model.pictureLength(), PoolSettings.of(batches), meters, clock::now);
    }

    /**
     * Loads the model, opens the workers and warms them up.
     *
     * @throws UserError if a part is not there or not right
     */
    static Pipeline open(PipelineConfig config) {
        return new Pipeline(config);
    }

    /** Looks for what the configuration names, without opening workers. */
    static void checkParts(PipelineConfig config) {
        decoder(config);
        Models.shipped().find(config.model());
    }

    static AlertDecoder decoder(PipelineConfig config) {
        try {
            return new AlertDecoder(SurveyProfiles.load(config.surveys()), schemas(config));
        } catch (SurveyProfileException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private static SchemaSource schemas(PipelineConfig config) {
        List<SchemaSource> sources = new ArrayList<>();
        config.registry().ifPresent(url -> sources.add(new RegistrySchemas(URI.create(url))));
        config.schemaFolder().ifPresent(folder -> sources.add(new FolderSchemas(Path.of(folder))));
        sources.add(new ClasspathSchemas());
        return new SchemaChain(sources);
    }

    private static List<Worker> workers(PipelineConfig config, ModelBundle model) {
        List<Worker> workers = new ArrayList<>();
        for (WorkerConfig worker : config.workers()) {
            for (int i = 0; i < worker.count(); i++) {
                workers.add(open("cpu" + workers.size(), model, worker.threads(), config.batchMax()));
            }
        }
        return workers;
    }

    private static Worker open(String name, ModelBundle model, int threads, int batchMax) {
        try {
            return LocalWorker.open(name, model, new LocalWorker.Options(threads, batchMax, false));
        } catch (WorkerException e) {
            throw new UserError("worker " + name + " can't run model " + model.name() + ": " + e.getMessage(), e);
        }
    }

    Topology topology() {
        return lensTopology().build();
    }

    /** The stream, not started yet. */
    LensService service(Properties client, String stateFolder) {
        Properties settings = StreamsProperties.of(config.stream(), client, stateFolder, ledger);
        config.topicReplication()
                .ifPresent(
                        replicas -> settings.putIfAbsent(StreamsConfig.REPLICATION_FACTOR_CONFIG, replicas.intValue()));
        LensTopology topology = lensTopology();
        return new LensService(topology.build(), settings, topology.stopFlag());
    }

    private LensTopology lensTopology() {
        return new LensTopology(config.stream(), model, intake, pool, publisher, ledger, clock);
    }

    /** The road without Kafka; endings go to {@code sink} in the order of the packets. */
    DirectRoad directRoad(Consumer<DirectRoad.Ending> sink) {
        return new DirectRoad(
                intake,
                model,
                pool,
                publisher,
                ledger,
                clock,
                config.stream().inFlightLimit(),
                config.stream().workerPatience(),
                sink);
    }

    PipelineConfig config() {
        return config;
    }

    ModelBundle model() {
        return model;
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

    @Override
    public void close() {
        pool.close();
    }
}
