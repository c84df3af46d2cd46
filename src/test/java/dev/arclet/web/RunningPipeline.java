package dev.arclet.web;

import dev.arclet.kafka.ClientSettings;
import dev.arclet.kafka.TestKafka;
import dev.arclet.kafka.Topics;
import dev.arclet.picture.View;
import dev.arclet.scoring.LocalWorker;
import dev.arclet.scoring.ModelBundle;
import dev.arclet.scoring.TestBundles;
import dev.arclet.scoring.Worker;
import dev.arclet.scoring.remote.HeaderText;
import dev.arclet.stream.FlowMonitor;
import dev.arclet.stream.LensService;
import dev.arclet.stream.LensTopology;
import dev.arclet.stream.StreamSettings;
import dev.arclet.stream.StreamSettings.Guarantee;
import dev.arclet.stream.StreamsProperties;
import dev.arclet.support.AlertFeed;
import dev.arclet.support.TestPackets;
import dev.arclet.support.TestRoad;
import dev.arclet.watch.WatchLists;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A whole pipeline with a broker, a real network and its web port, for tests that look at it as its users do. */
final class RunningPipeline implements AutoCloseable {
    /** Alerts of objects that {@link #sendNight} sends: three each. */
    static final int ALERTS = 210;
    /** Objects that these alerts are of, and so candidates. */
    static final int OBJECTS = ALERTS / 3 + 1;

    private final TestKafka kafka = TestKafka.start();
    private final TestRoad road;
    private final LensService service;
    private final FlowMonitor flow;
    private WebPort port;

    /** With a real network on this machine; it runs. */
    RunningPipeline(Path folder) throws Exception {
        this(folder, WatchLists.NONE);
    }

    /** The same, which marks what is known. */
    RunningPipeline(Path folder, WatchLists known) throws Exception {
        this(folder, localWorker(folder), Duration.ofSeconds(2), known);
        service.start();
    }

    private static Worker localWorker(Path folder) throws Exception {
        ModelBundle model = TestBundles.mean(folder.resolve("test-model"), View.OBJECT, List.of("i", "r", "g"), 16);
        return LocalWorker.open("cpu0", model, new LocalWorker.Options(1, 8, false));
    }

    /** With a worker of the test's own, and so long a patience when it does not answer; its service is not started yet. */
    RunningPipeline(Path folder, Worker worker, Duration workerPatience) throws Exception {
        this(folder, worker, workerPatience, WatchLists.NONE);
    }

    private RunningPipeline(Path folder, Worker worker, Duration workerPatience, WatchLists known) throws Exception {
        createTopics();
        StreamSettings settings = TestRoad.settings("web-test", Guarantee.AT_LEAST_ONCE, workerPatience);
        this.road = new TestRoad(folder, View.OBJECT, settings, List.of(worker));
        LensTopology topology = road.topology(List.of(), known);
        this.service = new LensService(
                topology,
                StreamsProperties.of(
                        settings, clients().streams(), folder.resolve("state").toString(), road.ledger()));
        this.flow = road.watch(service, clients());
        this.port = openPort(Optional.empty());
    }

    private void createTopics() throws Exception {
        try (Admin admin = Admin.create(clients().admin())) {
            Topics.ensure(
                    admin,
                    Stream.of(TestRoad.ALERTS, TestRoad.SCORES, TestRoad.CANDIDATES, TestRoad.DEAD_LETTERS)
                            .map(name -> new NewTopic(name, 2, (short) 1))
                            .toList());
        }
    }

    private ClientSettings clients() {
        return kafka.clients();
    }

    String bootstrap() {
        return clients().bootstrap();
    }

    /** Another port of the same pipeline. */
    WebPort openPort(Optional<String> token) {
        return openPort(token, flow::seen);
    }

    /** Another port, which is told that alerts flow so. Its metrics are those of all ports. */
    WebPort openPort(Optional<String> token, Supplier<FlowMonitor.Seen> told) {
        return new WebPort(
                new WebSettings("127.0.0.1", 0, token.map(HeaderText::new)), road.observed(service, told), clients());
    }

    /** As after a restart: what the port has learnt is gone. */
    void reopenPort() {
        port.close();
        port = openPort(Optional.empty());
    }

    String url() {
        return port.url();
    }

    LensService service() {
        return service;
    }

    /** Alerts of objects, one of the Solar System, and one that is none; returns when all are answered. */
    void sendNight() throws Exception {
        try (AlertFeed feed = AlertFeed.start(bootstrap(), TestRoad.ALERTS, ALERTS, 1000);
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        clients().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            feed.awaitSent();
            send(producer, TestPackets.solarSystem(1000, 7));
            send(producer, TestPackets.withoutCutouts(1001, 5000));
            send(producer, "no alert".getBytes(StandardCharsets.UTF_8));
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (road.ledger().counts().out() < ALERTS + 3) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "not answered after a minute: " + road.ledger().counts());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** One packet. */
    void send(byte[] packet) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(clients().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, packet);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, byte[] packet) throws Exception {
        producer.send(new ProducerRecord<>(TestRoad.ALERTS, packet)).get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        port.close();
        flow.close();
        service.close();
        road.close();
        kafka.close();
    }
}
