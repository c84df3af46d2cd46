package dev.arclet.scoring;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the pool and DJL cost, against bare ONNX Runtime with the same session settings. Both sides take turns in every round, the
 * first turn alternating, so that a machine that is busier for a while is so for both.
 *
 * <p>At saturation the bare side scores full batches in a loop, and the pool always has {@value #BATCHES_OUTSTANDING} batches' worth
 * of pictures outstanding. With one request in flight both score single pictures; for the pool that is from submission to answer.
 *
 * <pre>src/jmh/run overhead [MODEL [ROUNDS [THREADS]]]</pre>
 */
public final class OverheadBenchmark {
    private static final int BATCH = 32;
    private static final int BATCHES_OUTSTANDING = 4;
    private static final long RAMP_NANOS = Duration.ofMillis(200).toNanos();
    private static final long SATURATED_NANOS = Duration.ofMillis(1500).toNanos();
    private static final int SINGLES = 200;
    private static final double RATE_TARGET = 0.95;
    private static final double MILLIS_TARGET = 0.3;

    private final ModelBundle bundle;
    private final List<float[]> pictures;

    private OverheadBenchmark(ModelBundle bundle) {
        this.bundle = bundle;
        SplittableRandom random = new SplittableRandom(1);
        this.pictures = IntStream.range(0, BATCH)
                .mapToObj(i -> picture(random, bundle.pictureLength()))
                .toList();
    }

    private static float[] picture(SplittableRandom random, int length) {
        float[] picture = new float[length];
        for (int i = 0; i < length; i++) {
            picture[i] = (float) random.nextDouble();
        }
        return picture;
    }

    /** What one side did in one round: pictures a second at saturation, and milliseconds of single pictures. */
    private record Turn(double rate, double p50, double p99) {}

    /** A round of both. */
    private record Round(Turn bare, Turn pool) {
        double rateRatio() {
            return pool.rate() / bare.rate();
        }

        double p50Difference() {
            return pool.p50() - bare.p50();
        }

        double p99Difference() {
            return pool.p99() - bare.p99();
        }
    }

    /** One picture or a full batch, until its scores are there. */
    private interface Once {
        void run() throws Exception;
    }

    /** Runs it; see the class. */
    public static void main(String[] args) throws Exception {
        String model = args.length > 0 ? args[0] : "arclet-s";
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
        int threads = args.length > 2
                ? Integer.parseInt(args[2])
                : Runtime.getRuntime().availableProcessors();
        new OverheadBenchmark(Models.shipped().find(model)).run(rounds, new LocalWorker.Options(threads, BATCH, false));
    }

    private void run(int rounds, LocalWorker.Options options) throws Exception {
        try (BareSession bare = new BareSession(bundle, options);
                WorkerPool pool = new WorkerPool(
                        List.of(LocalWorker.open("cpu", bundle, options)),
                        bundle.pictureLength(),
                        PoolSettings.of(BatchPolicy.upTo(BATCH)),
                        new SimpleMeterRegistry(),
                        () -> System.nanoTime() / 1000)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d threads in one session, batches of %d at saturation; %d rounds, both sides in turn%n%n",
                    bundle,
                    options.threads(),
                    BATCH,
                    rounds);
            turn(() -> rateOf(bare), () -> bare.score(first()));
            turn(() -> rateOf(pool), () -> pool.submit(pictures.get(0)).get());
            List<Round> all = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                all.add(round(bare, pool, i % 2 == 0));
            }
            print(all);
        }
    }

    private Round round(BareSession bare, WorkerPool pool, boolean bareFirst) throws Exception {
        Turn early = bareFirst ? bareTurn(bare) : poolTurn(pool);
        Turn late = bareFirst ? poolTurn(pool) : bareTurn(bare);
        return bareFirst ? new Round(early, late) : new Round(late, early);
    }

    private Turn bareTurn(BareSession bare) throws Exception {
        return turn(() -> rateOf(bare), () -> bare.score(first()));
    }

    private Turn poolTurn(WorkerPool pool) throws Exception {
        return turn(() -> rateOf(pool), () -> pool.submit(pictures.get(0)).get());
    }

    private PictureBatch first() {
        return new PictureBatch(pictures.subList(0, 1));
    }

    /** Measures pictures a second. */
    private interface Rate {
        double measure() throws Exception;
    }

    private static Turn turn(Rate rate, Once single) throws Exception {
        double perSecond = rate.measure();
        double[] millis = new double[SINGLES];
        for (int i = 0; i < SINGLES; i++) {
            long start = System.nanoTime();
            single.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return new Turn(perSecond, quantile(millis, 0.5), quantile(millis, 0.99));
    }

    private double rateOf(BareSession bare) throws Exception {
        PictureBatch batch = new PictureBatch(pictures);
        runFor(RAMP_NANOS, () -> bare.score(batch));
        long start = System.nanoTime();
        long batches = runFor(SATURATED_NANOS, () -> bare.score(batch));
        return batches * BATCH / ((System.nanoTime() - start) / 1e9);
    }

    private static long runFor(long nanos, Once once) throws Exception {
        long end = System.nanoTime() + nanos;
        long count = 0;
        while (System.nanoTime() < end) {
            once.run();
            count++;
        }
        return count;
    }

    private double rateOf(WorkerPool pool) throws Exception {
        int most = BATCHES_OUTSTANDING * BATCH;
        Semaphore room = new Semaphore(most);
        LongAdder scored = new LongAdder();
        Once submit = () -> {
            room.acquire();
            pool.submit(pictures.get(scored.intValue() % BATCH)).thenRun(() -> {
                scored.increment();
                room.release();
            });
        };
        runFor(RAMP_NANOS, submit);
        long before = scored.sum();
        long start = System.nanoTime();
        runFor(SATURATED_NANOS, submit);
        double rate = (scored.sum() - before) / ((System.nanoTime() - start) / 1e9);
        room.acquire(most);
        return rate;
    }

    private static void print(List<Round> rounds) {
        System.out.printf("%-34s %10s %10s %10s%n", "quartiles over the rounds", "25 %", "median", "75 %");
        line("pictures/s, bare", rounds, round -> round.bare().rate());
        line("pictures/s, pool", rounds, round -> round.pool().rate());
        double ratio = line("  pool / bare", rounds, Round::rateRatio);
        line("one in flight, p50 ms, bare", rounds, round -> round.bare().p50());
        line("one in flight, p50 ms, pool", rounds, round -> round.pool().p50());
        double p50 = line("  pool - bare", rounds, Round::p50Difference);
        line("one in flight, p99 ms, bare", rounds, round -> round.bare().p99());
        line("one in flight, p99 ms, pool", rounds, round -> round.pool().p99());
        line("  pool - bare", rounds, Round::p99Difference);
        System.out.printf(
                Locale.ROOT,
                "%nrate: %.3f of bare, target %.2f or more: %s%np50: %.3f ms over bare, target %.1f or less: %s%n",
                ratio,
                RATE_TARGET,
                ratio >= RATE_TARGET ? "met" : "missed",
                p50,
                MILLIS_TARGET,
                p50 <= MILLIS_TARGET ? "met" : "missed");
    }

    /** Prints the quartiles of a figure and returns the median. */
    private static double line(String what, List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-34s %10.3f %10.3f %10.3f%n",
                what,
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75));
        return quantile(sorted, 0.5);
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
