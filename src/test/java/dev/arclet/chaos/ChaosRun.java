package dev.arclet.chaos;

import dev.arclet.stream.StreamSettings.Guarantee;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Faults one after another, in an order that a seed decides, while alerts keep coming. */
final class ChaosRun {
    /** Long enough for what a transaction or a zombie still holds back to come out. */
    private static final Duration AFTERMATH = Duration.ofSeconds(2);

    private static final int ODDITIES_SHOWN = 10;

    private final Guarantee guarantee;
    private final List<Fault> faults;
    private final long seed;
    private final int perSecond;
    private final Duration limit;

    /**
     * @param perSecond alerts
     * @param limit after which no further fault begins
     */
    ChaosRun(Guarantee guarantee, List<Fault> faults, long seed, int perSecond, Duration limit) {
        this.guarantee = guarantee;
        this.faults = new ArrayList<>(faults);
        this.seed = seed;
        this.perSecond = perSecond;
        this.limit = limit;
        Collections.shuffle(this.faults, new Random(seed));
    }

    /**
     * @param trials one a fault
     * @param total of all alerts, those sent between two faults included
     * @param isKept whether nothing was lost, wrong or, under exactly once, told twice
     */
    record Result(List<Trial> trials, Toll total, boolean isKept) {
        private static final Result NONE = new Result(List.of(), Toll.NONE, true);

        private Result plus(Result other) {
            List<Trial> both = new ArrayList<>(trials);
            both.addAll(other.trials);
            return new Result(List.copyOf(both), total.plus(other.total), isKept && other.isKept);
        }
    }

    private record Struck(Fault fault, int from, int to, int ends, long catchUpMillis) {}

    /** @param folder for data and logs */
    Result run(Path folder) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        List<Fault> ofCluster = faults.stream().filter(Fault::isOfCluster).toList();
        List<Fault> others =
                faults.stream().filter(fault -> !fault.isOfCluster()).toList();
        Result result = run(Files.createDirectory(folder.resolve("one-broker")), others, end);
        return result.plus(run(Files.createDirectory(folder.resolve("three-brokers")), ofCluster, end));
    }

    private Result run(Path folder, List<Fault> some, long end) throws IOException, InterruptedException {
        if (some.isEmpty()) {
            return Result.NONE;
        }
        SplittableRandom random = new SplittableRandom(seed);
        try (Scene scene = Scene.open(folder, guarantee, perSecond, Equipment.of(some))) {
            List<Struck> struck = new ArrayList<>();
            for (Fault fault : some) {
                SplittableRandom own = random.split();
                if (System.nanoTime() < end) {
                    struck.add(strike(fault, scene, own));
                } else {
                    System.err.printf("chaos: no time is left for %s%n", fault.word());
                }
            }
            scene.feed().stop();
            scene.awaitEnded(0, scene.feed().count());
            scene.pass(AFTERMATH);
            return result(struck, scene);
        }
    }

    private static Struck strike(Fault fault, Scene scene, SplittableRandom random)
            throws IOException, InterruptedException {
        int from = scene.feed().count();
        int endsBefore = scene.ends();
        System.err.printf("chaos: %s: %s%n", fault.word(), fault.description());
        fault.strike(scene, random);
        int to = scene.feed().count();
        long mended = System.nanoTime();
        scene.awaitEnded(from, to);
        long catchUp = (System.nanoTime() - mended) / 1_000_000;
        return new Struck(fault, from, to, scene.ends() - endsBefore, catchUp);
    }

    private Result result(List<Struck> struck, Scene scene) {
        List<Sent> all = scene.feed().sent();
        Toll total = scene.accounts().toll(all);
        scene.accounts().oddities(all, ODDITIES_SHOWN).forEach(odd -> System.err.println("chaos: " + odd));
        List<Trial> trials = struck.stream().map(one -> trial(one, scene)).toList();
        return new Result(trials, total, total.isClean(guarantee == Guarantee.AT_LEAST_ONCE));
    }

    private Trial trial(Struck one, Scene scene) {
        Toll toll = scene.accounts().toll(scene.feed().sent().subList(one.from(), one.to()));
        return new Trial(guarantee, one.fault(), toll, one.ends(), one.catchUpMillis());
    }
}
