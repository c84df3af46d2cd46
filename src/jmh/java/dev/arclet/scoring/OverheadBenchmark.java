package dev.arclet.scoring;

import dev.arclet.scoring.OverheadSides.Side;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What the pool and DJL cost, against bare ONNX Runtime with the same session settings. The sides take turns in every round, in an
 * order that turns round from one to the next, so that a machine that is busier for a while is so for all: ONNX Runtime bare, the
 * local worker alone (which is DJL), and the pool with that worker.
 *
 * <pre>src/jmh/run overhead [MODEL [ROUNDS [THREADS]]]</pre>
 */
public final class OverheadBenchmark {
    private static final int SINGLES = 200;
    private static final double RATE_TARGET = 0.95;
    private static final double MILLIS_TARGET = 0.3;

    private final List<Side> sides;

    private OverheadBenchmark(List<Side> sides) {
        this.sides = sides;
    }

    /** What one side did in one round: pictures a second at saturation, and milliseconds of single pictures. */
    private record Turn(double rate, double p50, double p99) {
        static Turn of(Side side) throws Exception {
            double perSecond = side.saturatedRate();
            double[] millis = new double[SINGLES];
            for (int i = 0; i < SINGLES; i++) {
                long start = System.nanoTime();
                side.scoreOne();
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            return new Turn(perSecond, quantile(millis, 0.5), quantile(millis, 0.99));
        }
    }

    /** Runs it; see the class. */
    public static void main(String[] args) throws Exception {
        ModelBundle bundle = Models.shipped().find(args.length > 0 ? args[0] : "arclet-s");
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 41;
        int threads = args.length > 2
                ? Integer.parseInt(args[2])
                : Runtime.getRuntime().availableProcessors();
        LocalWorker.Options options = new LocalWorker.Options(threads, OverheadSides.BATCH, false);
        try (BareSession bare = new BareSession(bundle, options);
                LocalWorker alone = LocalWorker.open("alone", bundle, options);
                WorkerPool pool = new WorkerPool(
                        List.of(LocalWorker.open("cpu", bundle, options)),
                        bundle.pictureLength(),
                        PoolSettings.of(BatchPolicy.upTo(OverheadSides.BATCH)),
                        new SimpleMeterRegistry(),
                        () -> System.nanoTime() / 1000)) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d threads in one session, batches of %d at saturation; %d rounds in turn%n%n",
                    bundle,
                    threads,
                    OverheadSides.BATCH,
                    rounds);
            new OverheadBenchmark(new OverheadSides(bundle).of(bare, alone, pool)).run(rounds);
            System.out.printf("batches of the pool, by size: %s%n", pool.stats().batchesBySize());
        }
    }

    private void run(int rounds) throws Exception {
        for (Side side : sides) {
            Turn.of(side);
        }
        List<List<Turn>> turns = new ArrayList<>();
        sides.forEach(side -> turns.add(new ArrayList<>()));
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < sides.size(); i++) {
            order.add(i);
        }
        for (int round = 0; round < rounds; round++) {
            for (int side : order) {
                turns.get(side).add(Turn.of(sides.get(side)));
            }
            Collections.reverse(order);
        }
        print(turns);
    }

    private void print(List<List<Turn>> turns) {
        System.out.printf("%-44s %10s %10s %10s%n", "quartiles over the rounds", "25 %", "median", "75 %");
        table("pictures/s", turns, Turn::rate);
        List<double[]> ratios = against(turns, (mine, bare) -> mine.rate() / bare.rate());
        lines("pictures/s over bare's", ratios);
        table("one in flight, p50 ms", turns, Turn::p50);
        List<double[]> p50 = against(turns, (mine, bare) -> mine.p50() - bare.p50());
        lines("one in flight, p50 ms less bare's", p50);
        table("one in flight, p99 ms", turns, Turn::p99);
        lines("one in flight, p99 ms less bare's", against(turns, (mine, bare) -> mine.p99() - bare.p99()));
        int pool = sides.size() - 1;
        double ratio = quantile(ratios.get(pool), 0.5);
        double more = quantile(p50.get(pool), 0.5);
        System.out.printf(
                Locale.ROOT,
                "%nrate: %.3f of bare, target %.2f or more: %s%np50: %.3f ms over bare, target %.1f or less: %s%n",
                ratio,
                RATE_TARGET,
                ratio >= RATE_TARGET ? "met" : "missed",
                more,
                MILLIS_TARGET,
                more <= MILLIS_TARGET ? "met" : "missed");
    }

    /** Of a side's turn and that of the bare side in the same round. */
    private interface Comparison {
        double of(Turn mine, Turn bare);
    }

    private static List<double[]> against(List<List<Turn>> turns, Comparison comparison) {
        List<double[]> all = new ArrayList<>();
        for (List<Turn> mine : turns) {
            double[] figures = new double[mine.size()];
            for (int round = 0; round < figures.length; round++) {
                figures[round] = comparison.of(mine.get(round), turns.get(0).get(round));
            }
            Arrays.sort(figures);
            all.add(figures);
        }
        return all;
    }

    private void table(String what, List<List<Turn>> turns, ToDoubleFunction<Turn> figure) {
        for (int side = 0; side < sides.size(); side++) {
            double[] figures =
                    turns.get(side).stream().mapToDouble(figure).sorted().toArray();
            line(what + ", " + sides.get(side).name(), figures);
        }
    }

    private void lines(String what, List<double[]> figures) {
        for (int side = 1; side < sides.size(); side++) {
            line("  " + what + ", " + sides.get(side).name(), figures.get(side));
        }
    }

    private static void line(String what, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-44s %10.3f %10.3f %10.3f%n",
                what,
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }
}
