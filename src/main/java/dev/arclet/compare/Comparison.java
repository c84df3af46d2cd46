package dev.arclet.compare;

import dev.arclet.compare.PairResult.Standing;
import dev.arclet.evaluation.report.EvaluationReport.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Pairs of models and workers side by side, measured on one sample on one machine.
 *
 * @param sample that they were judged by
 * @param goal that they were measured for
 * @param machine that did it
 * @param pairs in the order in which they were given
 */
public record Comparison(Sample sample, Goal goal, Machine machine, List<PairResult> pairs) {

    public Comparison {
        pairs = List.copyOf(pairs);
    }

    /**
     * What the figures depend on besides the pairs.
     *
     * @param processors of this machine
     * @param system its operating system and architecture
     * @param java version of the Java machine
     */
    public record Machine(int processors, String system, String java) {
        /** This one. */
        public static Machine here() {
            return new Machine(
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        }
    }

    /**
     * The Pareto front: those that no other pair beats in accuracy and rate. A device that is only described does not push one off it that
     * was measured.
     */
    public List<PairResult> front() {
        return pairs.stream().filter(this::isOnFront).toList();
    }

    /** Whether no other pair, of measured ones no other measured pair, is at least as accurate and as fast, and better in one of both. */
    public boolean isOnFront(PairResult pair) {
        Optional<Standing> own = pair.standing(goal.merit());
        return own.isPresent()
                && pairs.stream()
                        .filter(other ->
                                pair.pair().isModelled() || !other.pair().isModelled())
                        .flatMap(other -> other.standing(goal.merit()).stream())
                        .noneMatch(other -> other.beats(own.get()));
    }

    /** The most accurate pair of real devices that was measured to hold the goal; of equally accurate ones the fastest. */
    public Optional<PairResult> choice() {
        return best(pair -> !pair.pair().isModelled());
    }

    /** The same among all pairs, where that is a modelled one: what a device would bring if it is as its description says. */
    public Optional<PairResult> modelledChoice() {
        return best(pair -> true).filter(pair -> pair.pair().isModelled());
    }

    private Optional<PairResult> best(Predicate<PairResult> which) {
        return pairs.stream()
                .filter(which)
                .filter(pair -> pair.holds(goal) && pair.standing(goal.merit()).isPresent())
                .max(Comparator.comparingDouble((PairResult pair) -> merit(pair))
                        .thenComparingDouble(pair -> pair.pool().orElseThrow().perSecond()));
    }

    private double merit(PairResult pair) {
        return pair.standing(goal.merit()).orElseThrow().merit().value();
    }

    /** The answer in a sentence: which pair to take. */
    public String verdict() {
        String goalText = Numbers.rate(goal.perSecond()) + "/s with a p99 within " + Numbers.time(goal.p99());
        String measured = choice().map(
                        pair -> "The most accurate pair that holds " + goalText + ": " + pair.pair() + described(pair))
                .orElse("No measured pair holds " + goalText);
        return measured
                + modelledChoice()
                        .map(pair -> ". With modelled devices, by their descriptions: " + pair.pair() + described(pair))
                        .orElse("")
                + ".";
    }

    private String described(PairResult pair) {
        Load load = pair.at(goal).orElseThrow();
        return " (" + goal.merit().title() + " " + Numbers.decimal(merit(pair)) + ", p99 "
                + Numbers.millis(load.p99().value()) + " ms, "
                + Numbers.rate(pair.pool().orElseThrow().perSecond()) + "/s at most)";
    }
}
