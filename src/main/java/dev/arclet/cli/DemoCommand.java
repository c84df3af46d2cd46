package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.BrokerSettings;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.EmbeddedBroker;
import dev.arclet.night.ReplaySpeed;
import dev.arclet.sky.NightPlan;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.web.WebPort;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code arclet demo}: the whole road on one machine, with nothing to set up. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Runs a simulated night through a Kafka broker in this process, the real topology and the trained network,"
                        + " and shows the lens candidates it finds.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet demo",
            "  arclet demo --visits 40 --alerts 100 --seed 7",
            "  arclet demo --keep                 leave broker, stream and dashboard running, to look at them",
            "Ends by itself, after a quarter of a minute on two idle cores, about a minute on busy ones.",
            "Exit code 0 if every alert was answered."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration START_WITHIN = Duration.ofMinutes(1);
    /** Without any answer, once all is sent. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** A visit every 0.6 s instead of every 37 s. */
    private static final ReplaySpeed PACE = new ReplaySpeed(60);

    @Option(
            names = "--visits",
            defaultValue = "16",
            description = "Visits of the telescope, through the filters i, r, g, z in turn. Default: ${DEFAULT-VALUE}")
    private int visits;

    @Option(names = "--alerts", defaultValue = "30", description = "Alerts of each visit. Default: ${DEFAULT-VALUE}")
    private int alerts;

    @Option(names = "--seed", defaultValue = "1", description = "Another night. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Mixin
    private PipelineOptions options;

    @Mixin
    private WebOptions web;

    @Option(names = "--keep", description = "Do not end: leave the broker and the stream running until Ctrl-C.")
    private boolean keep;

    @ParentCommand
    private Arclet program;

    @Override
    public Integer call() throws Exception {
        PipelineConfig config = options.load(Map.of());
        StreamTopics.oneForAlerts(config, "demo");
        StopSignal stop = program.stopSignal().heed();
        try (Closer closer = new Closer()) {
            return run(config, stop, closer);
        }
    }

    private int run(PipelineConfig config, StopSignal stop, Closer closer) throws InterruptedException {
        SimulatedNight night = new SimulatedNight(NightPlan.demo(seed, visits, alerts));
        say("Loading the model and starting a Kafka broker in this process ...");
        Pipeline pipeline = closer.add(Pipeline.open(config));
        EmbeddedBroker broker = closer.add(EmbeddedBroker.start(BrokerSettings.temporary()));
        ClientSettings client = ClientSettings.of(broker.bootstrapServers());
        StreamTopics.ensure(config, client, true);
        LensService service = startStream(client, pipeline, closer);
        FlowMonitor flow = closer.add(pipeline.watch(service, client));
        Optional<WebPort> dashboard = web.open(pipeline, service, flow, client, closer);
        if (!awaitRunning(service, stop)) {
            return stopped();
        }
        say(
                "Broker on %s, topology running, model %s %s. Simulating %d visits of %d alerts, one object in ten a lens.",
                broker.bootstrapServers(),
                pipeline.model().name(),
                pipeline.model().version(),
                visits,
                alerts);
        dashboard.ifPresent(port -> say("Dashboard: %s%s", port.url(), keep ? "" : " (--keep leaves it there)"));
        Audience audience = closer.add(new Audience(config.stream(), client));
        NightSender sender = closer.add(
                new NightSender(night.packets(), client, config.stream().alerts(), pipeline.decoder(), PACE));
        if (!awaitAnswers(sender, service, pipeline, audience, stop)) {
            return stopped();
        }
        System.out.print(DemoReport.of(night, audience, pipeline, sender.sent()));
        if (keep) {
            say(
                    "Left running: bootstrap.servers=%s, topics %s, %s, %s. Ctrl-C ends it.",
                    broker.bootstrapServers(),
                    config.stream().alerts(),
                    config.stream().scores(),
                    config.stream().candidates());
            keepUntil(stop, service);
        }
        return audience.answered() == sender.sent() ? 0 : 1;
    }

    private static LensService startStream(ClientSettings client, Pipeline pipeline, Closer closer)
            throws InterruptedException {
        String state = closer.add(TemporaryFolder.create("arclet-demo")).path().toString();
        LensService service = closer.add(pipeline.service(client, state));
        service.start();
        return service;
    }

    /** False if it is told to stop before. */
    private static boolean awaitRunning(LensService service, StopSignal stop) throws InterruptedException {
        long end = System.nanoTime() + START_WITHIN.toNanos();
        while (!service.awaitRunning(LOOK_EVERY)) {
            requireAlive(service);
            if (stop.await(Duration.ZERO)) {
                return false;
            }
            if (System.nanoTime() - end > 0) {
                throw new UserError("the stream did not start: it has no partitions after a minute");
            }
        }
        return true;
    }

    /** Waits until all that is sent is answered, or nothing more comes; false if it is told to stop before. */
    private static boolean awaitAnswers(
            NightSender sender, LensService service, Pipeline pipeline, Audience audience, StopSignal stop)
            throws InterruptedException {
        RateMeter rate = new RateMeter();
        long answered = 0;
        long lastAnswer = System.nanoTime();
        try (LiveLine line = new LiveLine()) {
            while (!(sender.isDone() && audience.answered() >= sender.sent())) {
                requireAlive(service);
                if (stop.await(Duration.ZERO)) {
                    return false;
                }
                audience.listen(LOOK_EVERY);
                line.show(Report.live(pipeline.ledger().counts(), rate));
                if (audience.answered() > answered || !sender.isDone()) {
                    answered = audience.answered();
                    lastAnswer = System.nanoTime();
                } else if (System.nanoTime() - lastAnswer > PATIENCE.toNanos()) {
                    return true;
                }
            }
        }
        audience.listen(LOOK_EVERY);
        return true;
    }

    private static void keepUntil(StopSignal stop, LensService service) throws InterruptedException {
        while (!stop.await(LOOK_EVERY)) {
            requireAlive(service);
        }
    }

    private static void requireAlive(LensService service) throws InterruptedException {
        if (service.failure().isPresent() || service.awaitStopped(Duration.ZERO)) {
            Throwable failure = service.failure().orElse(null);
            throw new UserError(
                    "the stream stopped: " + (failure == null ? "it was closed" : Trouble.describe(failure)), failure);
        }
    }

    private static int stopped() {
        say("Stopped before the end.");
        return 1;
    }

    private static void say(String form, Object... values) {
        System.err.println(String.format(Locale.ROOT, form, values));
    }
}
