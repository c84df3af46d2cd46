package dev.arclet.evaluation;

import dev.arclet.evaluation.sample.Specimen;
import java.util.List;

/**
 * A sample after a model has looked at it.
 *
 * @param scored what it could score
 * @param unscored what showed nothing where the model looks
 * @param gallery the pictures that it got most wrong
 * @param throughput how fast it went
 */
public record ScoredSample(List<Scored> scored, List<Specimen> unscored, Gallery gallery, Throughput throughput) {
    public ScoredSample {
        scored = List.copyOf(scored);
        unscored = List.copyOf(unscored);
    }

    /**
     * How fast a sample was scored, from reading files to scores.
     *
     * @param pictures that the network looked at
     * @param seconds that it took
     * @param perSecond pictures a second
     */
    public record Throughput(long pictures, double seconds, double perSecond) {
        static Throughput since(long startNanos, long pictures) {
            double seconds = Math.max(1, System.nanoTime() - startNanos) / 1e9;
            return new Throughput(pictures, seconds, pictures / seconds);
        }
    }
}
