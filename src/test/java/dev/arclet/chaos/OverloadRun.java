package dev.arclet.chaos;

import dev.arclet.picture.View;
import dev.arclet.scoring.TestBundles;
import dev.arclet.stream.StreamSettings.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One instance at a multiple of its capacity, which is known: its worker is a modelled device that takes 20 ms for each picture, 50 a
 * second. Alerts wait for their score in a first phase. Then no more come, the instance is ended, and its successor sheds what is too
 * old, until every alert has ended.
 */
final class OverloadRun {
    private static final int PICTURES_A_SECOND = 50;

    /** Of the alerts that the feed sends. */
    private static final double SHARE_WITH_PICTURE = 0.9;

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final Duration AFTERMATH = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int ODDITIES_SHOWN = 10;

    private final Guarantee guarantee;
    private final double load;
    private final Duration overload;
    private final Duration every;
    private final Duration shedAfter;
    private final boolean crash;

    /**
     * @param load alerts that come, as a multiple of those that can be scored
     * @param overload how long they come
     * @param every how often the process is looked at
     * @param shedAfter age at which the second instance sheds
     * @param crash whether the first is ended by SIGKILL, or by SIGTERM
     */
    OverloadRun(
            Guarantee guarantee, double load, Duration overload, Duration every, Duration shedAfter, boolean crash) {
        this.guarantee = guarantee;
        this.load = load;
        this.overload = overload;
        this.every = every;
        this.shedAfter = shedAfter;
        this.crash = crash;
    }

    /**
     * @param looks in the order of time
     * @param toll of all alerts
     * @param endings how many ended how
     * @param behindAtEnd alerts that waited when no more came
     * @param drainMillis from the start of the second instance until every alert had ended
     * @param flowAtEnd what the second instance said then
     * @param ends how often an instance ended by itself
     */
    record Result(
            List<Look> looks,
            Toll toll,
            Map<String, Long> endings,
            long behindAtEnd,
            long drainMillis,
            String flowAtEnd,
            int ends) {}

    /** Alerts a second that come. */
    int perSecond() {
        return (int) Math.round(load * PICTURES_A_SECOND / SHARE_WITH_PICTURE);
    }

    /** @param folder for data and logs */
    Result run(Path folder) throws IOException, InterruptedException {
        try (BrokerProcess broker = new BrokerProcess(folder);
                FaultyRegistry registry = FaultyRegistry.start()) {
            broker.start();
            HarnessTopics.create(broker.bootstrap(), (short) 1, Map.of());
            TestBundles.mean(folder.resolve("mean-model"), View.OBJECT, List.of("i", "r", "g"), 16);
            Files.writeString(folder.resolve("card.yaml"), device());
            Accounts accounts = new Accounts(true);
            try (Instance patient = new Instance(folder, arguments(folder, broker, registry, List.of()));
                    Instance shedding = new Instance(
                            folder,
                            arguments(folder, broker, registry, List.of("--shed", shedAfter.toSeconds() + "s")));
                    Endings endings = Endings.follow(broker.bootstrap(), accounts)) {
                return run(patient, shedding, broker, endings, accounts);
            }
        }
    }

    private Result run(Instance patient, Instance shedding, BrokerProcess broker, Endings endings, Accounts accounts)
            throws IOException, InterruptedException {
        patient.start();
        try (SteadyFeed feed = SteadyFeed.start(broker.bootstrap(), perSecond())) {
            Lookout lookout = new Lookout("overload", feed, endings, accounts, GLANCE);
            List<Look> looks = lookout.watch(patient, overload, every);
            feed.stop();
            long behind = (long) feed.count() - accounts.ended();
            end(patient);
            long drainMillis = drain(shedding, lookout);
            Thread.sleep(AFTERMATH.toMillis());
            accounts.oddities(feed.sent(), ODDITIES_SHOWN).forEach(odd -> System.err.println("overload: " + odd));
            return new Result(
                    looks,
                    accounts.toll(feed.sent()),
                    accounts.byEnding(),
                    behind,
                    drainMillis,
                    Vitals.flow(shedding),
                    patient.ends() + shedding.ends());
        }
    }

    private static long drain(Instance instance, Lookout lookout) throws IOException, InterruptedException {
        long start = System.nanoTime();
        instance.start();
        lookout.awaitEnded(instance, PATIENCE);
        return (System.nanoTime() - start) / 1_000_000;
    }

    private void end(Instance instance) throws InterruptedException {
        if (crash) {
            instance.kill();
        } else {
            instance.stop();
        }
    }

    private static String device() {
        return String.join(
                "\n",
                "name: slow-card",
                "device: a card of known speed",
                "network: any",
                "fixedMillis: 0",
                "perPictureMillis: " + 1000 / PICTURES_A_SECOND,
                "parallel: 1",
                "maxBatch: 8",
                "p99OverMedian: 1",
                "sources: {fixedMillis: chosen, perPictureMillis: chosen, parallel: chosen, maxBatch: chosen, p99OverMedian: chosen}",
                "");
    }

    private List<String> arguments(Path folder, BrokerProcess broker, FaultyRegistry registry, List<String> more) {
        return new RunArguments("overload", broker.bootstrap(), registry)
                .with(more)
                .promising(guarantee)
                .keepingStateIn(folder.resolve("state"))
                .set("model", folder.resolve("mean-model").toString())
                // What is in flight is scored, not shed, and would on a quick machine be all that waits in a short run.
                .set("scoring.inFlight", "64")
                .set("scoring.workers", "[{kind: device-model, device: '" + folder.resolve("card.yaml") + "'}]")
                .toList();
    }
}
