package dev.arclet.cli;

import dev.arclet.scoring.BadModelException;
import dev.arclet.scoring.ExecutionProvider;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.WorkerException;
import dev.arclet.scoring.remote.Tls;
import dev.arclet.scoring.serve.InferenceServer;
import dev.arclet.scoring.serve.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code arclet worker}: this machine's processors for pipelines on other machines. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description =
                "Serves a model by the Open Inference Protocol (KServe v2, gRPC) from this machine's processors, or from"
                        + " a device of its.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  arclet worker --port 8001",
            "  arclet worker --host 0.0.0.0 --port 8001 --model /models/my-net --sessions 2",
            "  arclet worker --host 0.0.0.0 --provider cuda --sessions 2 --threads 1",
            "A pipeline elsewhere uses it as a worker: {kind: oip, endpoint: HOST:8001, count: 2}.",
            "Ctrl-C (SIGTERM) drains it: not ready, then no new calls, then the answers that are due.",
            "Exit code 0 after that, 1 after a failure or if calls had to be broken off."
        })
final class WorkerCommand implements Callable<Integer> {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    /** A little less than {@link StopSignal} waits. */
    private static final int LONGEST_END_SECONDS = 55;

    @ParentCommand
    private Arclet program;

    @Option(
            names = "--model",
            defaultValue = "arclet-s",
            paramLabel = "NAME",
            description = "A shipped model's name or a bundle folder. Default: ${DEFAULT-VALUE}")
    private String model;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "Address to listen on; 0.0.0.0 for all of this machine's. Default: ${DEFAULT-VALUE}")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "8001",
            paramLabel = "PORT",
            description = "Port to listen on; 0 for any that is free. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--sessions",
            defaultValue = "1",
            paramLabel = "N",
            description = "Batches that are computed at the same time. Default: ${DEFAULT-VALUE}")
    private int sessions;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Processor threads for each of them. Default: this machine's, divided by --sessions")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--max-batch",
            defaultValue = "32",
            paramLabel = "N",
            description = "Most pictures in a call. Default: ${DEFAULT-VALUE}")
    private int maxBatch;

    @Option(
            names = "--provider",
            defaultValue = "cpu",
            paramLabel = "NAME",
            description =
                    "What computes: cpu, cuda, tensorrt or another of ONNX Runtime's providers. Default: ${DEFAULT-VALUE}")
    private String provider;

    @Option(
            names = "--provider-option",
            paramLabel = "NAME=VALUE",
            description = "One of the provider's own options, such as device_id=1. Repeat it for more.")
    private Map<String, String> providerOptions = Map.of();

    @Option(
            names = "--provider-library",
            paramLabel = "FILE",
            description = "A vendor's plug-in for ONNX Runtime, which brings the provider.")
    private Optional<Path> providerLibrary = Optional.empty();

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "Certificate to show (PEM). Default: no encryption.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "Its key (PEM, PKCS #8).")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--tls-client-ca",
            paramLabel = "FILE",
            description = "Let in only those whose certificate one of these signed (PEM).")
    private Optional<Path> clientAuthorities = Optional.empty();

    @Option(
            names = "--notice",
            defaultValue = "1",
            paramLabel = "SECONDS",
            description = "At the end, how long to say 'not ready' before calls are refused. Default: ${DEFAULT-VALUE}")
    private int noticeSeconds;

    @Option(
            names = "--patience",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "At the end, how long to wait for answers that are due. Default: ${DEFAULT-VALUE}")
    private int patienceSeconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerSettings settings = settings();
        StopSignal stop = program.stopSignal().heed();
        ModelBundle bundle = bundle();
        try (InferenceServer server = InferenceServer.start(bundle, open(bundle), settings)) {
            System.err.printf(
                    "arclet: worker serves %s %s on %s:%d, %d at a time with %d threads each; Ctrl-C stops%n",
                    bundle.name(), bundle.version(), host, server.port(), sessions, threadsEach());
            while (!stop.await(LOOK_EVERY)) {
                // Calls are answered on the server's threads.
            }
            boolean answered = server.drain(Duration.ofSeconds(noticeSeconds), Duration.ofSeconds(patienceSeconds));
            System.err.printf(
                    "arclet: worker stopped: %s pictures scored, %s calls refused or failed%s%n",
                    Report.number(server.scored()),
                    Report.number(server.refused()),
                    answered ? "" : "; some calls took too long and were broken off");
            return answered ? 0 : 1;
        }
    }

    private ModelBundle bundle() {
        try {
            return Models.shipped().find(model);
        } catch (BadModelException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    private List<Worker> open(ModelBundle bundle) {
        List<Worker> workers = new ArrayList<>();
        LocalWorker.Options options = new LocalWorker.Options(threadsEach(), maxBatch, false);
        try {
            ExecutionProvider device = new ExecutionProvider(provider, providerOptions, providerLibrary);
            for (int i = 0; i < sessions; i++) {
                workers.add(LocalWorker.open("session" + i, bundle, options, device));
            }
            return workers;
        } catch (WorkerException | RuntimeException e) {
            workers.forEach(Worker::close);
            throw new UserError("model " + bundle.name() + " can't run here: " + e.getMessage(), e);
        }
    }

    private int threadsEach() {
        return threads.orElse(Math.max(1, Runtime.getRuntime().availableProcessors() / sessions));
    }

    private ServerSettings settings() {
        require(sessions >= 1 && sessions <= 64, "--sessions is " + sessions + "; give 1 to 64");
        require(threads.orElse(1) >= 1 && threads.orElse(1) <= 64, "--threads is " + threadsEach() + "; give 1 to 64");
        require(
                noticeSeconds >= 0 && patienceSeconds >= 0 && noticeSeconds + patienceSeconds <= LONGEST_END_SECONDS,
                "--notice and --patience are " + noticeSeconds + " and " + patienceSeconds + "; give 0 to "
                        + LONGEST_END_SECONDS + " together");
        require(certificate.isPresent() == key.isPresent(), "--tls-cert and --tls-key go together; give both");
        require(
                clientAuthorities.isEmpty() || certificate.isPresent(),
                "--tls-client-ca is of use only with encryption; give --tls-cert and --tls-key too");
        try {
            return new ServerSettings(host, port, maxBatch, tls());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Optional<ServerSettings.ServerTls> tls() {
        return certificate.flatMap(shown ->
                key.map(itsKey -> new ServerSettings.ServerTls(new Tls.Identity(shown, itsKey), clientAuthorities)));
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
