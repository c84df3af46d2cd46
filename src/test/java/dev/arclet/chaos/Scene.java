package dev.arclet.chaos;

import static java.util.Objects.requireNonNull;

import dev.arclet.cli.ArcletProcess;
import dev.arclet.kafka.ClientSettings;
import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import dev.arclet.stream.StreamSettings.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;

/**
 * All that faults happen to: a broker or three, two instances of Arclet and an accelerator, each a process of its own; a schema registry; and the
 * link between Arclet and the accelerator, which carries pictures with some latency, so that there is always something in flight. While
 * no accelerator is to be had, a local worker stands in.
 */
final class Scene implements AutoCloseable {
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Path folder;
    private final Guarantee guarantee;
    private final Equipment equipment;
    private final Brokers brokers;
    private final FaultyRegistry registry;
    private final Accelerator accelerator;
    private final List<Instance> instances = new CopyOnWriteArrayList<>();
    private final Map<Instance, SmallDisk> disks = new HashMap<>();
    private final Accounts accounts = new Accounts();

    private FaultyLink link;
    private FakeClock clock;
    private SteadyFeed feed;
    private Endings endings;

    private Scene(Path folder, Guarantee guarantee, Equipment equipment) throws IOException {
        this.folder = folder;
        this.guarantee = guarantee;
        this.equipment = equipment;
        this.brokers = equipment.cluster() ? new BrokerCluster(folder) : new BrokerProcess(folder);
        this.registry = FaultyRegistry.start();
        this.accelerator = new Accelerator(folder, model());
    }

    /** Starts everything, and waits until alerts flow. */
    static Scene open(Path folder, Guarantee guarantee, int perSecond, Equipment equipment)
            throws IOException, InterruptedException {
        Scene scene = new Scene(folder, guarantee, equipment);
        Runtime.getRuntime().addShutdownHook(new Thread(scene::killAll));
        try {
            scene.start(perSecond);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            scene.close();
            throw e;
        }
        return scene;
    }

    private void start(int perSecond) throws IOException, InterruptedException {
        TestBundles.mean(model(), View.OBJECT, List.of("i", "r", "g"), 16);
        accelerator.start();
        link = FaultyLink.to(accelerator.port());
        brokers.start();
        HarnessTopics.create(brokers.bootstrap(), brokers.replication(), Map.of());
        for (String name : List.of("a", "b")) {
            Instance instance = newInstance(name);
            instances.add(instance);
            instance.begin();
        }
        for (Instance instance : instances) {
            instance.awaitWork();
        }
        endings = Endings.follow(brokers.bootstrap(), accounts);
        feed = SteadyFeed.start(brokers.bootstrap(), perSecond);
        if (!awaitEnded(0, perSecond)) {
            throw new IllegalStateException("no alerts flow; see the logs in " + folder);
        }
    }

    private Path model() {
        return folder.resolve("mean-model");
    }

    /** One more instance, not started. */
    Instance newInstance(String name) throws IOException {
        Path state = folder.resolve("state-" + name);
        List<String> arguments = new RunArguments("chaos", brokers.bootstrap(), registry)
                .promising(guarantee)
                .keepingStateIn(state)
                .set("model", model().toString())
                .set(
                        "scoring.workers",
                        "[{kind: oip, endpoint: '127.0.0.1:%d', name: far, timeout: 2s}, {kind: local, threads: 1, fallback: true}]"
                                .formatted(link.port()))
                .set("scoring.batch.max", "8")
                .toList();
        Map<String, String> environment = Map.of();
        if (equipment.clock() && clock == null) {
            clock = FakeClock.in(folder.resolve("clock"));
            environment = clock.environment();
        }
        Instance instance = new Instance(folder, ArcletProcess.QUICK_TO_START, arguments, environment);
        if (equipment.smallDisks()) {
            disks.put(instance, SmallDisk.mount(state));
        }
        return instance;
    }

    Accelerator accelerator() {
        return accelerator;
    }

    /** The one broker. */
    BrokerProcess broker() {
        if (brokers instanceof BrokerProcess broker) {
            return broker;
        }
        throw new IllegalStateException("this scene has a cluster");
    }

    /** The three brokers. */
    BrokerCluster cluster() {
        if (brokers instanceof BrokerCluster cluster) {
            return cluster;
        }
        throw new IllegalStateException("this scene has one broker");
    }

    /** That the first instance goes by. */
    FakeClock clock() {
        return requireNonNull(clock, "this scene has no clock");
    }

    SmallDisk diskOf(Instance instance) {
        return requireNonNull(disks.get(instance), "this scene has no small disks");
    }

    FaultyRegistry registry() {
        return registry;
    }

    FaultyLink link() {
        return link;
    }

    SteadyFeed feed() {
        return feed;
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    Accounts accounts() {
        return accounts;
    }

    /** A client of the broker's own settings. */
    Admin admin() {
        return Admin.create(ClientSettings.of(brokers.bootstrap()).admin());
    }

    /** Lets time pass, and does what a service manager does meanwhile. */
    void pass(Duration time) throws IOException, InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            look();
        }
    }

    private void look() throws IOException, InterruptedException {
        for (Instance instance : instances) {
            instance.supervise();
        }
        endings.requireReading();
        Thread.sleep(GLANCE.toMillis());
    }

    /** Waits until alerts of these numbers have ended. */
    boolean awaitEnded(int from, int to) throws IOException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (feed.count() < to || !accounts.haveAll(feed.sent().subList(from, to))) {
            if (System.nanoTime() > end) {
                return false;
            }
            look();
        }
        return true;
    }

    /** How often instances have ended by themselves. */
    int ends() {
        return instances.stream().mapToInt(Instance::ends).sum();
    }

    /** No process outlives the harness, however that ends. */
    private void killAll() {
        instances.forEach(Instance::close);
        accelerator.close();
        brokers.close();
    }

    @Override
    public void close() throws IOException {
        if (feed != null) {
            feed.close();
        }
        instances.forEach(Instance::close);
        if (endings != null) {
            endings.close();
        }
        if (link != null) {
            link.close();
        }
        accelerator.close();
        registry.close();
        brokers.close();
        for (SmallDisk disk : disks.values()) {
            disk.close();
        }
    }
}
