package dev.arclet.cli;

import dev.arclet.alert.AlertDecoder;
import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.latency.EpochMicros;
import dev.arclet.latency.LatencyRecorder;
import dev.arclet.load.Target;
import dev.arclet.load.target.PipelineTarget;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.stream.Intake;
import dev.arclet.stream.Ledger;
import dev.arclet.stream.LensService;
import dev.arclet.stream.NaiveTopology;
import dev.arclet.stream.Publisher;
import dev.arclet.stream.StreamsProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** The naive topology on a broker of its own, with Arclet's own settings of Kafka Streams, and as many threads. */
final class NaiveBench implements AutoCloseable {
    private final Closer closer = new Closer();
    private final EpochMicros clock = EpochMicros.system();
    private final Target target;

    NaiveBench(PipelineConfig config, LoadAlerts alerts) throws InterruptedException {
        PipelineParts parts = PipelineParts.of(config);
        AlertDecoder decoder = parts.decoder();
        ModelBundle model = parts.modelBundle();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Ledger ledger = new Ledger(meters);
        EmbeddedBroker broker = closer.add(EmbeddedBroker.start(BrokerSettings.temporary()));
        ClientSettings client = ClientSettings.of(broker.bootstrapServers());
        StreamTopics.ensure(config, client, true);
        AtomicInteger sessions = new AtomicInteger();
        NaiveTopology topology = new NaiveTopology(
                config.stream(),
                model,
                new Intake(decoder, config.acceptance(), clock),
                new Publisher(model, ledger, new LatencyRecorder(meters, config.latencyBound()), clock),
                ledger,
                clock,
                () -> worker(model, sessions.getAndIncrement()));
        String state = closer.add(TemporaryFolder.create("arclet-naive")).path().toString();
        LensService service =
                closer.add(topology.service(StreamsProperties.of(config.stream(), client.streams(), state, ledger)));
        service.start();
        if (!service.awaitRunning(Duration.ofMinutes(2))) {
            throw new UserError(
                    "the naive stream did not start", service.failure().orElse(null));
        }
        target = closer.add(new PipelineTarget(
                config.stream(), client.producer(), client.consumer(), alerts.numbered(decoder), clock));
    }

    private static Worker worker(ModelBundle model, int number) {
        try {
            return LocalWorker.open("naive" + number, model, new LocalWorker.Options(1, 1, false));
        } catch (WorkerException e) {
            throw new UserError("the naive stream has no network: " + e.getMessage(), e);
        }
    }

    Target target() {
        return target;
    }

    EpochMicros clock() {
        return clock;
    }

    @Override
    public void close() {
        closer.close();
    }
}
