package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One {@code arclet run} with the model that ships, at a load that it can bear, for so long that a leak would show. The sky has a bounded
 * number of objects, which are seen again and again, so that what is remembered of them has a bound as well; and the broker forgets what
 * is read, as its disk would be full else.
 */
final class SoakRun {
    /** Seen again every few minutes; 150 MB of templates, more than RocksDB's cache holds. */
    private static final Sent.Sky SKY = new Sent.Sky(5_000, 51);

    /** All of the heap is there from the start, so that what else is resident is known to the byte. */
    private static final List<String> JAVA = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

    private static final Map<String, String> FORGETFUL =
            Map.of("retention.bytes", Integer.toString(256 << 20), "segment.bytes", Integer.toString(32 << 20));

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration AFTERMATH = Duration.ofSeconds(2);
    private static final int ODDITIES_SHOWN = 10;

    private final Guarantee guarantee;
    private final int perSecond;
    private final Duration time;
    private final Duration every;

    /**
     * @param perSecond alerts
     * @param time for which they come
     * @param every how often the process is looked at
     */
    SoakRun(Guarantee guarantee, int perSecond, Duration time, Duration every) {
        this.guarantee = guarantee;
        this.perSecond = perSecond;
        this.time = time;
        this.every = every;
    }

    /**
     * @param looks in the order of time
     * @param toll of all alerts
     * @param ends how often the instance ended by itself
     */
    record Result(List<Look> looks, Toll toll, int ends) {
        /** Whether every alert is accounted for, once, by a process that lived all the time. */
        boolean isClean() {
            return toll.isClean(false) && ends == 0;
        }
    }

    /** @param folder for data and logs */
    Result run(Path folder) throws IOException, InterruptedException {
        try (BrokerProcess broker = new BrokerProcess(folder);
                FaultyRegistry registry = FaultyRegistry.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
            broker.start();
            HarnessTopics.create(broker.bootstrap(), (short) 1, FORGETFUL);
            Accounts accounts = new Accounts();
            try (Instance instance = new Instance(folder, JAVA, arguments(folder, broker, registry), Map.of());
                    Endings endings = Endings.follow(broker.bootstrap(), accounts)) {
                Runtime.getRuntime().addShutdownHook(new Thread(instance::close));
                instance.start();
                return run(instance, broker, endings, accounts);
            }
        }
    }

    private Result run(Instance instance, BrokerProcess broker, Endings endings, Accounts accounts)
            throws IOException, InterruptedException {
        try (SteadyFeed feed = SteadyFeed.start(broker.bootstrap(), perSecond, SKY)) {
            Lookout lookout = new Lookout("soak", feed, endings, accounts, GLANCE);
            List<Look> looks = lookout.watch(instance, time, every);
            feed.stop();
            lookout.awaitEnded(instance, PATIENCE);
            Thread.sleep(AFTERMATH.toMillis());
            List<Sent> sent = feed.sent();
            accounts.oddities(sent, ODDITIES_SHOWN).forEach(odd -> System.err.println("soak: " + odd));
            return new Result(looks, accounts.toll(sent), instance.ends());
        }
    }

    private List<String> arguments(Path folder, BrokerProcess broker, FaultyRegistry registry) {
        return new RunArguments("soak", broker.bootstrap(), registry)
                .promising(guarantee)
                .keepingStateIn(folder.resolve("state"))
                .set("model", "arclet-s")
                .set("scoring.workers", "[{kind: local, threads: 1}]")
                .toList();
    }
}
