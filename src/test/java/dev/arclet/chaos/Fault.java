package dev.arclet.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** What can happen. Each fault is over when {@link #strike} returns: what it broke has been mended or started again. */
@SuppressWarnings("ImmutableEnumChecker") // what a fault does is code, which has no state
enum Fault {
    NONE("nothing, for comparison", (scene, random) -> scene.pass(between(random, 3, 5))),
    INSTANCE_KILLED(
            "SIGKILL of an instance, started again with its state",
            (scene, random) -> anyOf(scene.instances(), random).crash(between(random, 0, 3), scene)),
    ALL_KILLED("SIGKILL of all instances at once", (scene, random) -> {
        for (Instance victim : scene.instances()) {
            victim.kill();
        }
        for (Instance victim : scene.instances()) {
            victim.begin();
        }
        for (Instance victim : scene.instances()) {
            victim.awaitWork();
        }
    }),
    INSTANCE_STALLED(
            "SIGSTOP of an instance for 2 to 4 s",
            (scene, random) -> anyOf(scene.instances(), random).standStill(between(random, 2, 4), scene)),
    INSTANCE_FENCED(
            "SIGSTOP of an instance for 12 to 14 s: others take over, then it wakes",
            (scene, random) -> anyOf(scene.instances(), random).standStill(between(random, 12, 14), scene)),
    ROLLING_RESTART("SIGTERM and start of each instance in turn", (scene, random) -> {
        for (Instance instance : scene.instances()) {
            instance.restart(Duration.ZERO, scene);
        }
    }),
    REBALANCE_STORM("a third instance joins and leaves three times, by SIGTERM or SIGKILL", (scene, random) -> {
        try (Instance guest = scene.newInstance("guest")) {
            for (int visit = 0; visit < 3; visit++) {
                guest.begin();
                scene.pass(between(random, 4, 6));
                if (random.nextBoolean()) {
                    guest.kill();
                } else {
                    guest.stop();
                }
            }
        }
    }),
    BROKER_RESTARTED(
            "stop and start of the broker", (scene, random) -> scene.broker().restart(between(random, 1, 3), scene)),
    BROKER_KILLED(
            "SIGKILL of the broker, started again",
            (scene, random) -> scene.broker().crash(between(random, 0, 2), scene)),
    BROKER_LOST(
            "of three brokers with every record on all of them one is lost by SIGKILL, and back after 20 s",
            (scene, random) -> {
                anyOf(scene.cluster().nodes(), random).crash(Duration.ofSeconds(20), scene);
                scene.cluster().awaitInSync(scene);
            }),
    BROKER_REPLACED(
            "of three brokers one is lost by SIGKILL for good; one with an empty disk takes its place after 20 s",
            (scene, random) -> {
                BrokerCluster.Node lost = anyOf(scene.cluster().nodes(), random);
                lost.kill();
                lost.loseData();
                scene.pass(Duration.ofSeconds(20));
                lost.start();
                scene.cluster().awaitInSync(scene);
            }),
    BROKER_STALLED(
            "SIGSTOP of the broker for 6 to 9 s",
            (scene, random) -> scene.broker().standStill(between(random, 6, 9), scene)),
    SLOW_DISK("every record flushed to disk and segments of 1 MiB", (scene, random) -> {
        Map<String, String> slow = Map.of("flush.messages", "1", "segment.bytes", Integer.toString(1 << 20));
        alter(scene, slow, AlterConfigOp.OpType.SET);
        scene.pass(between(random, 4, 6));
        alter(scene, slow, AlterConfigOp.OpType.DELETE);
    }),
    DISK_FULL("the disk of an instance's state is full, and the instance is started so", (scene, random) -> {
        Instance victim = anyOf(scene.instances(), random);
        victim.kill();
        scene.diskOf(victim).fill();
        victim.begin();
        scene.pass(between(random, 14, 16));
        scene.diskOf(victim).free();
    }),
    CLOCK_BACK("the clock of an instance is set back by an hour, and right after 12 to 14 s", whileClockIs(-1)),
    CLOCK_FORWARD("the clock of an instance is set forward by an hour, and right after 12 to 14 s", whileClockIs(1)),
    QUOTA("a producer quota of 20 kB/s", (scene, random) -> {
        limitProducers(scene, 20_000.0);
        scene.pass(between(random, 4, 6));
        limitProducers(scene, null);
    }),
    ACCELERATOR_KILLED(
            "SIGKILL of the accelerator's server, started again",
            (scene, random) -> scene.accelerator().crash(between(random, 1, 3), scene)),
    ACCELERATOR_HUNG(
            "SIGSTOP of the accelerator's server for 4 to 6 s, with a timeout of 2 s",
            (scene, random) -> scene.accelerator().standStill(between(random, 4, 6), scene)),
    ACCELERATOR_GARBLED("its answers come with damaged bytes", whileLinkIs(FaultyLink.State.GARBLING)),
    LINK_CUT("connections to the accelerator are closed, new ones too", whileLinkIs(FaultyLink.State.CUT)),
    LINK_SILENT("packets to and from the accelerator vanish", whileLinkIs(FaultyLink.State.SILENT)),
    REGISTRY_DOWN("a new schema id, and nobody listens at the registry", whileRegistryIs(FaultyRegistry.State.DOWN)),
    REGISTRY_SLOW("a new schema id, and the registry takes 3 s", whileRegistryIs(FaultyRegistry.State.SLOW)),
    REGISTRY_FAILING(
            "a new schema id, and the registry answers status 500", whileRegistryIs(FaultyRegistry.State.FAILING)),
    REGISTRY_WRONG("a new schema id, and the registry answers a web page", whileRegistryIs(FaultyRegistry.State.WRONG)),
    REGISTRY_HUGE("a new schema id, and the registry answers 100 MB", whileRegistryIs(FaultyRegistry.State.HUGE)),
    SENT_TWICE("the observatory sends each alert twice", (scene, random) -> {
        scene.feed().sendTwice(true);
        scene.pass(between(random, 3, 5));
        scene.feed().sendTwice(false);
    }),
    SENT_TWICE_AND_KILLED("the same, and SIGKILL of an instance meanwhile", (scene, random) -> {
        scene.feed().sendTwice(true);
        scene.pass(between(random, 1, 3));
        anyOf(scene.instances(), random).crash(between(random, 0, 3), scene);
        scene.feed().sendTwice(false);
    });

    private final String description;
    private final Blow blow;

    Fault(String description, Blow blow) {
        this.description = description;
        this.blow = blow;
    }

    /** What a fault does to the scene, and how it mends it. */
    private interface Blow {
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException;
    }

    /** Lets it happen and mends it. */
    void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
        blow.strike(scene, random);
    }

    /** Whether it happens to one of three brokers. */
    boolean isOfCluster() {
        return this == BROKER_LOST || this == BROKER_REPLACED;
    }

    /** Why it can't happen on this machine; empty if it can. */
    Optional<String> obstacle() {
        return switch (this) {
            case CLOCK_BACK, CLOCK_FORWARD ->
                FakeClock.library().isPresent()
                        ? Optional.empty()
                        : Optional.of("libfaketime is not there (Debian has it as libfaketime)");
            case DISK_FULL ->
                SmallDisk.isPossible() ? Optional.empty() : Optional.of("no file system may be mounted here");
            default -> Optional.empty();
        };
    }

    /** For the table. */
    String description() {
        return description;
    }

    /** As on the command line: {@code instance-killed}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration between(SplittableRandom random, int least, int most) {
        return Duration.ofMillis(random.nextLong(1000L * least, 1000L * most + 1));
    }

    private static <T> T anyOf(List<T> victims, SplittableRandom random) {
        return victims.get(random.nextInt(victims.size()));
    }

    private static Blow whileClockIs(long hoursAhead) {
        return (scene, random) -> {
            FakeClock clock = scene.clock();
            clock.show(Duration.ofHours(hoursAhead));
            scene.pass(between(random, 12, 14));
            clock.show(Duration.ZERO);
        };
    }

    private static Blow whileLinkIs(FaultyLink.State state) {
        return (scene, random) -> {
            scene.link().become(state);
            scene.pass(between(random, 4, 6));
            scene.link().become(FaultyLink.State.SOUND);
        };
    }

    private static Blow whileRegistryIs(FaultyRegistry.State state) {
        return (scene, random) -> {
            scene.registry().become(state);
            scene.feed().changeSchema();
            scene.pass(between(random, 4, 6));
            scene.registry().become(FaultyRegistry.State.SOUND);
        };
    }

    private static void alter(Scene scene, Map<String, String> settings, AlterConfigOp.OpType how)
            throws InterruptedException {
        List<AlterConfigOp> changes = new ArrayList<>();
        settings.forEach((key, value) -> changes.add(new AlterConfigOp(new ConfigEntry(key, value), how)));
        Map<ConfigResource, Collection<AlterConfigOp>> byTopic = new HashMap<>();
        try (Admin admin = scene.admin()) {
            for (String topic : admin.listTopics().names().get()) {
                byTopic.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes);
            }
            admin.incrementalAlterConfigs(byTopic).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics' settings could not be changed", e);
        }
    }

    /** @param bytesPerSecond for each client; null for no limit */
    private static void limitProducers(Scene scene, Double bytesPerSecond) throws InterruptedException {
        Map<String, String> all = new HashMap<>();
        all.put(ClientQuotaEntity.CLIENT_ID, null);
        try (Admin admin = scene.admin()) {
            admin.alterClientQuotas(List.of(new ClientQuotaAlteration(
                            new ClientQuotaEntity(all),
                            List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond)))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the quota could not be set", e);
        }
    }
}
