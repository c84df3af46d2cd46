package dev.arclet.cli;

import dev.arclet.config.PipelineConfig;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.Cluster;
import dev.arclet.kafka.KafkaSetupException;
import dev.arclet.scoring.BadModelException;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.Models;
import dev.arclet.scoring.WorkerException;
import dev.arclet.stream.AlertTopics;
import dev.arclet.stream.KeptState;
import dev.arclet.stream.LensTopology;
import dev.arclet.stream.StartRefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Whether what a pipeline names is there. */
final class PipelineChecks {
    private static final Duration BROKER_PATIENCE = Duration.ofSeconds(5);
    private static final long LITTLE_DISK = 1L << 30;

    private final PipelineConfig config;

    PipelineChecks(PipelineConfig config) {
        this.config = config;
    }

    /** Loads the pipeline's network and lets it score a blank picture. */
    Finding model() {
        try {
            ModelBundle bundle = Models.shipped().find(config.model());
            long start = System.nanoTime();
            // Opening it scores blank pictures.
            LocalWorker.open("doctor", bundle, LocalWorker.Options.upTo(1)).close();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return Finding.ok(
                    "model",
                    "%s %s scores here, ready after %d ms".formatted(bundle.name(), bundle.version(), took.toMillis()));
        } catch (WorkerException | BadModelException e) {
            return Finding.bad("model", config.model() + " can't be run: " + e.getMessage(), "see arclet models");
        }
    }

    Finding state() {
        Path folder = Path.of(config.stateFolder()).toAbsolutePath();
        Path existing = folder;
        while (existing != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
            return Finding.bad(
                    "state folder", folder + " can't be written", "set stream.state to a folder of your own");
        }
        return disk(folder, existing);
    }

    private static Finding disk(Path folder, Path existing) {
        try {
            FileStore store = Files.getFileStore(existing);
            long free = store.getUsableSpace();
            String found = "%s, %,d MiB free".formatted(folder, free >> 20);
            return free >= LITTLE_DISK
                    ? Finding.ok("state folder", found)
                    : Finding.note("state folder", found, "an object takes about 12 kB; make room");
        } catch (IOException e) {
            return Finding.note("state folder", folder + ", free space not told", "");
        }
    }

    Finding webPort() {
        int port = config.web().port();
        String host = config.web().host();
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return Finding.ok("web port", host + ":" + (port == 0 ? "any" : socket.getLocalPort()) + " is free");
        } catch (IOException e) {
            return Finding.note(
                    "web port",
                    host + ":" + port + " can't be listened on",
                    "another instance? give --set web.port=0 or --no-web");
        }
    }

    /**
     * The broker and the topics on it.
     *
     * @param given whether someone named the broker; a usual one that is not there may be meant so
     */
    List<Finding> kafka(ClientSettings client, boolean given) throws InterruptedException {
        try (Admin admin = Cluster.connect(client, BROKER_PATIENCE)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(
                    "broker",
                    "%s, %d node(s)"
                            .formatted(
                                    client.bootstrap(),
                                    admin.describeCluster().nodes().get().size())));
            Set<String> topics = admin.listTopics().names().get();
            findings.addAll(topics(topics));
            kept(admin, client).ifPresent(findings::add);
            return List.copyOf(findings);
        } catch (KafkaSetupException e) {
            return List.of(
                    given
                            ? Finding.bad("broker", e.getMessage(), "start it, or correct --bootstrap or --kafka")
                            : Finding.note(
                                    "broker",
                                    "none at " + client.bootstrap(),
                                    "name yours by --bootstrap HOST:PORT, or use run --embedded"));
        } catch (ExecutionException e) {
            return List.of(Finding.bad(
                    "broker", client.bootstrap() + ": " + e.getCause().getMessage(), "see the rights of this user"));
        }
    }

    private List<Finding> topics(Set<String> topics) {
        List<Finding> findings = new ArrayList<>();
        findings.add(alerts(topics));
        List.of(
                        config.stream().scores(),
                        config.stream().candidates(),
                        config.stream().deadLetters())
                .forEach(topic -> findings.add(Finding.ok(
                        "topic " + topic,
                        topics.contains(topic)
                                ? "there"
                                : "not there yet; run makes it, with %d partitions"
                                        .formatted(config.topicPartitions()))));
        return findings;
    }

    private Finding alerts(Set<String> topics) {
        AlertTopics alerts = config.stream().alertTopics();
        List<String> found = alerts.among(topics);
        if (!alerts.isPattern()) {
            return found.isEmpty()
                    ? Finding.bad("topic " + alerts, "not there", "create it, or correct alerts.topic")
                    : Finding.ok("topic " + alerts, "there");
        }
        return found.isEmpty()
                ? Finding.bad("topics " + alerts, "none there", "create the first, or correct alerts.topic")
                : Finding.ok(
                        "topics " + alerts,
                        "%d there: %s; new ones will be followed".formatted(found.size(), String.join(", ", found)));
    }

    /** What earlier runs have kept; nothing is told where the model, which decides what is kept, is not there. */
    private Optional<Finding> kept(Admin admin, ClientSettings client) throws InterruptedException {
        String subject = "state in Kafka";
        try {
            boolean rekeyed = LensTopology.isRekeyed(Models.shipped().find(config.model()), config.stream());
            KeptState kept = KeptState.look(admin, client.reader(), config.stream(), rekeyed, Arclet.version());
            return Optional.of(kept.conflict()
                    .map(conflict -> Finding.bad(subject, conflict, ""))
                    .orElseGet(() -> Finding.ok(subject, config.stream().applicationId() + ": " + kept.describe())));
        } catch (StartRefusedException e) {
            return Optional.of(Finding.bad(subject, e.getMessage(), ""));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Mistakes of the pipeline file, and of what it names. */
    static List<Finding> settings(PipelineConfig.Draft draft) {
        List<Finding> findings = new ArrayList<>();
        PipelineParts.mistakes(draft).forEach(mistake -> findings.add(Finding.bad("settings", mistake, "")));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "settings",
                    String.format(
                            Locale.ROOT,
                            "right; %d worker(s)",
                            draft.config().workers().size())));
        }
        return findings;
    }
}
