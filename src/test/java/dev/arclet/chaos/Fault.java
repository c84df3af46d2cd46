package dev.arclet.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** What can happen. Each fault is over when {@link #strike} returns: what it broke has been mended or started again. */
enum Fault {
    NONE("nothing, for comparison") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.pass(between(random, 3, 5));
        }
    },
    INSTANCE_KILLED("SIGKILL of an instance, started again with its state") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            Instance victim = anyOf(scene.instances(), random);
            victim.kill();
            scene.pass(between(random, 0, 3));
            victim.start();
            victim.awaitWork();
        }
    },
    ALL_KILLED("SIGKILL of all instances at once") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            for (Instance victim : scene.instances()) {
                victim.kill();
            }
            for (Instance victim : scene.instances()) {
                victim.start();
            }
            for (Instance victim : scene.instances()) {
                victim.awaitWork();
            }
        }
    },
    INSTANCE_STALLED("SIGSTOP of an instance for 2 to 4 s") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            stall(scene, random, between(random, 2, 4));
        }
    },
    INSTANCE_FENCED("SIGSTOP of an instance for 12 to 14 s: others take over, then it wakes") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            stall(scene, random, between(random, 12, 14));
        }
    },
    ROLLING_RESTART("SIGTERM and start of each instance in turn") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            for (Instance instance : scene.instances()) {
                instance.stop();
                instance.start();
                instance.awaitWork();
            }
        }
    },
    REBALANCE_STORM("a third instance joins and leaves three times, by SIGTERM or SIGKILL") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            try (Instance guest = scene.newInstance("guest")) {
                for (int visit = 0; visit < 3; visit++) {
                    guest.start();
                    scene.pass(between(random, 4, 6));
                    if (random.nextBoolean()) {
                        guest.kill();
                    } else {
                        guest.stop();
                    }
                }
            }
        }
    },
    BROKER_RESTARTED("stop and start of the broker") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.broker().stop();
            scene.pass(between(random, 1, 3));
            scene.broker().start();
        }
    },
    BROKER_KILLED("SIGKILL of the broker, started again") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.broker().kill();
            scene.pass(between(random, 0, 2));
            scene.broker().start();
        }
    },
    BROKER_STALLED("SIGSTOP of the broker for 6 to 9 s") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.broker().pause();
            scene.pass(between(random, 6, 9));
            scene.broker().resume();
        }
    },
    SLOW_DISK("every record flushed to disk and segments of 1 MiB") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            Map<String, String> slow = Map.of("flush.messages", "1", "segment.bytes", Integer.toString(1 << 20));
            alter(scene, slow, AlterConfigOp.OpType.SET);
            scene.pass(between(random, 4, 6));
            alter(scene, slow, AlterConfigOp.OpType.DELETE);
        }
    },
    QUOTA("a producer quota of 20 kB/s") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            limitProducers(scene, 20_000.0);
            scene.pass(between(random, 4, 6));
            limitProducers(scene, null);
        }
    },
    ACCELERATOR_KILLED("SIGKILL of the accelerator's server, started again") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.accelerator().kill();
            scene.pass(between(random, 1, 3));
            scene.startAcceleratorAgain();
        }
    },
    ACCELERATOR_HUNG("SIGSTOP of the accelerator's server for 4 to 6 s, with a timeout of 2 s") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.accelerator().pause();
            scene.pass(between(random, 4, 6));
            scene.accelerator().resume();
        }
    },
    ACCELERATOR_GARBLED("its answers come with damaged bytes") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileLinkIs(FaultyLink.State.GARBLING, scene, random);
        }
    },
    LINK_CUT("connections to the accelerator are closed, new ones too") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileLinkIs(FaultyLink.State.CUT, scene, random);
        }
    },
    LINK_SILENT("packets to and from the accelerator vanish") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileLinkIs(FaultyLink.State.SILENT, scene, random);
        }
    },
    REGISTRY_DOWN("a new schema id, and nobody listens at the registry") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileRegistryIs(FaultyRegistry.State.DOWN, scene, random);
        }
    },
    REGISTRY_SLOW("a new schema id, and the registry takes 3 s") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileRegistryIs(FaultyRegistry.State.SLOW, scene, random);
        }
    },
    REGISTRY_FAILING("a new schema id, and the registry answers status 500") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileRegistryIs(FaultyRegistry.State.FAILING, scene, random);
        }
    },
    REGISTRY_WRONG("a new schema id, and the registry answers a web page") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileRegistryIs(FaultyRegistry.State.WRONG, scene, random);
        }
    },
    REGISTRY_HUGE("a new schema id, and the registry answers 100 MB") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            whileRegistryIs(FaultyRegistry.State.HUGE, scene, random);
        }
    },
    SENT_TWICE("the observatory sends each alert twice") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.feed().sendTwice(true);
            scene.pass(between(random, 3, 5));
            scene.feed().sendTwice(false);
        }
    },
    SENT_TWICE_AND_KILLED("the same, and SIGKILL of an instance meanwhile") {
        @Override
        void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException {
            scene.feed().sendTwice(true);
            scene.pass(between(random, 1, 3));
            INSTANCE_KILLED.strike(scene, random);
            scene.feed().sendTwice(false);
        }
    };

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    /** Lets it happen and mends it. */
    abstract void strike(Scene scene, SplittableRandom random) throws IOException, InterruptedException;

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

    private static Instance anyOf(List<Instance> instances, SplittableRandom random) {
        return instances.get(random.nextInt(instances.size()));
    }

    private static void stall(Scene scene, SplittableRandom random, Duration time)
            throws IOException, InterruptedException {
        Instance victim = anyOf(scene.instances(), random);
        victim.pause();
        scene.pass(time);
        victim.resume();
    }

    private static void whileLinkIs(FaultyLink.State state, Scene scene, SplittableRandom random)
            throws IOException, InterruptedException {
        scene.link().become(state);
        scene.pass(between(random, 4, 6));
        scene.link().become(FaultyLink.State.SOUND);
    }

    private static void whileRegistryIs(FaultyRegistry.State state, Scene scene, SplittableRandom random)
            throws IOException, InterruptedException {
        scene.registry().become(state);
        scene.feed().changeSchema();
        scene.pass(between(random, 4, 6));
        scene.registry().become(FaultyRegistry.State.SOUND);
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
